/**
 * The two writes that may come before a journal is used again. Both keep what they change:
 * a torn tail is copied aside before it is cut (F2), a damaged segment is copied and left as it stands (F3).
 */

import { hash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, replaceFile, writeAll } from './disk.ts';
import { segmentName } from './segments.ts';
import type { Survey } from './survey.ts';

/** Copies what is wrong into `quarantine`; the same bytes are kept once. Returns the copy's path. */
export function quarantine(disk: Disk, survey: Survey, quarantine: string): string | undefined {
  const { ending } = survey;
  if (ending.kind === 'clean' || !ending.segment) return undefined;
  const bytes = readFileSync(ending.segment.path);
  const kept = ending.kind === 'torn' ? bytes.subarray(ending.offset) : bytes;
  mkdirSync(quarantine, { recursive: true, mode: 0o700 });
  const name = `${segmentName(ending.segment)}.${ending.kind}-${ending.offset}-${hash('sha256', kept).slice(0, 12)}`;
  const path = join(quarantine, name);
  replaceFile(disk, path, kept);
  return path;
}

/**
 * Cuts a torn tail and writes the last frames again before syncing: after a failed fsync of an earlier process the
 * system may hold them as clean although they never reached the disk (F6). Throws what the disk throws.
 */
export function settleTail(disk: Disk, survey: Survey): void {
  const segment = survey.segments.at(-1);
  if (!segment || segment.packed) return;
  const file = disk.open(segment.path, 'existing');
  try {
    const from = survey.lastFrames[0] ?? survey.end;
    const last = readFileSync(segment.path).subarray(from, survey.end);
    if (survey.ending.kind === 'torn') disk.truncate(file, survey.end);
    writeAll(disk, file, last, from);
    disk.sync(file);
  } finally {
    disk.close(file);
  }
}
