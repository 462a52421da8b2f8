/** Corners that random stories and a careful reading came to, each with what has to hold there. */
import assert from 'node:assert/strict';
import type { Config } from '../../engine/model/config.ts';
import { ask, call, check, edges, say, start } from '../simulate/parts.ts';
import { House, type Plan, refusal } from './house.ts';

const HOUR = 3_600_000;
const people: Config['people'] = {
  alice: { name: 'A', roles: ['finance'], manager: 'user:carl' },
  bob: { name: 'B', roles: ['finance', 'legal'], manager: 'user:dana' },
  carl: { name: 'C' },
  dana: { name: 'D' },
};
const paying = (fields: Record<string, unknown>, more: Config = {}): Plan => ({
  nodes: [start, ask('a', fields), call('pay', 's__pay', { amount: 5 }), say('no'), say('late')],
  edges: edges('start>a', 'a>pay:approved', 'a>no:rejected', 'a>late:timeout'),
  config: { people, ...more },
});
const talk = { bot: 'shop', conversation: 'c' };

async function began(plan: Plan): Promise<House> {
  const house = await new House(plan).open();
  await house.says('hi', { variables: { amount: 5 } });
  return house;
}

const undo = (house: House, actor: string) =>
  house.engine.submit({ kind: 'undo', actor, body: { id: house.handoff('a').id } });
const goesUp = (house: House, actor = 'user:alice') => {
  const { id, revision } = house.handoff('a');
  return house.engine.submit({ kind: 'escalate', actor, body: { id, revision } });
};
const clock = (house: House, kind: 'handoff' | 'due') =>
  [...house.state.timers.entries()].map(([, timer]) => timer).find(({ purpose }) => purpose.kind === kind);

describe('several approvals that are given on (R14, R30, I2)', () => {
  const groups = { 'role:finance': 1, 'role:legal': 1 };

  it('an escalation takes nobody’s vote: the groups still agree, and who it went to may refuse', async () => {
    const house = await began(paying({ assignee: 'role:finance', approvals: { count: 2, groups } }));
    await house.decides('user:alice', 'approve');
    await goesUp(house);
    assert.match(String(house.handoff('a').assignee), /user:(carl|dana)/);
    assert.deepEqual((await house.decides('user:alice', 'approve')).pending, { missing: ['role:legal'] });
    assert.equal((await house.decides('user:bob', 'approve')).pending, undefined);
    assert.equal(house.calls.length, 1);
    const other = await began(paying({ assignee: 'role:finance', approvals: { count: 2, groups } }));
    await goesUp(other);
    await other.decides('user:carl', 'reject', { reason: 'no' });
    assert.equal(other.run(), 'completed');
    assert.deepEqual(other.calls, []);
  });

  it('who it went to has a vote of their own and stands in for no group', async () => {
    const house = await began(paying({ assignee: 'role:finance', approvals: { count: 2, groups } }));
    await house.decides('user:alice', 'approve');
    await goesUp(house);
    const { pending } = await house.decides('user:carl', 'approve');
    assert.deepEqual(pending, { missing: ['role:legal'] });
    assert.deepEqual(house.calls, []);
  });

  it('votes from before an escalation by the clock count after it', async () => {
    const house = await began(
      paying({
        assignee: 'role:finance',
        approvals: { count: 2 },
        timeout: '1h',
        escalation: { action: 'escalate', to: 'user:carl', timeout: '2h' },
      }),
    );
    await house.decides('user:alice', 'approve');
    await house.clock.turn(HOUR, 'runs');
    assert.equal(house.handoff('a').assignee, 'user:carl');
    assert.equal((await house.decides('user:carl', 'approve')).pending, undefined);
    assert.equal(house.calls.length, 1);
  });

  it('everybody may still agree where nobody was named, also after it went to the owners', async () => {
    const shop = { owners: ['user:dana'] };
    const house = await began(paying({ approvals: { count: 2 } }, { bots: { shop } }));
    await goesUp(house);
    assert.equal(house.handoff('a').assignee, 'user:dana');
    await house.decides('user:alice', 'approve');
    assert.equal((await house.decides('user:bob', 'approve')).pending, undefined);
  });

  it('the whole pool may agree of which one was chosen', async () => {
    const assignee = { strategy: 'round_robin', pool: ['user:alice', 'user:bob'] };
    const house = await began(paying({ assignee, approvals: { count: 2 } }));
    await house.decides('user:alice', 'approve');
    assert.equal(await refusal(house, () => house.decides('user:carl', 'approve')), 'forbidden');
    assert.equal((await house.decides('user:bob', 'approve')).pending, undefined);
  });
});

