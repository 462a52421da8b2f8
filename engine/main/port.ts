/** The bridge's port: chosen once for a store and kept, so that links stay good (CONTRACT, Config). */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Store } from '../host/store/store.ts';

const FILE = 'port';

export function keptPort({ directory }: Pick<Store, 'directory'>): number | undefined {
  try {
    const port = Number(readFileSync(path.join(directory, FILE), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export function keepPort(store: Pick<Store, 'directory'>, port: number): void {
  if (keptPort(store) !== port) writeFileSync(path.join(store.directory, FILE), `${port}\n`);
}
