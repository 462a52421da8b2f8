/**
 * Random reviewers with every verb, random time, random deaths. Held decisions have no consequences, decisions that were
 * taken back never had any, a halt lets nothing begin, and each handoff has one outcome (I1, I2, I3, I16).
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type State, TABLES } from '../../engine/core/state.ts';
import { Refused } from '../../engine/run/engine.ts';
import type { Event } from '../../schemas/journal/event.ts';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, soon } from './house.ts';

const SEED = 606060;
const RUNS = 300;

const people = {
  alice: { name: 'A', roles: ['finance'], manager: 'user:carl' },
  bob: { name: 'B', roles: ['finance', 'legal'] },
  carl: { name: 'C' },
  customer: { name: 'D', roles: ['finance'] },
};

const fields = fc.record(
  {
    undoSeconds: fc.constantFrom(30, 600),
    timeout: fc.constantFrom('1h', '10m'),
    due: fc.constant('5m'),
    escalation: fc.constantFrom('auto_approve', 'auto_reject', 'escalate', 'retry'),
    levels: fc.constantFrom(
      [{ to: 'role:finance', authority: 'amount <= 3', timeout: '20m' }, { to: 'user:carl' }],
      [
        { to: 'user:bob', authority: 'none > 1' },
        { to: 'role:legal', timeout: '5m' },
      ],
    ),
    approvals: fc.constant({ count: 2 }),
    fourEyes: fc.boolean(),
    takeover: fc.boolean(),
    editable: fc.constant(['amount']),
    assignee: fc.constantFrom('user:alice', 'role:finance', {
      strategy: 'least_busy',
      pool: ['role:finance'],
    }),
  },
  { requiredKeys: [] },
);

const who = fc.constantFrom('user:alice', 'user:bob', 'user:carl', 'user:customer', 'bot:shop');
const VERBS = ['decide', 'decide', 'undo', 'undo', 'redirect', 'escalate', 'assign', 'ask', 'seen'] as const;
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(...VERBS),
      who,
      nth: fc.nat(2),
      decision: fc.constantFrom('approve', 'approve', 'reject', 'happened', 'did-not-happen'),
      to: fc.constantFrom('pay', 'other', 'user:bob', 'role:legal', 'user:customer'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('say' as const), amount: fc.constantFrom(1, 5, 'x') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(10, 30, 600) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('halt' as const, 'resume' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('take' as const, 'return' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const), lost: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('leave' as const), gone: fc.constantFrom('alice', 'bob') }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function takePart(house: House, step: Act): Promise<void> {
  const { engine } = house;
  const talk = { bot: 'shop', conversation: 'c' };
  switch (step.do) {
    case 'say':
      await house.says('hi', { variables: { amount: step.amount } });
      return;
    case 'wait':
      await house.clock.turn(step.seconds * 1000, 'runs');
      return;
    case 'halt':
    case 'resume':
      await engine.submit({ kind: step.do, actor: 'user:alice', body: {} });
      break;
    case 'take':
    case 'return':
      await engine.submit({ kind: step.do, actor: 'user:bob', body: talk });
      break;
    case 'die':
      house.cut(Math.max(house.journal.batches().length - step.lost, 1));
      await house.open();
      return;
    case 'leave': {
      const left = Object.fromEntries(Object.entries(people).filter(([name]) => name !== step.gone));
      house.config = { ...house.config, people: left };
      const gone = [{ who: `user:${step.gone}`, manager: 'user:carl' }];
      await engine.submit({ kind: 'config', actor: 'engine', body: { hash: `without ${step.gone}`, gone } });
      break;
    }
    default:
      await verb(house, step);
  }
  await soon();
}

async function verb(house: House, step: Extract<Act, { nth: number }>): Promise<void> {
  const all = [...house.state.handoffs.entries()].map(([, handoff]) => handoff);
  const chosen = all[all.length - 1 - (step.nth % Math.max(all.length, 1))];
  if (!chosen) return;
  const { id, revision } = chosen;
  const about = { id, revision };
  const actor = step.who;
  const { engine } = house;
  const bodies = {
    decide: { ...about, decision: step.decision, reason: 'so' },
    undo: { id },
    redirect: { ...about, to: step.to, reason: 'so' },
    escalate: about,
    assign: { ...about, assignee: step.to },
    ask: { ...about, text: 'Which?' },
    seen: about,
  };
  const kind = step.do;
  await engine.submit({ kind, actor, body: bodies[kind] } as Parameters<typeof engine.submit>[0]);
}

/** Tables as they would come back from disk, where what is undefined is not there. */
function stored(state: State): unknown {
  return TABLES.map((table) => [
    table,
    [...state[table].entries()].map(([key, value]) => [key, JSON.parse(JSON.stringify(value))]),
  ]);
}

/** Reads the journal once, front to back, keeping what is held and what has an outcome. */
function holds(events: readonly Event[], seen: Set<string>): void {
  const held = new Map<string, string>();
  const outcomes = new Map<string, number>();
  const places = new Map<string, string>();
  let halted = false;
  for (const event of events) {
    seen.add(event.type);
    switch (event.type) {
      case 'handoff-opened':
        places.set(event.id, JSON.stringify(event.place));
        break;
      case 'handoff-decided': {
        assert.match(event.by, /^(timeout|user:(alice|bob|carl))$/, 'never the requester (T57)');
        const at = places.get(event.handoff) ?? '';
        if (event.undoUntil !== undefined) held.set(event.handoff, at);
        outcomes.set(event.handoff, (outcomes.get(event.handoff) ?? 0) + 1);
        break;
      }
      case 'handoff-undone':
        if (held.delete(event.handoff)) outcomes.set(event.handoff, 0);
        break;
      case 'handoff-went-ahead':
      case 'handoff-cancelled':
        held.delete(event.handoff);
        break;
      case 'node-ended': {
        const { run, branch, node, visit } = event;
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
    }
  }
  for (const [handoff, count] of outcomes) assert.ok(count <= 1, `${handoff} has ${count} outcomes (I2)`);
}

describe('whatever reviewers do (I1, I2, G22)', () => {
  it(`what is held waits, what is taken back never was (${RUNS} runs, seed ${SEED})`, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fields, fields, fc.array(act, { minLength: 8, maxLength: 30 }), async (a, b, acts) => {
        const house = new House({
          nodes: [
            start,
            ask('a', a),
            ask('b', b),
            call('pay', 's__pay', { amount: '{{amount}}' }),
            say('other'),
            say('no'),
          ],
          edges: edges(
            'start>a',
            'a>b:approved',
            'a>other:redirected',
            'a>no:rejected',
            'b>pay:approved',
            'b>pay:redirected',
            'b>no:timeout',
          ),
          config: { people, bots: { shop: { owners: ['user:carl'] } } },
        });
        await house.open();
        await house.says('hi', { as: 'customer', variables: { amount: 5 } });
        for (const step of acts)
          await takePart(house, step).catch((error) => {
            if (!(error instanceof Refused)) throw error;
          });
        assert.deepEqual(house.errors, []);
        holds(house.events(), seen);
        assert.deepEqual(stored(house.journal.replay()), stored(house.state));
        await house.open();
        assert.deepEqual(stored(house.journal.replay()), stored(house.state));
      }),
      { numRuns: RUNS, seed: SEED },
    );
    for (const type of [
      'handoff-undone',
      'handoff-went-ahead',
      'handoff-asked',
      'handoff-overdue',
      'resumed',
    ])
      assert.ok(seen.has(type), `no run came to ${type}`);
  });
});
