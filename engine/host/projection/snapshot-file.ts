/**
 * The snapshot on disk: `handoff.sqlite`, and beside it `handoff.sqlite.sum` with its checksum and the place in the
 * journal that it shows. A snapshot in doubt is never used: the journal gives a new one (F4).
 *
 * While a new file takes the old one's place the sum lists both, so that a crash at any moment leaves a file that one of
 * its entries describes (F8).
 */
import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disk, replaceFile } from '../journal/disk.ts';
import { PROJECTION_FORMAT } from './tables.ts';

/** The place in the journal that a snapshot shows. */
export interface SnapshotPlace {
  seq: number;
  /** Hash of a frame that ends there. */
  hash: string;
}

export interface SnapshotSum extends SnapshotPlace {
  format: number;
  bytes: number;
  sha256: string;
}

export type Snapshot =
  | { kind: 'none' }
  | { kind: 'sound'; sum: SnapshotSum; bytes: Buffer }
  | { kind: 'unsound'; why: string };

export function snapshotPath(store: string): string {
  return join(store, 'handoff.sqlite');
}

/** Never throws: whatever is wrong makes it unsound. */
export async function readSnapshot(store: string): Promise<Snapshot> {
  const path = snapshotPath(store);
  if (!existsSync(path)) return { kind: 'none' };
  const sums = readSums(store);
  if (sums.length === 0) return { kind: 'unsound', why: 'its checksum is missing or broken' };
  try {
    const bytes = await readFile(path);
    const sha256 = hash('sha256', bytes);
    const sum = sums.find((one) => one.sha256 === sha256 && one.bytes === bytes.length);
    if (!sum) return { kind: 'unsound', why: 'its content is not what was written' };
    if (sum.format !== PROJECTION_FORMAT) return { kind: 'unsound', why: `it is of format ${sum.format}` };
    return { kind: 'sound', sum, bytes };
  } catch (error) {
    return { kind: 'unsound', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Places that the sums name, without reading the snapshot itself. */
export function snapshotPlaces(store: string): SnapshotPlace[] {
  return readSums(store).map(({ seq, hash: place }) => ({ seq, hash: place }));
}

/** Replaces the snapshot: old or new after a crash, nothing else. Throws what the disk throws. */
export function writeSnapshot(
  disk: Disk,
  store: string,
  bytes: Uint8Array,
  place: SnapshotPlace,
): SnapshotSum {
  const sum = {
    seq: place.seq,
    hash: place.hash,
    format: PROJECTION_FORMAT,
    bytes: bytes.length,
    sha256: hash('sha256', bytes),
  };
  writeSums(disk, store, [...readSums(store), sum]);
  replaceFile(disk, snapshotPath(store), bytes);
  writeSums(disk, store, [sum]);
  return sum;
}

/** Takes the snapshot away with whatever was left of writing it. Throws what the disk throws. */
export function removeSnapshot(disk: Disk, store: string): void {
  for (const path of [snapshotPath(store), sumPath(store)]) {
    disk.remove(path);
    disk.remove(`${path}.tmp`);
  }
  disk.syncDirectory(store);
}

function sumPath(store: string): string {
  return `${snapshotPath(store)}.sum`;
}

function writeSums(disk: Disk, store: string, snapshots: readonly SnapshotSum[]): void {
  replaceFile(disk, sumPath(store), Buffer.from(`${JSON.stringify({ snapshots }, null, 2)}\n`));
}

function readSums(store: string): SnapshotSum[] {
  try {
    const { snapshots }: { snapshots?: unknown } = JSON.parse(readFileSync(sumPath(store), 'utf8'));
    return Array.isArray(snapshots) ? snapshots.filter(isSum) : [];
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

function isSum(value: unknown): value is SnapshotSum {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, hash: place, format, bytes, sha256 } = value as Record<string, unknown>;
  const counts = [seq, format, bytes].every((count) => Number.isSafeInteger(count));
  return counts && typeof place === 'string' && typeof sha256 === 'string';
}