describe('handoff/undo beside other votes and takeovers (R33, R60)', () => {
  it('who voted otherwise cannot undo another’s rejection', async () => {
    const house = await began(paying({ approvals: { count: 2 }, undoSeconds: 60 }));
    await house.decides('user:alice', 'approve');
    await house.decides('user:bob', 'reject', { reason: 'no' });
    assert.equal(await refusal(house, () => undo(house, 'user:alice')), 'forbidden');
    assert.equal(house.handoff('a').status, 'decided');
    assert.equal(await refusal(house, () => undo(house, 'user:bob')), 'accepted');
  });

  it('while somebody has the conversation: its clocks stand still, as those of all that waits', async () => {
    const house = await began(paying({ undoSeconds: 600, timeout: '1h', due: '30m' }));
    await house.decides('user:alice', 'approve');
    await house.engine.submit({ kind: 'take', actor: 'user:bob', body: talk });
    await undo(house, 'user:alice');
    assert.deepEqual(
      (['handoff', 'due'] as const).map((kind) => clock(house, kind)?.paused),
      [HOUR, HOUR / 2],
    );
    await house.engine.submit({ kind: 'return', actor: 'user:bob', body: talk });
    assert.deepEqual(
      (['handoff', 'due'] as const).map((kind) => clock(house, kind)?.paused),
      [undefined, undefined],
    );
  });

  it('after a return that came meanwhile: they run again', async () => {
    const house = await began(paying({ undoSeconds: 600, timeout: '1h', due: '30m' }));
    await house.engine.submit({ kind: 'take', actor: 'user:bob', body: talk });
    await house.decides('user:alice', 'approve');
    await house.engine.submit({ kind: 'return', actor: 'user:bob', body: talk });
    await undo(house, 'user:alice');
    assert.deepEqual(
      (['handoff', 'due'] as const).map((kind) => clock(house, kind)?.paused),
      [undefined, undefined],
    );
    await house.clock.turn(HOUR, 'runs');
    assert.equal(house.handoff('a').status, 'expired');
  });
});

describe('a run that was stopped by a rule is cancelled while a person has the conversation (R33)', () => {
  it('clocks stand still until the return, and then have the time that was left', async () => {
    const house = await began(paying({ timeout: '1h' }, { bots: { shop: { askForPerson: true } } }));
    await house.says('human please');
    const stop = house.handoff('stop').place.run;
    await house.engine.submit({ kind: 'take', actor: 'user:bob', body: talk });
    await house.engine.submit({ kind: 'cancel', actor: 'user:bob', body: { run: stop } });
    await house.clock.turn(3 * HOUR, 'runs');
    assert.equal(house.handoff('a').status, 'open');
    await house.engine.submit({ kind: 'return', actor: 'user:bob', body: talk });
    await house.clock.turn(HOUR - 1, 'runs');
    assert.equal(house.handoff('a').status, 'open');
    await house.clock.turn(1, 'runs');
    assert.equal(house.handoff('a').status, 'expired');
  });
});

