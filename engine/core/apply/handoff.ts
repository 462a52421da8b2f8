import type { Event } from '../../../schemas/journal/event.ts';
import { type Folds, metaOf, type Stamp } from '../apply.ts';
import { chainOf } from '../chain.ts';
import { dueTimer, undoTimer } from '../keys.ts';
import type { Handoff, HistoryEntry, State } from '../state.ts';
import { conversationOf } from './conversation.ts';
import { openedHandoff } from './opened-handoff.ts';
import { changeBranch } from './run.ts';

type HandoffEvent = Extract<Event['type'], `handoff-${string}` | 'escalation-advanced'>;

const HISTORY_LIMIT = 200;

export const handoffFolds: Folds<HandoffEvent> = {
  'handoff-opened'(state, facts, stamp) {
    const meta = metaOf(state);
    state.meta.set('meta', { ...meta, tickets: meta.tickets + 1 });
    state.handoffs.set(facts.id, openedHandoff(facts, stamp));
    for (const run of chainOf(state, state.runs.get(facts.place.run)))
      state.runs.set(run.id, { ...run, handoffs: [...(run.handoffs ?? []), facts.id].slice(-HISTORY_LIMIT) });
    changeBranch(state, facts.place, (branch) => ({
      wait: { kind: 'handoff', handoff: facts.id },
      // Once its texts are filled, an earlier handoff's answer is no longer this one's (CONTRACT, Handoffs).
      own: facts.subject.kind === 'node' ? { ...branch.own, response: null } : branch.own,
    }));
    const conversation = conversationOf(state, facts.bot, facts.conversation);
    conversation?.save({ openHandoffs: [...conversation.value.openHandoffs, facts.id] });
  },
  'handoff-seen'(state, { type, handoff: id, by, revision }, stamp) {
    change(state, id, (handoff) => ({
      newMessages: 0,
      seenBy: handoff.seenBy.includes(by) ? handoff.seenBy : [...handoff.seenBy, by],
      seenAt: { ...handoff.seenAt, [by]: revision },
      history: added(handoff, entry(type, stamp, by)),
    }));
  },
  'handoff-announced'(state, { type, handoff: id, to }, stamp) {
    change(state, id, (handoff) => ({ history: added(handoff, entry(type, stamp, undefined, to)) }));
  },
  'handoff-messaged'(state, { handoff: id }) {
    change(state, id, (handoff) => ({ newMessages: handoff.newMessages + 1 }));
  },
  'handoff-claimed'(state, { type, handoff: id, by }, stamp) {
    change(state, id, (handoff) => ({ claimedBy: by, history: added(handoff, entry(type, stamp, by)) }));
  },
  'handoff-released'(state, { type, handoff: id, by }, stamp) {
    change(state, id, (handoff) => ({
      claimedBy: undefined,
      history: added(handoff, entry(type, stamp, by)),
    }));
  },
  'handoff-assigned'(state, { type, handoff: id, assignee, also, by, why, level }, stamp) {
    change(state, id, (handoff) => ({
      assignee,
      also,
      level: level ?? handoff.level,
      ...(handoff.approvals && { voters: votersBefore(handoff) }),
      claimedBy: undefined,
      revision: handoff.revision + 1,
      history: added(handoff, entry(type, stamp, by, why ?? assignee)),
    }));
  },
  'handoff-annotated'(state, { type, handoff: id, by, note }, stamp) {
    change(state, id, (handoff) => ({ history: added(handoff, entry(type, stamp, by, note)) }));
  },
  'handoff-revised'(state, { type, handoff: id, revision, changes, why }, stamp) {
    change(state, id, (handoff) => ({
      ...changes,
      revision,
      // A vote was for what was shown then.
      votes: [],
      history: added(handoff, entry(type, stamp, undefined, why)),
    }));
  },
  'handoff-voted'(state, { type, handoff: id, by, decision, reason }, stamp) {
    change(state, id, (handoff) => ({
      votes: [...handoff.votes, { by, decision, reason, seq: stamp.seq, at: stamp.at }],
      history: added(handoff, entry(type, stamp, by, decision)),
    }));
  },
  'handoff-decided'(state, event, stamp) {
    close(state, event.handoff, (handoff) => ({
      status: 'decided',
      decision: event.decision,
      handle: event.handle,
      decidedBy: event.by,
      decidedAt: stamp.at,
      decidedSeq: stamp.seq,
      channel: event.channel,
      decisionReason: event.reason,
      decisionCalls: event.calls,
      response: event.response,
      edits: event.edits,
      editedVariables: event.variables,
      request: event.request,
      target: event.target,
      held: event.undoUntil === undefined ? undefined : { until: event.undoUntil },
      history: added(handoff, entry(event.type, stamp, event.by, event.decision)),
    }));
  },
  'handoff-expired'(state, { type, handoff: id }, stamp) {
    close(state, id, (handoff) => ({
      status: 'expired',
      handle: 'timeout',
      decidedBy: 'timeout',
      decidedAt: stamp.at,
      response: { decision: 'timeout', approved: false, by: 'timeout', reason: null },
      history: added(handoff, entry(type, stamp, 'timeout')),
    }));
  },
  'handoff-returned'(state, { type, handoff: id, by, note }, stamp) {
    close(state, id, (handoff) => ({
      status: 'decided',
      decision: 'return',
      handle: 'returned',
      decidedBy: by,
      decidedAt: stamp.at,
      decidedSeq: stamp.seq,
      decisionReason: note,
      response: { decision: 'return', approved: null, by, reason: note ?? null },
      history: added(handoff, entry(type, stamp, by, note)),
    }));
  },
  'handoff-cancelled'(state, { type, handoff: id, why }, stamp) {
    close(state, id, (handoff) => ({
      status: 'cancelled',
      held: undefined,
      decidedAt: stamp.at,
      history: added(handoff, entry(type, stamp, undefined, why)),
    }));
  },
  'escalation-advanced'(state, { type, handoff: id, escalation, priority, by = 'timeout' }, stamp) {
    change(state, id, (handoff) => ({
      escalation,
      priority: priority ?? handoff.priority,
      dueAt: handoff.softDueAt,
      clockAt: undefined,
      timer: undefined,
      history: added(handoff, entry(type, stamp, by)),
    }));
  },
  'handoff-asked'(state, { type, handoff: id, by, to, text }, stamp) {
    change(state, id, (handoff) => ({
      askedBy: to === 'user' ? by : handoff.askedBy,
      history: added(handoff, entry(type, stamp, by, text)),
    }));
  },
  'handoff-answered'(state, { type, handoff: id, by, text }, stamp) {
    change(state, id, (handoff) => ({
      askedBy: by === 'user' ? undefined : handoff.askedBy,
      history: added(handoff, entry(type, stamp, by, text)),
    }));
  },
  'handoff-undone'(state, { type, handoff: id, by, revision, decision }, stamp) {
    const reopened = state.handoffs.get(id)?.status !== 'open';
    change(state, id, (handoff) => ({
      ...(reopened && UNDECIDED),
      revision,
      votes: handoff.votes.filter((vote) => vote.by !== by),
      history: added(handoff, entry(type, stamp, by, decision)),
    }));
    const handoff = state.handoffs.get(id);
    if (!handoff || !reopened) return;
    state.timers.delete(undoTimer(id));
    const conversation = conversationOf(state, handoff.bot, handoff.conversation);
    conversation?.save({ openHandoffs: [...conversation.value.openHandoffs, id] });
  },
  'handoff-went-ahead'(state, { type, handoff: id }, stamp) {
    const known = state.handoffs.get(id);
    if (known) stopClocks(state, known);
    change(state, id, (handoff) => ({
      held: undefined,
      timer: undefined,
      wentAheadAt: stamp.at,
      history: added(handoff, entry(type, stamp)),
    }));
  },
  'handoff-overdue'(state, { type, handoff: id, to }, stamp) {
    change(state, id, (handoff) => ({
      overdue: true,
      history: added(handoff, entry(type, stamp, undefined, to.join(', '))),
    }));
  },
};

