/** Stores in scratch directories, each with a state directory of its own machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldBatch } from '../../../engine/host/projection/fold.ts';
import { openStore, type StoreOptions } from '../../../engine/host/store/open.ts';
import type { Store } from '../../../engine/host/store/store.ts';
import type { Batch } from '../../../engine/run/ports.ts';
import { faultyDisk } from '../journal/faulty-disk.ts';
import { story } from '../projection/stories.ts';

export interface Machine {
  /** The workspace's `.handoff`. */
  store: string;
  root: string;
  environment: NodeJS.ProcessEnv;
  open(options?: StoreOptions): Promise<Store>;
}

const roots: string[] = [];
const open: Store[] = [];

export function machine(): Machine {
  const root = mkdtempSync(join(tmpdir(), 'handoff-store-'));
  roots.push(root);
  const environment = { HANDOFF_STATE_DIR: join(root, 'state') };
  const store = join(root, 'shop', '.handoff');
  return { root, store, environment, open: (options) => openAt(store, environment, options) };
}

export async function openAt(
  directory: string,
  environment: NodeJS.ProcessEnv,
  options: StoreOptions = {},
): Promise<Store> {
  const store = await openStore(directory, { environment, disk: faultyDisk(), ...options });
  open.push(store);
  return store;
}

/** Closes what a test left open, and removes everything. */
export async function closeAll(): Promise<void> {
  for (const store of open.splice(0)) await store.close();
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
}

export async function closeStore(store: Store): Promise<void> {
  open.splice(open.indexOf(store), 1);
  await store.close();
}

/** Does what the run loop does: fold, project, append. Batches go on after what is there. */
export async function tell(store: Store, batches: readonly Batch[]): Promise<void> {
  const { state } = store.restored;
  const saved: Promise<void>[] = [];
  for (const batch of batches) {
    saved.push(store.journal.append(batch));
    store.projection.write(batch, foldBatch(state, batch));
  }
  await Promise.all(saved);
}

/** A store with a story in it, closed. */
export async function toldStore(customers = 6): Promise<Machine & { seq: number }> {
  const made = machine();
  const store = await made.open();
  const batches = story(customers);
  await tell(store, batches.slice(0, 5));
  await tell(store, batches.slice(5));
  const seq = store.journal.durable;
  await closeStore(store);
  return { ...made, seq };
}
