/**
 * What `handoff audit verify` says of a store: journal, chain, head and snapshot. Only reads, takes no lock, and works
 * on a store that another process or nobody has open.
 */
import { type JournalReport, verifyJournal } from '../journal/verify.ts';
import { readSnapshot } from '../projection/snapshot-file.ts';
import { isStore, journalDirectory, recognise } from './identity.ts';
import { stateHome } from './state-directory.ts';

export interface StoreReport extends JournalReport {
  store: string;
  /** `unknown`: this machine keeps no head for the store, so frames missing at its end cannot be found. */
  head: 'known' | 'unreadable' | 'unknown';
  /** A damaged snapshot is reported and does not make the store unsound: the journal gives a new one. */
  snapshot: { kind: 'none' } | { kind: 'sound'; seq: number } | { kind: 'unsound'; why: string };
}

/** Rejects with `StoreTooNew`, and for a directory that holds no store. */
export async function verifyStore(
  store: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<StoreReport> {
  if (!isStore(store)) throw new Error(`There is no store in ${store}.`);
  const { head, standing } = recognise(store, stateHome(environment));
  const isCopy = standing.kind === 'strange' && standing.how === 'copied';
  const kept = head.kind === 'known' && !isCopy ? head : undefined;
  const report = await verifyJournal(journalDirectory(store), kept);
  const snapshot = await readSnapshot(store);
  const full: StoreReport = {
    ...report,
    store,
    head: kept ? 'known' : head.kind === 'unreadable' ? 'unreadable' : 'unknown',
    snapshot: snapshot.kind === 'sound' ? { kind: 'sound', seq: snapshot.sum.seq } : snapshot,
  };
  if (head.kind !== 'unreadable') return full;
  const message = 'the head that this machine kept of the journal cannot be read';
  const problems = [...report.problems, { code: 'head' as const, seq: report.seq, message }];
  return { ...full, ok: false, firstBad: report.firstBad ?? report.seq, problems };
}