/** Giving a handoff on takes nobody's vote away: those who were asked together can still agree. */
function votersBefore({ assignee, also = [], voters = [] }: Handoff): Handoff['voters'] {
  if (assignee === undefined || voters === 'everyone') return 'everyone';
  return [...new Set([...voters, assignee, ...also])];
}

/** What a decision had set. */
const UNDECIDED: Partial<Handoff> = {
  status: 'open',
  held: undefined,
  decision: undefined,
  handle: undefined,
  target: undefined,
  decidedBy: undefined,
  decidedAt: undefined,
  decidedSeq: undefined,
  channel: undefined,
  decisionReason: undefined,
  decisionCalls: undefined,
  response: undefined,
  edits: undefined,
  editedVariables: undefined,
  request: undefined,
};

function stopClocks(state: State, { id, timer }: Handoff): void {
  for (const clock of [timer, dueTimer(id), undoTimer(id)])
    if (clock !== undefined) state.timers.delete(clock);
}

function entry(type: string, { seq, at }: Stamp, by?: string, text?: string): HistoryEntry {
  return { seq, at, type, ...(by && { by }), ...(text && { text }) };
}

function added(handoff: Handoff, next: HistoryEntry): readonly HistoryEntry[] {
  return [...handoff.history, next].slice(-HISTORY_LIMIT);
}

function change(state: State, id: string, part: (handoff: Handoff) => Partial<Handoff>): void {
  const handoff = state.handoffs.get(id);
  if (handoff) state.handoffs.set(id, { ...handoff, ...part(handoff) });
}

function close(state: State, id: string, part: (handoff: Handoff) => Partial<Handoff>): void {
  const handoff = state.handoffs.get(id);
  if (!handoff) return;
  const closed = part(handoff);
  // A decision that may be taken back keeps its clock, which stands still.
  const { held } = 'held' in closed ? closed : handoff;
  if (!held) stopClocks(state, handoff);
  state.handoffs.set(id, { ...handoff, ...closed, timer: held && handoff.timer });
  const conversation = conversationOf(state, handoff.bot, handoff.conversation);
  conversation?.save({ openHandoffs: conversation.value.openHandoffs.filter((open) => open !== id) });
}
