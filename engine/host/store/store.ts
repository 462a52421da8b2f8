/** An open store: what the engine is composed of, and the one way to close it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Restored, Secrets } from '../../run/ports.ts';
import type { Disk } from '../journal/disk.ts';
import type { ConversationToErase } from '../journal/erase.ts';
import type { FileJournal } from '../journal/file-journal.ts';
import type { LiveProjection } from '../projection/live.ts';
import { rebuild } from '../projection/rebuild.ts';
import { readSnapshot } from '../projection/snapshot-file.ts';
import type { Snapshots } from '../projection/snapshots.ts';
import { removeBridgeFile, writeBridgeFile } from './bridge-file.ts';
import type { HeadKeeper } from './head.ts';
import type { Lock } from './lock.ts';
import type { Adoption } from './standing.ts';

export type StoreMode = { kind: 'live' } | { kind: 'read-only'; why: string };

export interface StoreIdentity {
  id: string;
  /** Rises with every opening for writing. */
  epoch: number;
  /** Set where this opening adopted the store: the input `open` says so, and effects are held. */
  adoption?: Adoption;
}

interface Parts {
  directory: string;
  disk: Disk;
  lock: Lock;
  journal: FileJournal;
  projection: LiveProjection;
  restored: Restored;
  mode: StoreMode;
  identity: StoreIdentity;
  secrets: Secrets;
  owner: { path: string; token: string };
  head?: HeadKeeper;
  snapshots?: Snapshots;
  /** A directory for this opening only. */
  visiting?: string;
  notice: (text: string) => void;
}

export class Store {
  readonly directory: string;
  readonly journal: FileJournal;
  readonly projection: LiveProjection;
  /** The state at the opening. */
  readonly restored: Restored;
  readonly mode: StoreMode;
  readonly identity: StoreIdentity;
  readonly secrets: Secrets;
  /** The owner credential: a file `{ token }` outside the workspace. */
  readonly owner: { path: string; token: string };
  readonly #parts: Parts;
  #announced = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.directory = parts.directory;
    this.journal = parts.journal;
    this.projection = parts.projection;
    this.restored = parts.restored;
    this.mode = parts.mode;
    this.identity = parts.identity;
    this.secrets = parts.secrets;
    this.owner = parts.owner;
  }

  /** Writes `bridge.json`; it goes again at the close. Throws what the disk throws. */
  announce(bridge: { url: string; engine: string }): void {
    const { disk, directory, owner } = this.#parts;
    writeBridgeFile(disk, directory, { ...bridge, pid: process.pid, credential: owner.path });
    this.#announced = true;
  }

  /**
   * The durable state again, and a projection that shows just that: after appends were refused (a full disk), what the
   * engine holds in memory is ahead of the journal and must be dropped. Rejects with `JournalDamage`.
   */
  async reload(): Promise<Restored> {
    const snapshot = await readSnapshot(this.directory);
    const { database, state, damage } = await rebuild(snapshot, this.journal);
    if (damage) throw damage;
    this.projection.replace(database);
    return { seq: database.seq, state };
  }

  /**
   * Takes the content of a conversation out of everything in the store: the journal's segments, the snapshot, and what was
   * kept of damage. Resolves with the number of bodies that went from the journal; calling it again takes what is left.
   */
  async erase(what: ConversationToErase): Promise<number> {
    const { journal, snapshots, directory } = this.#parts;
    const bodies = await journal.erase(what);
    await snapshots?.discard();
    rmSync(join(directory, 'quarantine'), { recursive: true, force: true });
    return bodies;
  }

  /** Saves and seals, brings the snapshot and the head up to date, and lets the next process in. */
  async close(): Promise<void> {
    const { journal, snapshots, head, notice, lock, directory, visiting } = this.#parts;
    await journal.close();
    try {
      await snapshots?.finish();
      await head?.close();
      if (this.#announced) removeBridgeFile(directory);
      if (visiting) rmSync(visiting, { recursive: true, force: true });
    } catch (error) {
      notice(`The store was not closed cleanly: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.projection.close();
    await lock.release();
  }
}
