/**
 * What the disk gives: an append-only file whose records are written and synced in groups, as the journal does it, and
 * nothing else. While one fdatasync is in flight the next group collects.
 */
import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';

export interface RawJournal {
  /** Resolves once the record is on disk. */
  append(record: Uint8Array): Promise<void>;
  close(): void;
}

export function rawJournal(path: string): RawJournal {
  const file = openSync(path, 'wx');
  let waiting: { record: Uint8Array; resolve: () => void; reject: (error: Error) => void }[] = [];
  let busy = false;

  const pump = (): void => {
    if (busy || waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    busy = true;
    writeSync(file, Buffer.concat(group.map(({ record }) => record)));
    fdatasync(file, (error) => {
      busy = false;
      for (const { resolve, reject } of group) {
        if (error) reject(error);
        else resolve();
      }
      pump();
    });
  };

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ record, resolve, reject });
        pump();
      }),
    close: () => closeSync(file),
  };
}
