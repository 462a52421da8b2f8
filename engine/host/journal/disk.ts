/**
 * The file operations that durability depends on, behind an interface so that tests can fail each of them at every N
 * (G3). Reading is not here: it cannot lose anything.
 */
import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** `new` refuses a file that exists; `scratch` replaces what is there. */
export type Opening = 'existing' | 'new' | 'scratch';

export interface Disk {
  open(path: string, opening: Opening): number;
  close(file: number): void;
  /** Bytes, and whether the file still has a name: a deleted or replaced one has none. */
  stat(file: number): { size: number; linked: boolean };
  /** May write less than it was given. Returns the bytes written. */
  write(file: number, bytes: Uint8Array, position: number): number;
  truncate(file: number, size: number): void;
  datasync(file: number): Promise<void>;
  sync(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Makes names in a directory durable; nothing on Windows, which has no such call. */
  syncDirectory(path: string): void;
}

const FLAGS: Record<Opening, string> = { existing: 'r+', new: 'wx+', scratch: 'w+' };

export const nodeDisk: Disk = {
  open: (path, opening) => openSync(path, FLAGS[opening], 0o600),
  close: closeSync,
  stat(file) {
    const { size, nlink } = fstatSync(file);
    return { size, linked: nlink > 0 };
  },
  write: (file, bytes, position) => writeSync(file, bytes, 0, bytes.length, position),
  truncate: ftruncateSync,
  datasync: (file) =>
    new Promise((resolve, reject) => {
      fdatasync(file, (error) => (error ? reject(error) : resolve()));
    }),
  sync: fsyncSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  syncDirectory(path) {
    if (process.platform === 'win32') return;
    const directory = openSync(path, constants.O_RDONLY);
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  },
};

/** Writes all of `bytes` at `position`, in as many calls as it takes. Throws what the disk throws. */
export function writeAll(disk: Disk, file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = disk.write(file, bytes.subarray(done), position + done);
    if (written <= 0) throw new Error(`the disk took ${written} of ${bytes.length - done} bytes`);
    done += written;
  }
}

/**
 * Puts `bytes` in place of what `path` holds: after a crash it is the old content or the new, nothing else (F8).
 * Mode 0600.
 */
export function replaceFile(disk: Disk, path: string, bytes: Uint8Array): void {
  const draft = `${path}.tmp`;
  const file = disk.open(draft, 'scratch');
  try {
    writeAll(disk, file, bytes, 0);
    disk.sync(file);
  } finally {
    disk.close(file);
  }
  disk.rename(draft, path);
  disk.syncDirectory(dirname(path));
}

/** The errors that mean "no room", as opposed to "the device failed". */
export function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
