/** What people, bots, clocks, tools, models and power cuts do to an engine, at random. */
import fc from 'fast-check';
import type { Input } from '../../../engine/core/input.ts';
import { conversationKey } from '../../../engine/core/keys.ts';
import { digest, type House, type Plan, soon } from '../house.ts';
import { people } from './workflows.ts';

const who = fc.constantFrom(
  'user:alice',
  'user:alice',
  'user:bob',
  'user:bob',
  'user:carl',
  'user:dana',
  'user:customer',
  'user:nobody',
  'bot:shop',
  'owner',
  'timeout',
);
const decision = fc.constantFrom(
  'approve',
  'approve',
  'approve',
  'approve',
  'reject',
  'edit',
  'ship',
  'submit',
  'continue',
  'skip',
  'done',
  'true',
  'retry',
  'happened',
  'did-not-happen',
  'repeat',
  'n3',
  'n5',
);
const VERBS = [
  ...(Array.from({ length: 10 }, () => 'decide') as 'decide'[]),
  'undo',
  'redirect',
  'escalate',
  'assign',
  'ask',
  'seen',
  'claim',
  'release',
  'annotate',
  'batch',
] as const;

const verb = fc.record({
  do: fc.constantFrom(...VERBS),
  who,
  decision,
  /** It is done by somebody who may, as it is offered. */
  fits: fc.constantFrom(true, true, true, false),
  choice: fc.nat(5),
  nth: fc.nat(3),
  /** What was on the screen is older, or made up. */
  stale: fc.constantFrom(0, 0, 0, 0, 0, 1, -1),
  to: fc.constantFrom('n2', 'n4', 'user:bob', 'user:dana', 'role:legal', 'user:customer'),
  edits: fc.option(fc.constant({ amount: 9 }), { nil: undefined, freq: 1 }),
  digest: fc.constantFrom(...Array.from({ length: 7 }, () => undefined), 'made up'),
});
const conversation = fc.constantFrom('c', 'c', 'd');
const message = fc.record({
  do: fc.constant('say' as const),
  conversation,
  as: fc.constantFrom('customer', 'customer', 'jane'),
  text: fc.constantFrom('hi', 'hi', 'jane@acme.com', 'CODE', '000000', '{{secret}}', 'human please'),
  amount: fc.constantFrom(1, 5, 'x', null),
});
const wait = fc.record({
  do: fc.constant('wait' as const),
  seconds: fc.constantFrom(10, 30, 60, 600, 3600, 36_000),
  how: fc.constantFrom('runs' as const, 'runs' as const, 'jumps' as const),
});
const talk = fc.record({
  do: fc.constantFrom('take' as const, 'reply' as const, 'return' as const, 'return' as const),
  who: fc.constantFrom('user:bob', 'user:bob', 'user:carl', 'user:customer'),
  conversation,
});
const brake = fc.record({
  do: fc.constantFrom('halt' as const, 'resume' as const, 'resume' as const, 'resume' as const),
});
const death = fc.record({ do: fc.constant('die' as const), lost: fc.nat(2), adopt: fc.boolean() });
const tools = fc.record({
  do: fc.constant('tools' as const),
  answer: fc.constantFrom('succeeded' as const, 'failed' as const, 'unknown' as const, 'never' as const),
});
const models = fc.record({
  do: fc.constant('models' as const),
  text: fc.constantFrom('{"amount":4}', 'true', 'passed', '{"response":{"approved":true}}', ''),
  wants: fc.constantFrom('s__pay', 's__look', 's__again', 'ask_user', 'ask_person'),
  busy: fc.boolean(),
});
const rare = fc.record({
  do: fc.constantFrom(
    'cancel' as const,
    'migrate' as const,
    'migrate' as const,
    'erase' as const,
    'review' as const,
    'leave' as const,
    'policy' as const,
  ),
  who,
  nth: fc.nat(3),
  conversation,
});

export const act = fc.oneof(
  { weight: 14, arbitrary: verb },
  { weight: 4, arbitrary: message },
  { weight: 3, arbitrary: wait },
  { weight: 3, arbitrary: talk },
  { weight: 1, arbitrary: brake },
  { weight: 2, arbitrary: death },
  { weight: 1, arbitrary: tools },
  { weight: 1, arbitrary: models },
  { weight: 3, arbitrary: rare },
);
export type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

export async function takePart(house: House, step: Act, plan: Plan): Promise<void> {
  switch (step.do) {
    case 'say': {
      const { text, amount, as, conversation } = step;
      const said = text === 'CODE' ? house.code() : text;
      await house.says(said, { as, conversation, variables: { amount, list: [1, 5] } });
      return;
    }
    case 'wait':
      await house.clock.turn(step.seconds * 1000, step.how);
      return;
    case 'die':
      house.cut(Math.max(house.journal.batches().length - step.lost, 0));
      await house.open({ adopt: step.adopt });
      return;
    case 'tools':
      house.answer = async () => {
        if (step.answer === 'succeeded') return { kind: 'succeeded', output: { ok: true } };
        if (step.answer === 'failed') return { kind: 'failed', type: 'tool', message: 'down' };
        return step.answer === 'never' ? new Promise(() => undefined) : { kind: 'unknown', why: 'reset' };
      };
      return;
    case 'models':
      house.think = async ({ messages, tools: offered }) =>
        step.busy
          ? { kind: 'failed', type: 'rate-limit', message: 'later', retry: true }
          : { kind: 'succeeded', output: said(step, offered ? messages.length : undefined) };
      return;
    default: {
      const input = inputOf(house, step, plan);
      if (input) await house.engine.submit(input as never);
      await soon();
    }
  }
}

