import assert from 'node:assert/strict';
import fc from 'fast-check';
import { apply } from '../../engine/core/apply.ts';
import { emptyState } from '../../engine/core/state.ts';
import { Refused } from '../../engine/run/engine.ts';
import type { Event } from '../../schemas/journal/event.ts';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, soon } from './house.ts';

type Step =
  | { kind: 'says'; text: string }
  | { kind: 'approves' | 'continues' | 'skips' | 'takes' | 'returns' | 'restarts' }
  | { kind: 'waits'; minutes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('says' as const), text: fc.constantFrom('hello', 'my lawyer', 'and?') }),
  fc.record({
    kind: fc.constantFrom('approves', 'continues', 'skips', 'takes', 'returns', 'restarts') as fc.Arbitrary<
      'approves' | 'continues' | 'skips' | 'takes' | 'returns' | 'restarts'
    >,
  }),
  fc.record({ kind: fc.constant('waits' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
);

/** What a run or an effect does; none of it may come from a run that is stopped. */
const MOVES: ReadonlySet<string> = new Set(['node-entered', 'node-ended', 'effect-started', 'run-ended']);

async function play(steps: readonly Step[]): Promise<House> {
  const house = await new House({
    nodes: [
      start,
      ask('review', { timeout: '1h', escalation: 'auto_approve' }),
      call('pay', 's__pay'),
      say('done'),
    ],
    edges: edges('start>review', 'review>pay:approved', 'pay>done'),
    config: {
      bots: { shop: { handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] } },
      mcpServers: { s: { command: 's', tools: { pay: { effect: 'idempotent' } } } },
    },
  }).open();
  for (const one of steps) {
    try {
      await act(house, one);
    } catch (error) {
      assert.ok(error instanceof Refused, String(error));
    }
    await soon();
  }
  return house;
}

async function act(house: House, one: Step): Promise<void> {
  const place = { bot: 'shop', conversation: 'c' };
  const open = (node: string) =>
    [...house.state.handoffs.entries()].find(([, h]) => h.status === 'open' && h.place.node === node)?.[1];
  const decide = async (node: string, decision: string) => {
    const handoff = open(node);
    if (!handoff) return;
    const { id, revision } = handoff;
    await house.engine.submit({ kind: 'decide', actor: 'user:alice', body: { id, revision, decision } });
  };
  switch (one.kind) {
    case 'says':
      await house.says(one.text);
      return;
    case 'approves':
      return decide('review', 'approve');
    case 'continues':
      return decide('stop', 'continue');
    case 'skips':
      return decide('stop', 'skip');
    case 'takes':
      await house.engine.submit({ kind: 'take', actor: 'user:alice', body: place });
      return;
    case 'returns':
      await house.engine.submit({ kind: 'return', actor: 'user:alice', body: place });
      return;
    case 'restarts':
      await house.open();
      return;
    case 'waits':
      await house.clock.turn(one.minutes * 60_000, 'runs');
      return;
    default:
      one satisfies never;
  }
}

/** Runs of effects, so that what an effect does is known to be of its run. */
function runOf(event: Event, effects: ReadonlyMap<string, string>): string | undefined {
  if ('run' in event && typeof event.run === 'string') return event.run;
  return 'id' in event && typeof event.id === 'string' ? effects.get(event.id) : undefined;
}

describe('a stopped conversation under any sequence of people, messages, clocks and restarts', () => {
  it('moves nothing, says nothing of the bot’s, and loses no message (R33, R35, I1)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const house = await play(steps);
        assert.deepEqual(house.errors, []);
        const effects = new Map<string, string>();
        let stop: string | undefined;
        for (const event of house.events()) {
          if (event.type === 'effect-planned' && 'place' in event) effects.set(event.id, event.place.run);
          if (event.type === 'conversation-stopped') stop = event.run;
          if (event.type === 'conversation-continued') stop = undefined;
          if (stop === undefined) continue;
          const run = runOf(event, effects);
          if (MOVES.has(event.type)) assert.equal(run, stop, `${event.type} of a stopped conversation`);
          if (event.type === 'message-said' && !event.holding) assert.equal(event.message.from, 'operator');
        }
        const held = house.of('message-received').filter(({ to }) => to === 'rule').length;
        const released = house.of('message-released').length;
        assert.ok(released <= held);
        const state = emptyState();
        for (const { seq, at, events } of house.journal.batches())
          for (const [index, event] of events.entries()) apply(state, event, { seq: seq + index, at });
        const plain = (table: Iterable<[string, unknown]>) => JSON.parse(JSON.stringify([...table]));
        for (const table of ['conversations', 'runs', 'handoffs', 'timers', 'effects'] as const)
          assert.deepEqual(plain(state[table].entries()), plain(house.state[table].entries()), table);
      }),
      { numRuns: 150 },
    );
  });
});
