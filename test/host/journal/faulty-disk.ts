/**
 * Real files on a disk that fails where a test says: the N-th call of an operation, once or for ever after (G3).
 * It counts syncs and does not perform them: no test here cuts the power, and what was written is read back all the same.
 */
import { type Disk, nodeDisk } from '../../../engine/host/journal/disk.ts';

export type Operation = keyof Disk;

export interface Fault {
  operation: Operation;
  /** The N-th call from 1. */
  nth: number;
  code: 'EIO' | 'ENOSPC' | 'EACCES';
  lasting: boolean;
  /** A failing write still puts this many bytes down first. */
  short?: number;
}

export interface FaultyDisk extends Disk {
  /** Calls so far. */
  readonly calls: Map<Operation, number>;
  /** The disk is repaired. */
  heal(): void;
}

export function faultyDisk(fault?: Fault): FaultyDisk {
  const calls = new Map<Operation, number>();
  let active = fault;
  const fails = (operation: Operation): Error | undefined => {
    const count = (calls.get(operation) ?? 0) + 1;
    calls.set(operation, count);
    if (active?.operation !== operation || count < active.nth || (count > active.nth && !active.lasting)) {
      return undefined;
    }
    return Object.assign(new Error(`${active.code}: ${operation} number ${count}`), { code: active.code });
  };
  const guarded =
    <A extends unknown[], R>(operation: Operation, run: (...args: A) => R) =>
    (...args: A): R => {
      const error = fails(operation);
      if (error) throw error;
      return run(...args);
    };
  return {
    calls,
    heal: () => {
      active = undefined;
    },
    open: guarded('open', nodeDisk.open),
    close: guarded('close', nodeDisk.close),
    stat: guarded('stat', nodeDisk.stat),
    truncate: guarded('truncate', nodeDisk.truncate),
    sync: guarded('sync', () => undefined),
    rename: guarded('rename', nodeDisk.rename),
    remove: guarded('remove', nodeDisk.remove),
    syncDirectory: guarded('syncDirectory', () => undefined),
    write(file, bytes, position) {
      const error = fails('write');
      if (!error) return nodeDisk.write(file, bytes, position);
      const short = Math.min(active?.short ?? 0, bytes.length - 1);
      if (short > 0) nodeDisk.write(file, bytes.subarray(0, short), position);
      throw error;
    },
    async datasync() {
      const error = fails('datasync');
      if (error) throw error;
    },
  };
}