type Verb = typeof verb extends fc.Arbitrary<infer T> ? T : never;
type Rare = typeof rare extends fc.Arbitrary<infer T> ? T : never;
type Submitted = Exclude<Act, { do: 'say' | 'wait' | 'die' | 'tools' | 'models' }>;

function inputOf(house: House, step: Submitted, plan: Plan): Input | undefined {
  switch (step.do) {
    case 'halt':
    case 'resume':
      return { kind: step.do, actor: 'user:alice', body: {} };
    case 'take':
    case 'reply':
    case 'return': {
      const body = { bot: 'shop', conversation: step.conversation, text: 'Hello.', note: 'done' };
      const { owner = 'bot' } =
        house.state.conversations.get(conversationKey('shop', step.conversation)) ?? {};
      const actor = step.do !== 'take' && owner.startsWith('user:') ? owner : step.who;
      return { kind: step.do, actor, body };
    }
    case 'cancel':
    case 'migrate':
    case 'erase':
    case 'review':
    case 'leave':
    case 'policy':
      return rarely(house, step, plan);
    default:
      return aboutHandoff(house, step);
  }
}

function rarely(house: House, step: Rare, plan: Plan): Input | undefined {
  const { who: actor, nth, conversation: id } = step;
  const runs = [...house.state.runs.entries()].filter(([, { endedAt }]) => endedAt === undefined);
  const run = runs[nth % Math.max(runs.length, 1)]?.[0];
  switch (step.do) {
    case 'cancel':
      return run === undefined ? undefined : { kind: 'cancel', actor, body: { run } };
    case 'migrate': {
      house.redefine(other(plan, nth));
      return run === undefined ? undefined : { kind: 'migrate', actor, body: { run, to: house.definition } };
    }
    case 'erase':
      return { kind: 'erase', actor: 'owner', body: { bot: 'shop', conversation: id } };
    case 'review': {
      const reviews = [...house.state.reviews.entries()];
      const review = reviews[nth % Math.max(reviews.length, 1)]?.[0];
      return review === undefined
        ? undefined
        : { kind: 'review', actor, body: { id: review, verdict: 'good' } };
    }
    case 'leave': {
      const name = (['alice', 'bob', 'carl', 'none'] as const)[nth] ?? 'none';
      house.config = {
        ...house.config,
        people: Object.fromEntries(Object.entries(people).filter(([one]) => one !== name)),
      };
      const gone = name === 'none' ? [] : [{ who: `user:${name}`, manager: 'user:carl' }];
      return { kind: 'config', actor: 'engine', body: { hash: digest(JSON.stringify(house.config)), gone } };
    }
    default: {
      const policies = [
        { tool: nth > 1 ? 's__*' : 's__again', require: nth % 2 ? 'role:legal' : 'role:finance' },
      ];
      house.config = { ...house.config, policies };
      return { kind: 'config', actor: 'engine', body: { hash: digest(JSON.stringify(house.config)) } };
    }
  }
}

/** The same workflow with another text, another amount, or one edge less. */
function other({ nodes, edges }: Plan, nth: number): Plan {
  if (nth === 0) return { nodes, edges };
  if (nth === 3) return { nodes, edges: edges.slice(0, -1) };
  const changed = nodes.map((node) => {
    const { type } = node as { type: string };
    if (nth === 1) return type === 'send_message' ? { ...node, message: 'Other' } : node;
    return type === 'mcp_tool' ? { ...node, arguments: { amount: 7 } } : node;
  });
  return { nodes: changed, edges };
}

function aboutHandoff(house: House, step: Verb): Input | undefined {
  const all = [...house.state.handoffs.entries()].map(([, handoff]) => handoff);
  const open = all.filter((handoff) => handoff.status === 'open' || handoff.held);
  const chosen = open[step.nth % Math.max(open.length, 1)] ?? all.at(-1);
  if (!chosen) return undefined;
  const able = step.fits
    ? Object.keys(people)
        .map((name) => `user:${name}`)
        .filter((one) => house.engine.barrier(chosen, one) === undefined)
    : [];
  const actor = able[step.choice % Math.max(able.length, 1)] ?? step.who;
  const about = { id: chosen.id, revision: chosen.revision + step.stale };
  const response = chosen.byForm ? { approved: step.decision === 'approve' } : undefined;
  switch (step.do) {
    case 'decide': {
      const { edits, digest: seen } = step;
      const offered = chosen.options[step.choice % 3] ?? chosen.options[0];
      const said = step.fits && !chosen.byForm && offered !== undefined ? offered : step.decision;
      const body = { ...about, decision: said, reason: 'so', edits, response, digest: seen };
      return { kind: 'decide', actor, body };
    }
    case 'undo':
      return {
        kind: 'undo',
        actor: chosen.decidedBy ?? chosen.votes[0]?.by ?? actor,
        body: { id: chosen.id },
      };
    case 'redirect':
      return { kind: 'redirect', actor, body: { ...about, to: step.to, reason: 'so' } };
    case 'assign':
      return { kind: 'assign', actor, body: { ...about, assignee: step.to } };
    case 'ask':
      return { kind: 'ask', actor, body: { ...about, text: 'Which?', to: step.nth > 1 ? 'bot' : 'user' } };
    case 'annotate':
      return { kind: 'annotate', actor, body: { ...about, note: 'Hm.' } };
    case 'batch':
      return { kind: 'batch', actor, body: { items: all.map(({ id, revision }) => ({ id, revision })) } };
    default:
      return { kind: step.do, actor, body: about };
  }
}

/** An agent's model wants a tool three times before it has said enough. */
function said({ text, wants }: { text: string; wants: string }, talked: number | undefined) {
  if (talked === undefined || talked > 6) return { text, calls: [] };
  const args = JSON.stringify({ amount: talked, question: 'Which?' });
  return { text, calls: [{ id: `c${talked}`, name: wants, arguments: args }] };
}
