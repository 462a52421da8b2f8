/**
 * The files of a journal: 64 MB each, named by their first sequence, older ones compressed.
 */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

export interface Segment {
  /** Sequence of its first event. */
  first: number;
  path: string;
  packed: boolean;
}

const NAME = /^(\d{16})\.journal(\.gz)?$/;
const inflate = promisify(gunzip);

export function segmentPath(directory: string, first: number): string {
  return join(directory, `${String(first).padStart(16, '0')}.journal`);
}

/** Oldest first. Where both forms exist the plain one counts: the other may be unfinished. */
export function listSegments(directory: string): Segment[] {
  if (!existsSync(directory)) return [];
  const found = new Map<number, Segment>();
  for (const name of readdirSync(directory).sort()) {
    const match = NAME.exec(name);
    const first = Number(match?.[1]);
    if (match && !found.has(first)) {
      found.set(first, { first, path: join(directory, name), packed: match[2] !== undefined });
    }
  }
  return [...found.values()].sort((a, b) => a.first - b.first);
}

/** The bytes of a segment as they were written. Rejects when it cannot be read or unpacked. */
export async function loadSegment(segment: Segment): Promise<Buffer> {
  if (segment.packed) return inflate(await readFile(segment.path));
  try {
    return await readFile(segment.path);
  } catch (error) {
    const packed = `${segment.path}.gz`;
    if (!existsSync(packed)) throw error;
    return inflate(await readFile(packed));
  }
}

export function segmentName(segment: Segment): string {
  return basename(segment.path);
}
