/** What holds after whatever happened: in a state, and in a journal from front to back. */
import assert from 'node:assert/strict';
import { conversationKey, undoTimer } from '../../../engine/core/keys.ts';
import type { Branch, Conversation, Handoff, Run, State } from '../../../engine/core/state.ts';
import { TABLES } from '../../../engine/core/state.ts';
import type { Event, Place } from '../../../schemas/journal/event.ts';
import type { House } from '../house.ts';

/** Tables as they would come back from disk, where what is undefined is not there. */
function stored(state: State): unknown {
  return TABLES.map((table) => [
    table,
    [...state[table].entries()].map(([key, value]) => [key, JSON.parse(JSON.stringify(value))]),
  ]);
}

/** The journal folds to the state in memory (I1, G22). */
export function sameAfterReplay(house: House): void {
  assert.deepEqual(stored(house.journal.replay()), stored(house.state));
}

/** Whatever waits can still come to its end, and nothing points at what is gone. */
export function sound(state: State): void {
  for (const [, run] of state.runs.entries())
    if (run.endedAt === undefined)
      for (const branch of Object.values(run.branches))
        assert.ok(
          isFrozen(state, run) || canGoOn(state, run, branch),
          `${run.id} waits for nothing: ${JSON.stringify(branch.wait)}`,
        );
  for (const [, conversation] of state.conversations.entries()) ofConversation(state, conversation);
  for (const [, { id, status, held }] of state.handoffs.entries())
    if (held)
      assert.ok(status === 'decided' && state.timers.get(undoTimer(id)), `${id} is held and has no clock`);
  for (const [id, timer] of state.timers.entries()) {
    const { purpose, paused } = timer;
    const of =
      purpose.kind === 'node'
        ? purpose.run
        : purpose.kind === 'retry'
          ? undefined
          : state.handoffs.get(purpose.handoff)?.place.run;
    const run = of === undefined ? undefined : state.runs.get(of);
    if (purpose.kind === 'node') assert.ok(run?.branches[purpose.branch], `the clock ${id} is of nobody`);
    if (purpose.kind === 'retry' || purpose.kind === 'undo' || !run) continue;
    const handoff = purpose.kind === 'node' ? undefined : state.handoffs.get(purpose.handoff);
    if (handoff?.held) continue;
    if (handoff) assert.equal(handoff.status, 'open', `the clock ${id} is of what is over`);
    assert.equal(
      paused !== undefined,
      isFrozen(state, run),
      `the clock ${id} ${paused === undefined ? 'runs' : 'stands still'}`,
    );
  }
}

function isFrozen(state: State, run: Run): boolean {
  const { owner, stop } = state.conversations.get(conversationKey(run.bot, run.conversation ?? '')) ?? {};
  return owner?.startsWith('user:') === true || (stop !== undefined && stop.run !== run.id);
}

function canGoOn(state: State, run: Run, { id, wait, node, visit }: Branch): boolean {
  switch (wait?.kind) {
    case undefined:
      // It waits for whoever is asked whether the run may take more steps.
      return [...state.handoffs.entries()].some(
        ([, asked]) => isAboutSteps(asked) && (asked.status === 'open' || asked.held),
      );
    case 'reply':
      return (
        state.conversations
          .get(conversationKey(run.bot, run.conversation ?? ''))
          ?.replies.some((reply) => reply.run === run.id && reply.branch === id) ?? false
      );
    case 'handoff': {
      const handoff = state.handoffs.get(wait.handoff);
      return handoff?.status === 'open' || handoff?.held !== undefined;
    }
    case 'call': {
      const effect = state.effects.get(wait.effect);
      return effect?.status === 'planned' || effect?.status === 'started';
    }
    case 'clock':
      return state.timers.get(`t_${run.id}/${id}/${node}/${visit}`) !== undefined;
    case 'run':
      return state.runs.get(wait.run)?.endedAt === undefined;
    case 'join':
      return Object.values(run.branches).some((other) => other.wait?.kind !== 'join');
    default:
      return wait satisfies never;
  }
}

function isAboutSteps({ subject }: Handoff): boolean {
  return subject.kind === 'problem' && subject.problem === 'step-budget';
}

