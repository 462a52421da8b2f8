/**
 * Opens a store: lock, identity, journal, snapshot or rebuild. What it finds decides between *live* and *read-only*; the
 * reason is a sentence for people.
 *
 * Invariants
 * 1. Nothing is changed in a store that is damaged, strange to this machine, or behind its head; a damaged segment is
 *    copied aside (I9, T54, T55).
 * 2. One process owns the store from before the first read to after the last write (I10).
 * 3. The epoch is on disk outside the store before a frame carries it, and only rises (T55).
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Restored } from '../../run/ports.ts';
import { type Disk, nodeDisk } from '../journal/disk.ts';
import { FileJournal, type JournalOptions } from '../journal/file-journal.ts';
import { JournalReader } from '../journal/reader.ts';
import { quarantine } from '../journal/repair.ts';
import { type Survey, surveyJournal } from '../journal/survey.ts';
import { LiveProjection } from '../projection/live.ts';
import { type Rebuilt, rebuild } from '../projection/rebuild.ts';
import { readSnapshot, type Snapshot, snapshotPlaces } from '../projection/snapshot-file.ts';
import { type SnapshotOptions, Snapshots } from '../projection/snapshots.ts';
import { readBridgeFile } from './bridge-file.ts';
import { HeadKeeper } from './head.ts';
import {
  ignoreStore,
  journalDirectory,
  type Known,
  recognise,
  register,
  stateDirectory,
} from './identity.ts';
import { acquireLock, type Lock } from './lock.ts';
import { codesOf } from './secrets.ts';
import { type Adoption, standingOf } from './standing.ts';
import { keptSecret, makePrivateDirectory, ownerCredential, stateHome } from './state-directory.ts';
import { Store } from './store.ts';

export interface StoreOptions {
  /** Takes a store into use that is strange to this machine, or behind its head. */
  adopt?: boolean;
  environment?: NodeJS.ProcessEnv;
  disk?: Disk;
  journal?: Omit<JournalOptions, 'disk' | 'onDurable' | 'onNotice'>;
  snapshots?: Omit<SnapshotOptions, 'disk' | 'onNotice'>;
  /** One sentence for the log, and for people where the store is read-only. */
  onNotice?: (text: string) => void;
  /** Called now and then while the journal is folded. */
  onProgress?: (seq: number, of: number) => void;
}

/** Another process owns the store; `url` is its bridge, where it has said so. */
export class StoreHeld extends Error {
  readonly url: string | undefined;
  constructor(pid: number | undefined, url: string | undefined) {
    super(`Another engine has this store open${pid ? ` (process ${pid})` : ''}. Connect to it instead.`);
    this.name = 'StoreHeld';
    this.url = url;
  }
}

/**
 * Opens the store in `directory` (a `.handoff`), making a new one where there is none.
 * Rejects with `StoreHeld`, `StoreTooNew`, or what the disk throws.
 */
