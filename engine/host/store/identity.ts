/**
 * Which store this is, and whether this user's machine knows it. A store that was cloned, copied or restored would repeat
 * effects that have already happened elsewhere, so it opens read-only until a person adopts it (T55).
 */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_FORMAT } from '../../../schemas/journal/event.ts';
import { type Disk, replaceFile } from '../journal/disk.ts';
import { listSegments } from '../journal/segments.ts';
import { type KnownHead, readHead } from './head.ts';
import { makePrivateDirectory, readJson } from './state-directory.ts';

/** What `.handoff/store.json` says. */
export interface StoreMark {
  id: string;
  format: number;
}

export type Standing =
  /** Nothing is there yet. */
  { kind: 'new' } | { kind: 'known' } | { kind: 'strange'; how: 'unknown' | 'copied' | 'moved' };

export interface Known {
  mark: StoreMark | undefined;
  standing: Standing;
  head: KnownHead;
}

export class StoreTooNew extends Error {
  constructor(format: number) {
    super(
      `This store is of format ${format}; this engine knows formats up to ${JOURNAL_FORMAT}. ` +
        'Nothing was touched. Update Handoff Studio to open it.',
    );
    this.name = 'StoreTooNew';
  }
}

export function journalDirectory(store: string): string {
  return join(store, 'journal');
}

export function stateDirectory(home: string, id: string): string {
  return join(home, id);
}

/** Only reads. Throws `StoreTooNew` (F28). */
export function recognise(store: string, home: string): Known {
  const mark = readMark(store);
  if (mark && mark.format > JOURNAL_FORMAT) throw new StoreTooNew(mark.format);
  const empty = listSegments(journalDirectory(store)).length === 0;
  if (!mark) {
    return { mark, standing: empty ? { kind: 'new' } : strange('unknown'), head: { kind: 'none' } };
  }
  const state = stateDirectory(home, mark.id);
  const path = readJson(join(state, 'identity.json'))?.path;
  if (typeof path !== 'string') return { mark, standing: strange('unknown'), head: { kind: 'none' } };
  const headPath = join(state, 'head.json');
  const head = readHead(headPath, existsSync(headPath));
  if (path === realpathSync(store)) return { mark, standing: { kind: 'known' }, head };
  const stillThere = readMark(path)?.id === mark.id;
  return { mark, standing: strange(stillThere ? 'copied' : 'moved'), head };
}

function strange(how: 'unknown' | 'copied' | 'moved'): Standing {
  return { kind: 'strange', how };
}

/** Makes the store known to this machine: the state entry first, so that a crash between leaves no half-known store. */
export function register(disk: Disk, store: string, home: string, id: string): StoreMark {
  const state = stateDirectory(home, id);
  makePrivateDirectory(home);
  makePrivateDirectory(state);
  const path = realpathSync(store);
  replaceFile(disk, join(state, 'identity.json'), Buffer.from(`${JSON.stringify({ path })}\n`));
  const mark = { id, format: JOURNAL_FORMAT };
  const known = readMark(store);
  if (known?.id !== id || known.format !== mark.format) {
    replaceFile(disk, join(store, 'store.json'), Buffer.from(`${JSON.stringify(mark)}\n`));
  }
  return mark;
}

/** Keeps the store out of version control. */
export function ignoreStore(disk: Disk, store: string): void {
  const path = join(store, '.gitignore');
  if (!existsSync(path)) replaceFile(disk, path, Buffer.from('# Handoff Studio keeps its store here.\n*\n'));
}

function readMark(store: string): StoreMark | undefined {
  const { id, format } = readJson(join(store, 'store.json')) ?? {};
  const plain = typeof id === 'string' && /^[0-9a-z-]{8,64}$/.test(id);
  return plain && Number.isSafeInteger(format) ? { id, format: Number(format) } : undefined;
}

/** Whether a directory holds anything that an engine wrote. */
export function isStore(directory: string): boolean {
  return (
    existsSync(directory) &&
    readdirSync(directory).some((name) => name === 'journal' || name === 'store.json')
  );
}