describe('runs that share their steps (F42)', () => {
  it('all of them go on when a person lets the one that asked go on', async () => {
    const house = await began({
      nodes: [
        start,
        { id: 'sub', type: 'delegate_to_bot', bot: 'desk', inputs: { n: 0 } },
        { id: 'later', type: 'wait_delay', duration: '1h' },
        say('hello'),
      ],
      edges: edges('start>sub', 'start>later', 'later>hello'),
      desk: {
        nodes: [
          start,
          { id: 'add', type: 'data_transform', expression: 'n + 1', outputVariable: 'n' },
          check('more', 'n < 700'),
          ask('enough'),
        ],
        edges: edges('start>add', 'add>more', 'more>add:true', 'more>enough:false'),
      },
      config: { people },
    });
    const problem = house.handoff();
    assert.equal(problem.subject.kind, 'problem');
    await house.clock.turn(HOUR, 'runs');
    assert.ok(!house.said().includes('hello'), 'it waits for steps as well');
    await house.decides('user:alice', 'continue', { id: problem.id });
    assert.ok(house.said().includes('hello'));
  });
});

describe('a decision whose path cannot be decided (I3, I16)', () => {
  it('still dominates what a person then chooses: the call is shown before it is made', async () => {
    const house = await began({
      nodes: [start, ask('a'), call('pay', 's__pay', { amount: 5 }), say('no')],
      edges: edges('start>a', 'a>pay:approved?none > 3', 'a>no:rejected'),
      config: { people },
    });
    await house.decides('user:alice', 'approve');
    await house.decides('user:bob', 'pay', { id: house.handoff('a').id, revision: 1 });
    assert.deepEqual(house.calls, [], 'nobody has seen this call');
    assert.equal(house.handoff('pay').kind, 'drift');
    await house.decides('user:bob', 'approve', { id: house.handoff('pay').id, revision: 1 });
    assert.equal(house.calls.length, 1);
    const [paid] = house.of('effect-planned');
    assert.equal(paid?.kind === 'call' && paid.permit?.kind, 'decision');
  });
});

describe('a run that is migrated while another one runs within it (F26, I3)', () => {
  const plan = (amount: number): Plan => ({
    nodes: [
      start,
      ask('a'),
      { id: 'sub', type: 'delegate_to_bot', bot: 'desk' },
      call('pay', 's__pay', { amount: 5 }),
      call('log', 's__log', { amount }),
    ],
    edges: edges('start>a', 'a>sub:approved', 'sub>pay', 'pay>log'),
    desk: {
      nodes: [start, { id: 'which', type: 'wait_for_reply' }],
      edges: edges('start>which'),
    },
    config: { people },
  });

  it('each call that was approved before is asked about again', async () => {
    const house = await began(plan(5));
    await house.decides('user:alice', 'approve');
    house.redefine(plan(500));
    const [run = ''] = [...house.state.runs.entries()][0] ?? [];
    await house.engine.submit({ kind: 'migrate', actor: 'user:bob', body: { run, to: house.definition } });
    assert.equal(house.of('run-migrated')[0]?.verdict, 'ask-again');
    await house.says('the red one');
    assert.equal(house.calls.length, 0);
    for (const node of ['pay', 'log']) {
      const { id, kind, revision } = house.handoff(node);
      assert.equal(kind, 'drift');
      await house.decides('user:bob', 'approve', { id, revision });
    }
    assert.deepEqual(
      house.calls.map(({ call: made }) => made.arguments),
      ['{"amount":5}', '{"amount":500}'],
    );
  });
});

