import assert from 'node:assert/strict';
import fc from 'fast-check';
import { apply } from '../../engine/core/apply.ts';
import { emptyState, type StoredState } from '../../engine/core/state.ts';
import type { Event } from '../../schemas/journal/event.ts';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, never } from './house.ts';

const SEED = 20270104;

function fold(events: readonly Event[]): StoredState {
  const state = emptyState();
  for (const [index, event] of events.entries()) apply(state, event, { seq: index + 1, at: index });
  return state;
}

/** A life with nearly every kind of event in it. */
async function life(): Promise<House> {
  const house = await new House({
    nodes: [
      start,
      { id: 'gate', type: 'auth_gate', outputVariable: 'mail' },
      ask('a', { timeout: '1h', escalation: 'escalate', assignee: 'user:alice', approvals: { count: 2 } }),
      call('pay', 's__pay', { amount: 5 }, { outputVariable: 'o' }),
      ask('t', { takeover: true, assignee: { strategy: 'round_robin', pool: ['user:alice'] } }),
      call('look', 's__look'),
      { id: 'odd', type: 'teleport' },
      say('end'),
    ],
    edges: edges(
      'start>gate',
      'gate>a:verified',
      'a>pay:approved',
      'pay>t',
      't>look:returned',
      'look>odd',
      'odd>end',
    ),
    config: {
      people: {
        alice: { name: 'A', manager: 'user:dana', email: 'a@x.org' },
        bob: { name: 'B' },
        dana: { name: 'D', manager: 'user:bob' },
      },
      bots: { shop: { notify: ['email:user:alice'] } },
      mcpServers: { s: { command: 'unused', tools: { look: { effect: 'read' } } } },
    },
  }).open();
  const about = { bot: 'shop', conversation: 'c' };
  const { engine } = house;
  const on = () => ({ id: house.handoff().id, revision: house.handoff().revision });
  await house.says('hi');
  await house.says('jane@acme.com');
  await house.says('000000');
  await house.says(house.code());
  await engine.submit({ kind: 'seen', actor: 'user:alice', body: on() });
  await engine.submit({ kind: 'claim', actor: 'user:alice', body: on() });
  await engine.submit({ kind: 'release', actor: 'user:alice', body: on() });
  await engine.submit({ kind: 'annotate', actor: 'user:alice', body: { ...on(), note: 'n' } });
  await house.says('well?');
  await house.clock.turn(3_600_000, 'runs');
  await engine.submit({ kind: 'assign', actor: 'user:dana', body: { ...on(), assignee: 'user:alice' } });
  await engine.submit({ kind: 'take', actor: 'user:bob', body: about });
  await engine.submit({ kind: 'return', actor: 'user:bob', body: { ...about, note: 'n' } });
  house.config = { ...house.config, people: { ...house.config.people, alice: { name: 'A', roles: ['x'] } } };
  house.answer = never;
  await engine.submit({ kind: 'config', actor: 'engine', body: { hash: 'other' } });
  await house.clock.turn(7_200_000, 'runs');
  await house.says('again', { conversation: 'other' });
  await engine.submit({
    kind: 'cancel',
    actor: 'owner',
    body: { run: [...house.state.runs.entries()].at(-1)?.[0] ?? '' },
  });
  await engine.submit({
    kind: 'credential-issue',
    actor: 'owner',
    body: { principal: 'bot:shop', hash: 'h' },
  });
  await engine.submit({ kind: 'credential-revoke', actor: 'owner', body: { principal: 'bot:shop' } });
  await house.open();
  return house;
}

describe('apply (I1, F3)', () => {
  let events: Event[] = [];
  before(async () => {
    events = [...(await life()).events(), ...(await paid()).events()];
  });

  it('is total: an event whose entities are gone changes nothing it does not own, and throws never', () => {
    for (const event of events) fold([event]);
  });

  it(`is total: whatever was erased, the rest still folds (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(events.length - 1), { maxLength: 40 }), (erased) => {
        const gone = new Set(erased);
        fold(events.filter((_, index) => !gone.has(index)));
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('gives the same state whoever folds the same events and when (I1)', () => {
    assert.deepEqual(fold(events), fold(structuredClone(events)));
  });

  it('changes no entity in place', () => {
    const state = emptyState();
    const frozen = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
      Object.freeze(value);
      for (const part of Object.values(value)) frozen(part);
    };
    for (const [index, event] of events.entries()) {
      apply(state, structuredClone(event), { seq: index + 1, at: index });
      for (const table of Object.values(state)) for (const [, value] of table) frozen(value);
    }
  });
});

/** A decided handoff, its call, a return and a problem. */
async function paid(): Promise<House> {
  const house = await new House({
    nodes: [
      start,
      ask('a', { options: ['approve', 'edit'] }),
      call('pay', 's__pay', { amount: '{{amount}}' }),
      ask('t', { takeover: true }),
      { id: 'odd', type: 'teleport' },
    ],
    edges: edges('start>a', 'start>t', 'a>pay:approved', 't>odd:returned'),
  }).open();
  await house.says('hi', { variables: { amount: 5 } });
  await house.decides('user:alice', 'edit', { edits: { amount: 6 } });
  const about = { bot: 'shop', conversation: 'c' };
  await house.engine.submit({ kind: 'take', actor: 'user:bob', body: about });
  await house.engine.submit({ kind: 'reply', actor: 'user:bob', body: { ...about, text: 'hello' } });
  await house.engine.submit({ kind: 'return', actor: 'user:bob', body: about });
  house.answer = never;
  await house.decides('user:alice', 'reject');
  return house.open();
}
