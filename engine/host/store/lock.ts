/**
 * One engine per store (I10, F29), by something that dies with the process: nothing has to be cleaned up after kill -9.
 *
 * Linux: a socket in the abstract namespace, named by the directory's device and inode. It is one per network namespace,
 * so an engine in another container is found by the journal's size check instead. Windows: a named pipe. macOS: a file
 * opened with O_EXLOCK; that row and the one of Windows are written from the documentation and were not run.
 */

import { hash } from 'node:crypto';
import { closeSync, constants, openSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface Lock {
  release(): Promise<void>;
}

/** Nothing when another process (or this one) already owns the store. */
export function acquireLock(store: string): Promise<Lock | undefined> {
  if (process.platform === 'darwin') return Promise.resolve(fileLock(store));
  return socketLock(process.platform === 'win32' ? pipeName(store) : abstractName(store));
}

function abstractName(store: string): string {
  const { dev, ino } = statSync(store, { bigint: true });
  return `\0handoff-studio-${dev}-${ino}`;
}

function pipeName(store: string): string {
  const path = realpathSync.native(store).toLowerCase();
  return `\\\\.\\pipe\\handoff-studio-${hash('sha256', path).slice(0, 32)}`;
}

function socketLock(name: string): Promise<Lock | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve({ release: () => new Promise((released) => server.close(() => released())) });
    });
  });
}

/** From <fcntl.h> of macOS; Node does not name it. */
const O_EXLOCK = 0x20;

function fileLock(store: string): Lock | undefined {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK;
  try {
    const file = openSync(join(store, '.lock'), flags, 0o600);
    return {
      release() {
        closeSync(file);
        return Promise.resolve();
      },
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}