describe('what is taken away while somebody has it on their screen', () => {
  it('a conversation with a review that is open is erased whole, and the review is gone (R41)', async () => {
    const house = await began({
      nodes: [start, say('hello')],
      edges: edges('start>hello'),
      config: { people, bots: { shop: { reviews: { first: 1 } } } },
    });
    const [id = ''] = [...house.state.reviews.entries()][0] ?? [];
    await house.engine.submit({ kind: 'erase', actor: 'owner', body: talk });
    assert.deepEqual([...house.state.reviews.entries()], []);
    const review = { id, verdict: 'good' } as const;
    const reviews = () => house.engine.submit({ kind: 'review', actor: 'user:alice', body: review });
    assert.equal(await refusal(house, reviews), 'not-found');
  });

  it('a run of which a decision may still be taken back is not erased, nor moved (F26)', async () => {
    const plan = paying({ undoSeconds: 60 });
    const house = await began(plan);
    await house.decides('user:alice', 'approve');
    const { run } = house.handoff('a').place;
    const erase = () => house.engine.submit({ kind: 'erase', actor: 'owner', body: talk });
    assert.equal(await refusal(house, erase), 'conflict');
    house.redefine({ ...plan, nodes: [...plan.nodes.slice(0, -1), say('late', 'sorry')] });
    const body = { run, to: house.definition };
    const migrate = () => house.engine.submit({ kind: 'migrate', actor: 'user:dana', body });
    assert.equal(await refusal(house, migrate), 'conflict');
  });

  it('one cancel ends every branch, what each asked, and the runs within', async () => {
    const house = await began({
      nodes: [
        start,
        ask('a'),
        ask('b', { undoSeconds: 60 }),
        { id: 'sub', type: 'delegate_to_bot', bot: 'desk' },
      ],
      edges: edges('start>a', 'start>b', 'start>sub'),
      desk: {
        nodes: [start, ask('inside', { takeover: true, timeout: '1h' })],
        edges: edges('start>inside'),
      },
      config: { people },
    });
    await house.decides('user:alice', 'approve', { id: house.handoff('b').id, revision: 1 });
    const [run = ''] = [...house.state.runs.entries()][0] ?? [];
    await house.engine.submit({ kind: 'cancel', actor: 'user:bob', body: { run } });
    assert.deepEqual(
      ['a', 'b', 'inside'].map((node) => house.handoff(node).status),
      ['cancelled', 'cancelled', 'cancelled'],
    );
    assert.deepEqual(
      [...house.state.runs.entries()].map(([, { status }]) => status),
      ['cancelled', 'cancelled'],
    );
    assert.deepEqual([...house.state.timers.entries()], []);
    assert.equal([...house.state.conversations.entries()][0]?.[1].owner, 'bot');
  });
});

describe('four eyes where branches run side by side (T57, T45)', () => {
  const plan: Plan = {
    nodes: [start, ask('a', { approvals: { count: 2 } }), call('pay', 's__pay', { amount: 5 }), ask('b')],
    edges: edges('start>a', 'start>b', 'a>pay:approved'),
    config: { people },
  };
  const decides = (house: House, node: string, who: string) => {
    const { id, revision } = house.handoff(node);
    return house.decides(who, 'approve', { id, revision });
  };

  it('what somebody decides after their vote takes nothing from it', async () => {
    const house = await began(plan);
    await decides(house, 'a', 'user:alice');
    await decides(house, 'b', 'user:alice');
    await decides(house, 'a', 'user:bob');
    assert.equal(house.calls.length, 1);
  });

  it('who has decided the one before does not vote on the other', async () => {
    const house = await began(plan);
    await decides(house, 'b', 'user:alice');
    assert.equal(await refusal(house, () => decides(house, 'a', 'user:alice')), 'forbidden');
  });
});

describe('a level whose authority cannot be decided (R40, I16)', () => {
  const levels = [{ to: 'user:alice', authority: 'none > 1' }, { to: 'user:bob' }];

  it('is passed over upwards, and its people may not decide', async () => {
    const house = await began(paying({ levels }));
    assert.equal(house.handoff('a').assignee, 'user:bob');
    assert.equal(await refusal(house, () => house.decides('user:alice', 'approve')), 'forbidden');
    await house.decides('user:bob', 'approve');
    assert.equal(house.calls.length, 1);
  });
});

describe('what was seen (T58)', () => {
  it('is a revision that was there: nobody has seen the next one before it is made', async () => {
    const house = await began(paying({ risk: 'low' }));
    const { id } = house.handoff('a');
    await house.engine.submit({ kind: 'seen', actor: 'user:alice', body: { id, revision: 9 } });
    assert.deepEqual(house.handoff('a').seenAt, { 'user:alice': 1 });
    await house.says('and?');
    await house.engine.submit({ kind: 'seen', actor: 'user:alice', body: { id, revision: 1 } });
    assert.deepEqual(house.handoff('a').seenAt, { 'user:alice': 1 });
  });
});
