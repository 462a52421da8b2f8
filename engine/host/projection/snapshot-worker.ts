/**
 * Makes the next snapshot beside the event loop: the previous one, the journal up to the place it was told, the same
 * fold. It never touches the live database.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { nodeDisk } from '../journal/disk.ts';
import { JournalReader } from '../journal/reader.ts';
import { listSegments } from '../journal/segments.ts';
import { rebuild } from './rebuild.ts';
import { readSnapshot, type SnapshotPlace, writeSnapshot } from './snapshot-file.ts';

export interface SnapshotOrder {
  store: string;
  place: SnapshotPlace;
}

async function make({ store, place }: SnapshotOrder): Promise<void> {
  const journal = new JournalReader(listSegments(join(store, 'journal')), place.seq);
  const { database, damage } = await rebuild(await readSnapshot(store), journal);
  if (damage) throw damage;
  parentPort?.postMessage(writeSnapshot(nodeDisk, store, database.export(), place));
}

void make(workerData as SnapshotOrder);
