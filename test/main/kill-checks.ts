/**
 * What must be true of a store after every kill, read from its files alone: the journal verifies, everything
 * acknowledged is there, the snapshot's state is the journal's, and no call was made without its intent (I1, I3 to I5).
 */
import assert from 'node:assert/strict';
import { messageKey } from '../../engine/core/keys.ts';
import type { Effect, StoredState } from '../../engine/core/state.ts';
import { JournalReader } from '../../engine/host/journal/reader.ts';
import { surveyJournal } from '../../engine/host/journal/survey.ts';
import { rebuild } from '../../engine/host/projection/rebuild.ts';
import { readSnapshot } from '../../engine/host/projection/snapshot-file.ts';
import { journalDirectory } from '../../engine/host/store/identity.ts';
import { verifyStore } from '../../engine/host/store/verify.ts';
import type { Event } from '../../schemas/journal/event.ts';
import type { Acknowledged } from './kill-load.ts';
import type { Payment } from './kill-site.ts';

export interface Remains {
  readonly state: StoredState;
  readonly events: readonly Event[];
  /** Calls that were under way at the end. */
  readonly underWay: readonly Effect[];
}

/** Verifies the store of an engine that has ended, and folds its journal from nothing. */
export async function remainsOf(store: string, stateDir: string): Promise<Remains> {
  const report = await verifyStore(store, { ...process.env, HANDOFF_STATE_DIR: stateDir });
  assert.deepEqual(report.problems, []);
  assert.notEqual(report.snapshot.kind, 'unsound');
  const survey = await surveyJournal(journalDirectory(store));
  const reader = () => new JournalReader(survey.segments, survey.seq);
  const fromNothing = await rebuild({ kind: 'none' }, reader());
  const fromSnapshot = await rebuild(await readSnapshot(store), reader());
  assert.equal(fromSnapshot.discarded, undefined);
  for (const table of Object.keys(fromNothing.state) as (keyof StoredState)[])
    assert.equal(textOf(fromSnapshot.state, table), textOf(fromNothing.state, table), `the table ${table}`);
  const events: Event[] = [];
  await reader().replay(1, ({ batch }) => events.push(...batch.events));
  fromNothing.database.close();
  fromSnapshot.database.close();
  const { state } = fromNothing;
  const underWay = [...state.effects.values()].filter(
    ({ kind, status }) => kind === 'call' && status === 'started',
  );
  return { state, events, underWay };
}

/** Everything acknowledged is there, as it was acknowledged (I1). */
export function assertKept({ state }: Remains, { messages, decisions }: Acknowledged): void {
  for (const { order, seq, run } of messages) {
    const kept = state.received.get(messageKey('shop', order, `${order}-1`));
    assert.deepEqual([kept?.seq, kept?.run], [seq, run], `the message of order ${order}`);
  }
  for (const { id, decision, by, seq } of decisions) {
    const kept = state.handoffs.get(id);
    assert.deepEqual(
      [kept?.status, kept?.decision, kept?.decidedBy, kept?.decidedSeq],
      ['decided', decision, `user:${by}`, seq],
      `the decision on ${id}`,
    );
  }
}

/** One call an order at most (I3, I5), and none before its approval and its intent were on disk (I4). */
export function assertPermitted({ events }: Remains, calls: readonly Payment[]): void {
  const orders = new Set<string>();
  const approvalOf = new Map<string, string>();
  const approved = new Set<string>();
  const intended = new Set<string>();
  for (const event of events) {
    if (event.type === 'handoff-decided' && event.decision === 'approve') approved.add(event.handoff);
    if (event.type === 'effect-planned' && event.kind === 'call' && event.permit?.kind === 'decision')
      approvalOf.set(event.id, event.permit.handoff);
    if (event.type === 'effect-started' && approved.has(approvalOf.get(event.id) ?? ''))
      intended.add(event.id);
  }
  for (const { order, key } of calls) {
    assert.ok(!orders.has(order), `order ${order} was refunded twice`);
    assert.ok(intended.has(key), `the call ${key} of order ${order} has no approval and intent on disk`);
    orders.add(order);
  }
}

/** Every call that was under way became a question to a person, and none is under way any more (I5). */
export function assertAsked(
  { underWay }: Remains,
  events: readonly { body?: Record<string, unknown> }[],
): void {
  const asked = new Set(
    events
      .map(({ body }) => body?.subject as { kind?: string; effect?: string } | undefined)
      .filter((subject) => subject?.kind === 'unknown-effect')
      .map((subject) => subject?.effect),
  );
  for (const { id } of underWay) assert.ok(asked.has(id), `nobody was asked about ${id}`);
}

/** The same text for the same entities: an order of members means nothing. */
function textOf(state: StoredState, table: keyof StoredState): string {
  const sorted = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify([...state[table]], sorted, 1);
}
