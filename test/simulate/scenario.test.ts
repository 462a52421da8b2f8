import assert from 'node:assert/strict';
import {
  ask,
  call,
  called,
  check,
  decides,
  edges,
  handoff,
  hears,
  hold,
  holdsValues,
  later,
  open,
  owner,
  restart,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { fails, holds, play } from './play.ts';

const talking = { nodes: [start, say('a', 'You said {{message}}')], edges: edges('start>a') };
const asking = {
  nodes: [start, ask('a', { assignee: 'role:finance' }), say('done')],
  edges: edges('start>a', 'a>done:approved'),
};
const calling = {
  nodes: [
    start,
    call('t', 's__t', { n: 1, list: ['x'] }, { outputVariable: 'o' }),
    say('ok', 'got {{o}}'),
    say('bad', '{{error.message}}'),
  ],
  edges: edges('start>t', 't>ok', 't>bad:error'),
};

describe('CONTRACT, Scenario: doubles', () => {
  for (const [value, text] of [
    ['x', 'x'],
    [3, '3'],
    [false, 'false'],
    [null, ''],
    [[1], '[1]'],
    [{ a: 1 }, '{"a":1}'],
  ] as const)
    it(`a tool returns ${JSON.stringify(value)}`, () =>
      holds({ ...calling, tools: { s__t: returns(value) }, steps: [user(), hears(`got ${text}`)] }));
  it('a tool throws', () =>
    holds({ ...calling, tools: { s__t: { throws: 'down' } }, steps: [user(), hears('down')] }));
  it('a list gives one answer a call', () =>
    holds({
      ...calling,
      tools: { s__t: [returns(1), { throws: 'down' }] },
      steps: [user(), hears('got 1'), user(), hears('down')],
    }));
  it('a list that has run out fails the scenario', () =>
    fails(
      { ...calling, tools: { s__t: [returns(1)] }, steps: [user(), hears('got 1'), user()] },
      /step 3: .*2 times.* has 1/,
    ));
  it('a missing double fails it, also where the workflow handles the error', () =>
    fails({ ...calling, steps: [user(), hears({ contains: '' })] }, /step 1: .*no double/));
  it('a gate without a double fails it', () =>
    fails(
      { nodes: [start, { id: 'gate', type: 'auth_gate' }], edges: edges('start>gate'), steps: [user()] },
      /gate/,
    ));
  it('a gate under a double says nothing', () =>
    fails(
      {
        nodes: [start, { id: 'gate', type: 'auth_gate', outputVariable: 'mail' }, say('a', '{{mail}}')],
        edges: edges('start>gate', 'gate>a:verified'),
        auth: { gate: { verified: 'a@b.org' } },
        steps: [user(), hears('a@b.org'), silent, hold()],
      },
      /step 4: no further holding/,
    ));
  it('what a double returns cannot be changed by the workflow for the next call', () =>
    holds({
      nodes: [
        start,
        call('t', 's__t', {}, { outputVariable: 'o' }),
        ask('a', { editable: ['o'] }),
        say('b', '{{o.n}}'),
      ],
      edges: edges('start>t', 't>a', 'a>b:approved'),
      tools: { s__t: returns({ n: 1 }) },
      steps: [
        user(),
        decides('alice', 'approve', { edits: { 'o.n': 2 } }),
        hears('2'),
        user(),
        decides('alice', 'approve'),
        hears('1'),
      ],
    }));
});

describe('CONTRACT, Scenario: settings', () => {
  it("config takes the place of the workspace's", () =>
    play({
      ...asking,
      config: { people: { bob: { name: 'B', roles: ['finance'] } } },
      scenarioConfig: { people: { alice: { name: 'A', roles: ['finance'] } } },
      steps: [
        user(),
        decides('bob', 'approve', { refused: 'forbidden' }),
        decides('alice', 'approve'),
        hears('done'),
      ],
    }).then(({ error }) => assert.equal(error, undefined)));
  it('variables hold in each run', () =>
    holds({
      nodes: [start, say('a', '{{x}}')],
      edges: edges('start>a'),
      variables: { x: 1 },
      steps: [user(), hears('1'), { start: {} }, hears('1')],
    }));
  it('variables are not set again by a message to a run that waits', () =>
    holds({
      nodes: [start, ask('a', { editable: ['x'] }), ask('b'), say('c', '{{x}}')],
      edges: edges('start>a', 'a>b', 'b>c:approved'),
      variables: { x: 1 },
      steps: [
        user(),
        decides('alice', 'approve', { edits: { x: 2 } }),
        user('still there?'),
        decides('alice', 'approve'),
        hears('2'),
      ],
    }));
});

describe('CONTRACT, Scenario: steps', () => {
  it('user starts a run, as somebody, in a conversation', () =>
    holds({
      ...asking,
      steps: [user('x', { as: 'u1', conversation: 'c1' }), holdsValues({ user_id: 'u1', channel_id: 'c1' })],
    }));
  it('start begins a run without a message', () =>
    holds({
      nodes: [start, check('c', 'message == null'), say('none')],
      edges: edges('start>c', 'c>none:true'),
      steps: [{ start: { y: 2 } }, hears('none'), holdsValues({ y: 2 })],
    }));

  describe('reviewer', () => {
    const two = {
      nodes: [start, ask('a'), ask('b'), say('x'), say('y')],
      edges: edges('start>a', 'start>b', 'a>x:approved', 'b>y:approved'),
    };
    it('without handoff decides the oldest open one', () =>
      holds({
        ...two,
        steps: [user(), decides('alice', 'approve'), hears('x'), decides('alice', 'approve'), hears('y')],
      }));
    it('without an open one means the newest', () =>
      holds({
        ...two,
        steps: [
          user(),
          decides('alice', 'approve'),
          decides('alice', 'approve'),
          decides('bob', 'approve', { refused: 'already-decided' }),
          handoff('b', { decidedBy: 'user:alice' }),
        ],
      }));
    it("with handoff decides that node's", () =>
      holds({ ...two, steps: [user(), decides('alice', 'approve', { handoff: 'b' }), hears('y'), silent] }));
    it('without decide approves', () =>
      holds({ ...two, steps: [user(), { reviewer: 'user:alice' }, hears('x')] }));
    it('where there is none fails the scenario', () =>
      fails({ ...talking, steps: [user(), decides('alice', 'approve')] }, /step 2: there is no handoff/));
    it('refused expects that code', () =>
      fails(
        { ...two, steps: [user(), decides('alice', 'x', { refused: 'stale' })] },
        /refused with stale, but was with invalid/,
      ));
    it('refused fails where it is accepted', () =>
      fails(
        { ...two, steps: [user(), decides('alice', 'approve', { refused: 'stale' })] },
        /but was accepted/,
      ));
    it('an unexpected refusal fails the scenario', () =>
      fails({ ...two, steps: [user(), decides('alice', 'x')] }, /step 2: .*offers approve, reject/));
    it('keeps the channel', () =>
      holds({ ...two, steps: [user(), decides('alice', 'approve', { channel: 'telegram' }), hears('x')] }));
  });

  it('operator takes, says and returns', () =>
    holds({
      ...asking,
      steps: [
        user(),
        hold(),
        { operator: 'user:bob', take: true },
        hold(),
        { operator: 'user:bob', says: 'Hi' },
        hears('Hi'),
        owner('user:bob'),
        { operator: 'user:bob', returns: '' },
        hold(),
        owner('bot'),
      ],
    }));
  it('advance needs a length of time', () =>
    fails({ ...asking, steps: [user(), later('soon')] }, /step 2: "soon" is not a length of time/));

  const story = [
    user('hi'),
    hold(),
    decides('alice', 'approve'),
    hears('one'),
    later('1h'),
    hears('late'),
    decides('bob', 'approve', { handoff: 'a', refused: 'already-decided' }),
    called('s__t', 1),
    run('completed'),
  ];
  for (let at = 0; at <= story.length; at++)
    it(`restart after step ${at} changes nothing (I1, F1)`, () =>
      holds({
        nodes: [start, ask('a'), say('one'), call('t', 's__t'), ask('b', { timeout: '1h' }), say('late')],
        edges: edges('start>a', 'a>one:approved', 'one>t', 't>b', 'b>late:timeout'),
        tools: { s__t: [returns(1)] },
        steps: story.toSpliced(at, 0, restart),
      }));
});

describe('CONTRACT, Scenario: expectations', () => {
  it('message is the next one, exact, by part or by expression', () =>
    holds({
      ...talking,
      steps: [
        user('a'),
        hears('You said a'),
        user('b'),
        hears({ contains: 'said b' }),
        user('c'),
        hears({ matches: '^You .* c$' }),
      ],
    }));
  it('message fails with what was said', () =>
    fails({ ...talking, steps: [user('a'), hears('x')] }, /should be "x", but is "You said a"/));
  it('message fails where nothing more was said', () =>
    fails({ ...talking, steps: [user('a'), hears('You said a'), hears('x')] }, /nothing more was said/));
  it('messages skip holding messages and holding skips messages', () =>
    holds({
      nodes: [start, say('x'), ask('a', { holdingMessage: 'wait' }), say('y')],
      edges: edges('start>x', 'x>a', 'a>y'),
      steps: [user(), hold('wait'), decides('alice', 'approve'), hears('x'), hears('y')],
    }));
  it('holding is any, exact or a part; none fails', () =>
    fails(
      {
        nodes: [start, ask('a', { holdingMessage: 'wait a bit' })],
        edges: edges('start>a'),
        steps: [user(), hold({ contains: 'bit' }), hold()],
      },
      /step 3: no further holding/,
    ));
  it('noMessage fails where something was said', () =>
    fails({ ...talking, steps: [user('a'), silent] }, /nothing more should have been said.*You said a/));
  it('an expectation with a conversation reads that one alone', () =>
    holds({
      ...talking,
      steps: [
        user('1', { conversation: 'c1' }),
        user('2', { conversation: 'c2' }),
        { expect: { message: 'You said 2' }, conversation: 'c2' },
        hears('You said 1'),
        silent,
      ],
    }));
  it('handoff is the newest of that node and status', () =>
    holds({
      nodes: [start, ask('a', { prompt: '{{message}}' })],
      edges: edges('start>a'),
      steps: [
        user('1'),
        decides('alice', 'reject'),
        user('2'),
        handoff('a', { reason: '2' }),
        handoff('a', { reason: { contains: '1' }, status: 'decided' }),
      ],
    }));
  for (const [name, wrong] of Object.entries({
    reason: 'x',
    assignee: 'user:x',
    priority: 'low',
    kind: 'drift',
    risk: 'high',
  }))
    it(`handoff fails with the ${name} that it has`, () =>
      fails(
        { ...asking, steps: [user(), handoff('a', { [name]: wrong })] },
        new RegExp(`${name} should be`),
      ));
  it('handoff fails where there is none', () =>
    fails({ ...talking, steps: [user(), open('a')] }, /there should be open handoff at a; there are: none/));
  it('notified fails with who was told', () =>
    fails(
      { ...asking, steps: [user(), { expect: { notified: { to: 'user:x' } } }] },
      /told were: queue:role:finance/,
    ));
  it('toolCalled counts calls with these whole arguments, by type', () =>
    holds({
      ...calling,
      tools: { s__t: { throws: 'x' } },
      steps: [
        user(),
        called('s__t', 1),
        called('s__t', 1, { n: 1, list: ['x'] }),
        called('s__t', 0, { n: 1 }),
        called('s__t', 0, { n: '1', list: ['x'] }),
        called('s__u', 0),
      ],
    }));
  it('toolCalled without times is at least once', () =>
    fails({ ...talking, steps: [user(), { expect: { toolCalled: { name: 's__t' } } }] }, /at least 1/));
  it('variables are a subset', () =>
    holds({
      ...asking,
      variables: { o: { a: 1, b: 2 }, l: [1] },
      steps: [user(), holdsValues({ o: { a: 1 }, l: [1] })],
    }));
  it('variables fail with what they are', () =>
    fails(
      { ...asking, variables: { l: [1, 2] }, steps: [user(), holdsValues({ l: [1] })] },
      /are \{"l":\[1,2\]\}/,
    ));
  it('run fails with where it stands', () =>
    fails({ ...asking, steps: [user(), run('completed')] }, /should be completed, but is waiting/));
  it('run fails before any', () => fails({ ...asking, steps: [run('waiting')] }, /not started/));
  it('owner fails with who has it', () =>
    fails({ ...asking, steps: [user(), owner('queue')] }, /with queue, but is with bot/));
});
