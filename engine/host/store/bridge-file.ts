/** `bridge.json`: how clients of this workspace find the engine. 0600; gone after a clean stop. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, replaceFile } from '../journal/disk.ts';
import { readJson } from './state-directory.ts';

export interface BridgeFile {
  /** `ws://127.0.0.1:PORT/bridge` */
  url: string;
  pid: number;
  /** Version of the engine. */
  engine: string;
  /** Path of the owner credential, a file `{ token }` outside the workspace. */
  credential: string;
}

function bridgePath(store: string): string {
  return join(store, 'bridge.json');
}

export function writeBridgeFile(disk: Disk, store: string, bridge: BridgeFile): void {
  replaceFile(disk, bridgePath(store), Buffer.from(`${JSON.stringify(bridge, null, 2)}\n`));
}

/** Nothing where it is missing or broken; what it says may be stale after a crash. */
export function readBridgeFile(store: string): BridgeFile | undefined {
  const { url, pid, engine, credential } = readJson(bridgePath(store)) ?? {};
  if (typeof url !== 'string' || typeof pid !== 'number') return undefined;
  if (typeof engine !== 'string' || typeof credential !== 'string') return undefined;
  return { url, pid, engine, credential };
}

export function removeBridgeFile(store: string): void {
  rmSync(bridgePath(store), { force: true });
}