function ofConversation(state: State, { bot, id, openHandoffs, runs, owner, stop }: Conversation): void {
  const here = (one: { bot: string; conversation?: string }) => one.bot === bot && one.conversation === id;
  const open = [...state.handoffs.entries()]
    .map(([, one]) => one)
    .filter((one) => here(one) && one.status === 'open');
  assert.deepEqual(
    [...openHandoffs].sort(),
    open.map((one) => one.id).sort(),
    'open handoffs of a conversation',
  );
  const going = [...state.runs.entries()]
    .map(([, run]) => run)
    .filter((run) => here(run) && run.endedAt === undefined);
  assert.deepEqual([...runs].sort(), going.map((run) => run.id).sort(), 'runs of a conversation');
  if (owner === 'queue') {
    const waiting = [...state.handoffs.entries()].some(
      ([, one]) => here(one) && one.takeover && (one.status === 'open' || one.held),
    );
    assert.ok(waiting, 'it is in the queue, and nobody is asked to take it');
  }
  if (stop)
    assert.ok(state.runs.get(stop.run)?.endedAt === undefined, 'it is stopped, and nobody is asked about it');
}

/** A node with those that started the runs it is in: the same one in another round is the same. */
function nameOf(events: readonly Event[], { run, node }: Pick<Place, 'run' | 'node'>): string {
  const begun = events.find((event) => event.type === 'run-started' && event.run === run);
  const parent = begun?.type === 'run-started' ? begun.parent : undefined;
  return parent ? `${nameOf(events, parent)} > ${node}` : node;
}

/** One decision a handoff, one call a permit, one start an irreversible call. */
export function neverTwice(events: readonly Event[]): void {
  const undone = new Map<string, number>();
  for (const event of events)
    if (event.type === 'handoff-undone') undone.set(event.handoff, (undone.get(event.handoff) ?? 0) + 1);
  const decided = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'handoff-decided') continue;
    decided.set(event.handoff, (decided.get(event.handoff) ?? 0) + 1);
    assert.match(event.by, /^(timeout|user:(alice|bob|carl|dana|customer))$/, 'only people decide (I6)');
  }
  for (const [id, times] of decided)
    assert.ok(times <= 1 + (undone.get(id) ?? 0), 'at most one decision a handoff (I2)');
  const planned = events
    .filter((event) => event.type === 'effect-planned')
    .flatMap((event) => (event.kind === 'call' && event.call.effect === 'irreversible' ? [event] : []));
  const uses = planned.flatMap(({ permit, place }) => {
    assert.ok(permit, 'no irreversible call without a permit (I3)');
    return permit.kind === 'decision' ? [`${permit.handoff} ${nameOf(events, place)}`] : [];
  });
  assert.equal(new Set(uses).size, uses.length, 'a permit is used once (I3)');
  const ids = new Set(planned.map((event) => event.id));
  const begun = events.flatMap((event) =>
    event.type === 'effect-started' && ids.has(event.id) ? [event.id] : [],
  );
  assert.equal(new Set(begun).size, begun.length, 'an irreversible call begins once (I5)');
}

/** Reads a journal front to back: what was held, who had a conversation, whether the brake was on. */
export function inOrder(events: readonly Event[]): void {
  const held = new Map<string, string>();
  const places = new Map<string, string>();
  const runs = new Map<string, { conversation: string; requester: string[] }>();
  const owners = new Map<string, string>();
  const asked = new Map<string, string>();
  let halted = false;
  for (const event of events) {
    switch (event.type) {
      case 'run-started':
        runs.set(event.run, { conversation: event.conversation ?? '', requester: event.requester });
        break;
      case 'handoff-opened':
        places.set(event.id, JSON.stringify(event.place));
        asked.set(event.id, event.place.run);
        break;
      case 'handoff-decided': {
        const { requester = [] } = runs.get(asked.get(event.handoff) ?? '') ?? {};
        assert.ok(!requester.includes(event.by.slice(5)), 'nobody decides on their own request (T57)');
        if (event.undoUntil !== undefined) held.set(event.handoff, places.get(event.handoff) ?? '');
        break;
      }
      case 'handoff-undone':
      case 'handoff-went-ahead':
      case 'handoff-cancelled':
        held.delete(event.handoff);
        break;
      case 'owner-changed':
        owners.set(event.conversation, event.owner);
        break;
      case 'message-said':
        if (event.message.from === 'bot' && !event.holding)
          assert.equal(
            owners.get(event.conversation) ?? 'bot',
            'bot',
            'the bot is silent under a person (R33)',
          );
        break;
      case 'node-ended':
      case 'node-entered': {
        const { run, branch, node, visit } = event;
        const owner = owners.get(runs.get(run)?.conversation ?? '') ?? 'bot';
        assert.ok(!owner.startsWith('user:'), 'no run moves while a person has the conversation (R33)');
        if (event.type === 'node-entered') break;
        const at = JSON.stringify({ run, branch, node, visit });
        assert.ok(![...held.values()].includes(at), 'what is held has no consequences');
        break;
      }
      case 'halted':
        halted = true;
        break;
      case 'resumed':
        halted = false;
        break;
      case 'effect-started':
        assert.ok(!halted, 'nothing begins in a halt');
        break;
      default:
    }
  }
}
