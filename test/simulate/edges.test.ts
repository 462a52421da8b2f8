import {
  ask,
  call,
  called,
  check,
  decides,
  edges,
  hears,
  hold,
  later,
  open,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

describe('CONTRACT, Edges', () => {
  describe('the handle a node ends with', () => {
    for (const [value, said] of [
      [true, 'yes'],
      [false, 'no'],
    ] as const)
      it(`logic ends with ${value} (R7)`, () =>
        holds({
          nodes: [start, check('c', 'x == 1'), say('yes'), say('no')],
          edges: edges('start>c', 'c>yes:true', 'c>no:false'),
          variables: { x: value ? 1 : 2 },
          steps: [user(), hears(said), silent, run('completed')],
        }));

    for (const [double, said] of [
      [{ verified: 'jane@acme.com' }, 'in'],
      [{ failed: true }, 'out'],
    ] as const)
      it(`an auth gate ends with ${said === 'in' ? 'verified' : 'failed'} (R5)`, () =>
        holds({
          nodes: [start, { id: 'gate', type: 'auth_gate' }, say('in'), say('out')],
          edges: edges('start>gate', 'gate>in:verified', 'gate>out:failed'),
          auth: { gate: double as never },
          steps: [user(), hears(said), silent],
        }));

    it('a handoff ends with the name of its option (R12)', () =>
      holds({
        nodes: [start, ask('a', { options: ['ship', 'wait'] }), say('shipped'), say('waited')],
        edges: edges('start>a', 'a>shipped:ship', 'a>waited:wait'),
        steps: [user(), decides('alice', 'wait'), hears('waited'), silent],
      }));

    it('a form without a boolean `approved` ends with submitted (R18)', () =>
      holds({
        nodes: [
          start,
          ask('a', { response_schema: { type: 'object', properties: { n: { type: 'number' } } } }),
          say('got'),
        ],
        edges: edges('start>a', 'a>got:submitted'),
        steps: [user(), { reviewer: 'user:alice', response: { n: 3 } }, hears('got')],
      }));

    it('a handoff whose time is over ends with timeout (R29)', () =>
      holds({
        nodes: [start, ask('a', { timeout: '1h' }), say('late')],
        edges: edges('start>a', 'a>late:timeout'),
        steps: [user(), later('59m'), silent, later('1m'), hears('late')],
      }));

    it('a call that fails ends with error, one that does not with the plain end', () =>
      holds({
        nodes: [start, call('t', 's__t'), say('bad'), say('good')],
        edges: edges('start>t', 't>bad:error', 't>good'),
        tools: { s__t: [{ throws: 'down' }, returns(1)] as never },
        steps: [user(), hears('bad'), silent, user(), hears('good'), silent],
      }));
  });

  describe('first the edges of that handle', () => {
    it('with `when` in file order, the first true one, alone', () =>
      holds({
        nodes: [start, check('c', 'true'), say('one'), say('two'), say('three')],
        edges: edges('start>c', 'c>one:true?x > 9', 'c>two:true?x > 1', 'c>three:true?x > 0'),
        variables: { x: 5 },
        steps: [user(), hears('two'), silent],
      }));

    it('else the others of the handle', () =>
      holds({
        nodes: [start, check('c', 'true'), say('one'), say('other'), say('plain')],
        edges: edges('start>c', 'c>one:true?x > 9', 'c>other:true', 'c>plain'),
        variables: { x: 5 },
        steps: [user(), hears('other'), silent],
      }));
  });

  describe('if the handle has none', () => {
    it('the edges with `when` alone, in file order, the first true one (R19)', () =>
      holds({
        nodes: [start, ask('a'), say('one'), say('two'), say('three')],
        edges: edges('start>a', 'a>one?x == 1', 'a>two?response.approved == true', 'a>three?true', 'a>one'),
        variables: { x: 5 },
        steps: [user(), decides('alice', 'approve'), hears('two'), silent],
      }));

    for (const [what, when, status] of [
      ['reads its response', 'response.approved == false', 'completed'],
      ['reads its outputVariable', 'answer.decision == "reject"', 'completed'],
      ['does not read its result', 'x == 5', 'rejected'],
    ] as const)
      it(`after rejected an edge that ${what} is ${status === 'completed' ? 'asked' : 'not asked'} (R31)`, () =>
        holds({
          nodes: [start, ask('a', { outputVariable: 'answer' }), say('told')],
          edges: edges('start>a', `a>told?${when}`),
          variables: { x: 5 },
          steps: [
            user(),
            decides('alice', 'reject'),
            status === 'completed' ? hears('told') : silent,
            run(status),
          ],
        }));

    it('after error an edge that reads the error is asked', () =>
      holds({
        nodes: [start, call('t', 's__t'), say('sorry'), say('done')],
        edges: edges('start>t', 't>sorry?error.type == "tool"', 't>done'),
        tools: { s__t: { throws: 'down' } },
        steps: [user(), hears('sorry'), silent, run('completed')],
      }));
  });

  describe('the plain edges', () => {
    it('if no `when` is true', () =>
      holds({
        nodes: [start, ask('a'), say('one'), say('plain')],
        edges: edges('start>a', 'a>one?x == 1', 'a>plain'),
        variables: { x: 5 },
        steps: [user(), decides('alice', 'approve'), hears('plain'), silent],
      }));

    for (const [what, node, more, status, act] of [
      ['rejected', ask('n'), {}, 'rejected', decides('alice', 'reject')],
      ['failed', { id: 'n', type: 'auth_gate' }, { auth: { n: { failed: true } } }, 'failed', undefined],
      ['timeout', ask('n', { timeout: '1h' }), {}, 'timed-out', later('1h')],
      ['error', call('n', 's__t'), { tools: { s__t: { throws: 'x' } } }, 'failed', undefined],
    ] as const)
      it(`never after ${what}: the run ends ${status}`, () =>
        holds({
          nodes: [start, node, say('plain')],
          edges: edges('start>n', 'n>plain'),
          ...(more as object),
          steps: [user(), ...(act ? [act] : []), silent, run(status)],
        }));
  });

  it('with nothing to take after anything else the run ends completed', () =>
    holds({
      nodes: [start, ask('a')],
      edges: edges('start>a'),
      steps: [user(), decides('alice', 'approve'), run('completed')],
    }));

  describe('several edges found by handle or plain', () => {
    it('run as parallel branches, and a node runs once per arriving branch', () =>
      holds({
        nodes: [start, say('a'), say('b'), say('joined')],
        edges: edges('start>a', 'start>b', 'a>joined', 'b>joined'),
        steps: [user(), hears('a'), hears('b'), hears('joined'), hears('joined'), silent, run('completed')],
      }));

    it("wait for each other's end, not for each other", () =>
      holds({
        nodes: [start, ask('a'), say('b')],
        edges: edges('start>a', 'start>b'),
        steps: [user(), hears('b'), run('waiting'), decides('alice', 'approve'), run('completed')],
      }));

    for (const [worst, ends] of [
      ['failed', ['failed', 'timed-out', 'rejected', 'completed']],
      ['timed-out', ['timed-out', 'rejected', 'completed']],
      ['rejected', ['rejected', 'completed']],
    ] as const)
      it(`end as the worst of ${ends.join(', ')}`, () =>
        holds({
          nodes: [
            start,
            call('failed', 's__t'),
            ask('timed-out', { timeout: '2h' }),
            ask('rejected'),
            ask('completed'),
          ],
          edges: edges(...ends.map((id) => `start>${id}`)),
          tools: { s__t: { throws: 'x' } },
          steps: [
            user(),
            ...(ends.includes('rejected' as never)
              ? [decides('alice', 'reject', { handoff: 'rejected' })]
              : []),
            decides('alice', 'approve', { handoff: 'completed' }),
            later('2h'),
            run(worst),
          ],
        }));
  });

  it('an edge of type on_failure belongs to error, one of on_success is plain', () =>
    holds({
      nodes: [start, call('t', 's__t'), say('bad'), say('good')],
      edges: [
        ...edges('start>t'),
        { from: 't', to: 'bad', type: 'on_failure' },
        { from: 't', to: 'good', type: 'on_success' },
      ],
      tools: { s__t: [{ throws: 'down' }, returns(1)] as never },
      steps: [user(), hears('bad'), silent, user(), hears('good'), silent],
    }));

  describe('a run starts', () => {
    const triggers = [
      start,
      { id: 'hand', type: 'trigger', triggerType: 'manual' },
      say('talked'),
      say('started'),
    ];
    const both = edges('start>talked', 'hand>started');

    it('at the trigger of its kind', () =>
      holds({
        nodes: triggers,
        edges: both,
        steps: [user(), hears('talked'), silent, { start: {} }, hears('started'), silent],
      }));

    it('without a trigger at the nodes that nothing leads to', () =>
      holds({
        nodes: [say('a'), say('b'), say('c')],
        edges: edges('a>c'),
        steps: [user(), hears('a'), hears('c'), hears('b'), silent],
      }));
  });

  describe('when no `when` is true and one is undecidable (I16)', () => {
    it('the handle is error, not the plain edges', () =>
      holds({
        nodes: [start, ask('a'), say('big'), say('plain'), say('unsure')],
        edges: edges('start>a', 'a>big?order.total > 500', 'a>plain', 'a>unsure:error'),
        steps: [user(), decides('alice', 'approve'), hears('unsure'), silent],
      }));

    it('the same for edges of a handle: not the others of the handle', () =>
      holds({
        nodes: [start, ask('a'), say('big'), say('other'), say('unsure')],
        edges: edges('start>a', 'a>big:approved?order.total > 500', 'a>other:approved', 'a>unsure:error'),
        steps: [user(), decides('alice', 'approve'), hears('unsure'), silent],
      }));

    it('without an edge for error a failure handoff opens and the run waits; a person chooses the way', () =>
      holds({
        nodes: [start, ask('a'), say('big'), say('plain')],
        edges: edges('start>a', 'a>big?order.total > 500', 'a>plain'),
        steps: [
          user(),
          hold(),
          decides('alice', 'approve'),
          silent,
          run('waiting'),
          open('a', { kind: 'failure' }),
          hold(),
          decides('alice', 'nowhere', { refused: 'invalid' }),
          decides('alice', 'plain'),
          hears('plain'),
          silent,
          run('completed'),
        ],
      }));

    it('rejecting that handoff ends the run failed', () =>
      holds({
        nodes: [start, ask('a'), say('big')],
        edges: edges('start>a', 'a>big?order.total > 500'),
        steps: [user(), decides('alice', 'approve'), decides('alice', 'reject'), silent, run('failed')],
      }));

    it('a true edge before or after it is taken all the same', () =>
      holds({
        nodes: [start, ask('a'), say('big'), say('sure')],
        edges: edges('start>a', 'a>big?order.total > 500', 'a>sure?response.approved'),
        steps: [user(), decides('alice', 'approve'), hears('sure'), silent],
      }));

    it('after rejected it is just not taken', () =>
      holds({
        nodes: [start, ask('a'), say('odd'), say('told')],
        edges: edges('start>a', 'a>odd?response.amount > 5', 'a>told?response.approved == false'),
        steps: [user(), decides('alice', 'reject'), hears('told'), silent, run('completed')],
      }));

    it('a logic node ends with error, and asks a person where no edge takes it', () =>
      holds({
        nodes: [start, check('c', '{{order.total}} > 500'), call('small', 's__pay'), call('large', 's__pay')],
        edges: edges('start>c', 'c>large:true', 'c>small:false', 'c>small'),
        tools: { s__pay: returns(1) },
        steps: [
          user(),
          open('c', { kind: 'failure' }),
          called('s__pay', 0),
          run('waiting'),
          decides('alice', 'true'),
          called('s__pay', 1),
          run('completed'),
        ],
      }));
  });

  it('a run that goes round in a circle asks a person, once (F42)', () =>
    holds({
      nodes: [start, check('a', 'true'), check('b', 'true')],
      edges: edges('start>a', 'a>b', 'b>a', 'b>a'),
      steps: [user(), open('b', { kind: 'failure' }), run('waiting'), decides('alice', 'reject'), open('b')],
    }));
});