export async function openStore(directory: string, options: StoreOptions = {}): Promise<Store> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = await acquireLock(directory);
  if (!lock) {
    const owner = readBridgeFile(directory);
    throw new StoreHeld(owner?.pid, owner?.url);
  }
  try {
    return await openOwned(directory, options, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Found {
  directory: string;
  home: string;
  known: Known;
  survey: Survey;
  snapshot: Snapshot;
  rebuilt: Rebuilt;
}

async function openOwned(directory: string, options: StoreOptions, lock: Lock): Promise<Store> {
  const notice = options.onNotice ?? (() => undefined);
  const found = await look(directory, options);
  const { rebuilt } = found;
  if (rebuilt.discarded) notice(`The snapshot was made anew from the journal, because ${rebuilt.discarded}.`);
  const standing = standingOf(found.known, found.survey, rebuilt.damage, options.adopt ?? false);
  if (standing.kind === 'read-only') return readOnly(found, standing.why, options, lock);
  try {
    return live(found, standing.adoption, options, lock);
  } catch (error) {
    if (!isUnwritable(error) || found.known.standing.kind === 'new') throw error;
    return readOnly(
      found,
      'The store cannot be written to: its directory or the disk is read-only.',
      options,
      lock,
    );
  }
}

/** Reads everything and changes nothing. */
async function look(directory: string, options: StoreOptions): Promise<Found> {
  const home = stateHome(options.environment ?? process.env);
  const known = recognise(directory, home);
  const heads = known.head.kind === 'known' ? [known.head] : [];
  const survey = await surveyJournal(journalDirectory(directory), [...heads, ...snapshotPlaces(directory)]);
  const snapshot = belonging(await readSnapshot(directory), survey);
  const reader = new JournalReader(survey.segments, survey.seq);
  const rebuilt = await rebuild(snapshot, reader, (seq) => options.onProgress?.(seq, survey.seq));
  return { directory, home, known, survey, snapshot, rebuilt };
}

function belonging(snapshot: Snapshot, survey: Survey): Snapshot {
  if (snapshot.kind !== 'sound' || survey.found.has(snapshot.sum.hash)) return snapshot;
  return { kind: 'unsound', why: 'it does not belong to this journal' };
}

function live(found: Found, adoption: Adoption | undefined, options: StoreOptions, lock: Lock): Store {
  const { directory, home, known, survey, rebuilt } = found;
  const disk = options.disk ?? nodeDisk;
  const notice = options.onNotice ?? (() => undefined);
  ignoreStore(disk, directory);
  mkdirSync(journalDirectory(directory), { recursive: true, mode: 0o700 });
  disk.syncDirectory(directory);
  const keptId = adoption === 'copied' ? undefined : known.mark?.id;
  const { id } = register(disk, directory, home, keptId ?? randomUUID());
  const state = stateDirectory(home, id);
  const epoch = Math.max(survey.epoch, known.head.kind === 'known' ? known.head.epoch : 0) + 1;
  const head = new HeadKeeper(
    disk,
    join(state, 'head.json'),
    { seq: survey.seq, hash: survey.hash, epoch },
    notice,
  );
  const copy = quarantine(disk, survey, join(directory, 'quarantine'));
  if (copy) notice(`An unfinished record at the end of the journal was cut; a copy is in ${copy}.`);
  const journal = new FileJournal(
    survey,
    { epoch },
    {
      ...options.journal,
      disk,
      onNotice: notice,
      onDurable(end, bytes) {
        head.note(end);
        snapshots.grew(bytes);
      },
    },
  );
  const projection = new LiveProjection(rebuilt.database);
  const source = { place: () => journal.head, database: () => projection.database };
  const last =
    found.snapshot.kind === 'sound' && !rebuilt.discarded ? found.snapshot.sum : { seq: -1, bytes: 0 };
  const snapshots = new Snapshots(directory, source, last, { ...options.snapshots, disk, onNotice: notice });
  return new Store({
    directory,
    disk,
    lock,
    journal,
    projection,
    restored: restoredOf(found),
    mode: { kind: 'live' },
    identity: { id, epoch, adoption },
    secrets: codesOf(keptSecret(disk, join(state, 'mail-codes.key'))),
    owner: ownerCredential(disk, state),
    head,
    snapshots,
    notice,
  });
}

function readOnly(found: Found, why: string, options: StoreOptions, lock: Lock): Store {
  const { directory, home, known, survey, rebuilt } = found;
  const disk = options.disk ?? nodeDisk;
  const notice = options.onNotice ?? (() => undefined);
  notice(why);
  if (survey.ending.kind === 'damaged' && known.standing.kind === 'known')
    keepCopy(disk, survey, directory, notice);
  const visiting = join(home, 'read-only', randomBytes(8).toString('hex'));
  makePrivateDirectory(visiting);
  return new Store({
    directory,
    disk,
    lock,
    journal: new FileJournal({ ...survey, seq: rebuilt.database.seq }, { why }, { disk }),
    projection: new LiveProjection(rebuilt.database),
    restored: restoredOf(found),
    mode: { kind: 'read-only', why },
    identity: { id: known.mark?.id ?? 'unknown', epoch: survey.epoch },
    secrets: codesOf(randomBytes(32).toString('hex')),
    owner: ownerCredential(disk, visiting),
    visiting,
    notice,
  });
}

function keepCopy(disk: Disk, survey: Survey, directory: string, notice: (text: string) => void): void {
  try {
    const segment = survey.ending.segment;
    const copy =
      segment && existsSync(segment.path) && quarantine(disk, survey, join(directory, 'quarantine'));
    if (copy) notice(`A copy of the damaged part is in ${copy}; the original was left as it is.`);
  } catch (error) {
    notice(`The damaged part could not be copied: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function restoredOf({ rebuilt }: Found): Restored {
  return { seq: rebuilt.database.seq, state: rebuilt.state };
}

function isUnwritable(error: unknown): boolean {
  const cause = error instanceof Error && 'code' in error ? error.code : undefined;
  return cause === 'EACCES' || cause === 'EROFS' || cause === 'EPERM';
}
