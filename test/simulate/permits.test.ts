import {
  ask,
  call,
  called,
  check,
  decides,
  edges,
  handoff,
  hears,
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

const people = {
  alice: { name: 'Alice', roles: ['finance'] },
  bob: { name: 'Bob', roles: ['legal'] },
  carl: { name: 'Carl' },
};
const tools = { s__pay: returns({ ok: true }), s__look: returns({ amount: 500 }) };
const effects = { s: { command: 'unused', tools: { look: { effect: 'read' } } } };
const policy = (...policies: object[]) => ({ people, mcpServers: effects, policies }) as never;
const plain = { people, mcpServers: effects } as never;
const pay = call('pay', 's__pay', { amount: '{{amount}}' });
const paid = (times: number) => called('s__pay', times);

describe('CONTRACT, Calls and permits', () => {
  it('without a handoff before it an irreversible call has a permit of policy', () =>
    holds({
      nodes: [start, pay],
      edges: edges('start>pay'),
      variables: { amount: 1 },
      tools,
      config: plain,
      steps: [user(), paid(1), run('completed')],
    }));

  it('behind a handoff it has one of the decision, used once: in a circle a person is asked again (I3)', () =>
    holds({
      nodes: [start, ask('a'), pay, call('look', 's__look')],
      edges: edges('start>a', 'a>pay:approved', 'pay>look', 'look>pay'),
      variables: { amount: 5 },
      tools,
      config: plain,
      steps: [
        user(),
        decides('alice', 'approve'),
        paid(1),
        open('pay', { kind: 'drift', reason: { contains: 'used for this call already' } }),
        decides('alice', 'approve'),
        paid(2),
        open('pay'),
        decides('alice', 'reject'),
        paid(2),
        run('failed'),
      ],
    }));

  it('two branches behind one decision do not share its permit', () =>
    holds({
      nodes: [start, ask('a'), say('x'), say('y'), pay],
      edges: edges('start>a', 'a>x:approved', 'a>y:approved', 'x>pay', 'y>pay'),
      variables: { amount: 5 },
      tools,
      config: plain,
      steps: [user(), decides('alice', 'approve'), paid(1), open('pay', { kind: 'drift' })],
    }));

  describe('is bound to the bytes (I8, T44)', () => {
    const nodes = [start, ask('a'), pay, ask('b', { editable: ['amount'] }), say('x')];

    it('what changes while it waits is shown anew, and approved as it is then (F17)', () =>
      holds({
        nodes,
        edges: edges('start>a', 'start>b', 'a>pay:approved'),
        variables: { amount: 5 },
        tools,
        config: plain,
        steps: [
          user(),
          decides('carl', 'approve', { handoff: 'b', edits: { amount: 900 } }),
          decides('alice', 'approve', { handoff: 'a' }),
          called('s__pay', 1, { amount: 900 }),
        ],
      }));
    it('what changes after the decision goes back to a person with the difference (F17, T44)', () =>
      holds({
        nodes,
        edges: edges('start>a', 'start>b', 'a>pay:approved'),
        variables: { amount: 5 },
        tools,
        config: plain,
        steps: [
          user(),
          { operator: 'user:carl', take: true },
          decides('alice', 'approve', { handoff: 'a' }),
          decides('carl', 'approve', { handoff: 'b', edits: { amount: 900 } }),
          paid(0),
          { operator: 'user:carl', returns: '' },
          paid(0),
          open('pay', { kind: 'drift', reason: { contains: 'approved: {"amount":5}; now: {"amount":900}' } }),
        ],
      }));
    it('a call that was not shown is asked about', () =>
      holds({
        nodes: [start, ask('a'), check('c', 'none > 1'), pay],
        edges: edges('start>a', 'a>c:approved', 'c>pay:true'),
        variables: { amount: 5 },
        tools,
        config: plain,
        steps: [
          user(),
          decides('alice', 'approve'),
          open('c', { kind: 'failure' }),
          decides('alice', 'true'),
          open('pay', { kind: 'drift', reason: { contains: 'without this call being shown' } }),
          paid(0),
        ],
      }));
    it('what depends on a result is shown as not known yet, and allowed', () =>
      holds({
        nodes: [
          start,
          ask('a'),
          call('look', 's__look', {}, { outputVariable: 'o' }),
          call('pay', 's__pay', { amount: '{{o.amount}}' }),
        ],
        edges: edges('start>a', 'a>look:approved', 'look>pay'),
        tools,
        config: plain,
        steps: [user(), decides('alice', 'approve'), called('s__pay', 1, { amount: 500 }), run('completed')],
      }));
    it('what another person was to decide, and did not, is asked about', () =>
      holds({
        nodes: [start, ask('a'), { id: 'odd', type: 'teleport' }, pay],
        edges: edges('start>a', 'a>odd:approved', 'odd>pay'),
        variables: { amount: 5 },
        tools,
        config: plain,
        steps: [
          user(),
          decides('alice', 'approve'),
          decides('alice', 'continue'),
          paid(0),
          open('pay', { kind: 'drift', reason: { contains: 'nobody decided about it' } }),
        ],
      }));
    it('where the author lets a clock go on after an approval, the approval is enough: it showed that', () =>
      holds({
        nodes: [start, ask('a'), ask('b', { timeout: '1h' }), pay],
        edges: edges('start>a', 'a>b:approved', 'b>pay:timeout'),
        variables: { amount: 5 },
        tools,
        config: plain,
        steps: [user(), decides('alice', 'approve'), later('1h'), paid(1)],
      }));
  });

  describe('policies make a call wait for a person wherever it stands', () => {
    const nodes = [start, pay, say('bad', '{{error.type}}')];
    const flow = { nodes, edges: edges('start>pay', 'pay>bad:error'), tools };

    it('of the role they name', () =>
      holds({
        ...flow,
        variables: { amount: 5 },
        config: policy({ tool: 's__pay', require: 'role:finance' }),
        steps: [
          user(),
          open('pay', { kind: 'approval', assignee: 'role:finance' }),
          decides('bob', 'approve', { refused: 'forbidden' }),
          paid(0),
          decides('alice', 'approve'),
          called('s__pay', 1, { amount: 5 }),
          run('completed'),
        ],
      }));
    it("a rejection is the call's error", () =>
      holds({
        ...flow,
        variables: { amount: 5 },
        config: policy({ tool: 's__pay', require: 'role:finance' }),
        steps: [user(), decides('alice', 'reject'), hears('turned-down'), paid(0)],
      }));
    for (const [when, amount, held] of [
      ['amount > 100', 500, true],
      ['amount > 100', 5, false],
      ['arguments.amount > 100', 500, true],
      ['amount > 100', 'much', true],
      ['amount >', 5, true],
    ] as const)
      it(`where ${when} of ${amount} ${held ? 'holds or cannot be decided' : 'does not hold it is free'} (I16)`, () =>
        holds({
          ...flow,
          variables: { amount },
          config: policy({ tool: 's__pay', when, require: 'role:finance' }),
          steps: [user(), paid(held ? 0 : 1)],
        }));
    for (const [tool, held] of [
      ['s__*', true],
      ['*', true],
      ['*__pay', true],
      ['s__p*y', true],
      ['s__look', false],
      ['s__', false],
      ['*x*', false],
    ] as const)
      it(`the pattern ${tool} ${held ? 'matches' : 'does not match'} s__pay`, () =>
        holds({
          ...flow,
          variables: { amount: 5 },
          config: policy({ tool, require: 'role:finance' }),
          steps: [user(), paid(held ? 0 : 1)],
        }));
    it('also calls that can be repeated or only read', () =>
      holds({
        nodes: [start, call('look', 's__look')],
        edges: edges('start>look'),
        tools,
        config: policy({ tool: 's__look', require: 'role:finance' }),
        steps: [user(), open('look'), called('s__look', 0)],
      }));
    it('several ask for somebody of each group', () =>
      holds({
        ...flow,
        variables: { amount: 5 },
        config: policy({ tool: 's__pay', require: 'role:finance' }, { tool: 's__*', require: 'role:legal' }),
        steps: [
          user(),
          decides('alice', 'approve'),
          paid(0),
          decides('carl', 'approve'),
          paid(0),
          decides('bob', 'approve'),
          paid(1),
        ],
      }));
    it('are content with a decision before it that showed these bytes to the right person', () =>
      holds({
        nodes: [start, ask('a'), pay],
        edges: edges('start>a', 'a>pay:approved'),
        variables: { amount: 5 },
        tools,
        config: policy({ tool: 's__pay', require: 'role:finance' }),
        steps: [user(), decides('alice', 'approve'), paid(1), run('completed')],
      }));
    it("are not content with somebody else's", () =>
      holds({
        nodes: [start, ask('a'), pay],
        edges: edges('start>a', 'a>pay:approved'),
        variables: { amount: 5 },
        tools,
        config: policy({ tool: 's__pay', require: 'role:finance' }),
        steps: [user(), decides('carl', 'approve'), paid(0), open('pay', { assignee: 'role:finance' })],
      }));
    it('are not content with a decision that showed no bytes', () =>
      holds({
        nodes: [
          start,
          ask('a'),
          call('look', 's__look', {}, { outputVariable: 'o' }),
          call('pay', 's__pay', { amount: '{{o.amount}}' }),
        ],
        edges: edges('start>a', 'a>look:approved', 'look>pay'),
        tools,
        config: policy({ tool: 's__pay', require: 'role:finance' }),
        steps: [user(), decides('alice', 'approve'), paid(0), open('pay', { assignee: 'role:finance' })],
      }));
    it('are asked again when the call is made: handing it to somebody else does not help (T45)', () =>
      holds({
        ...flow,
        variables: { amount: 5 },
        config: policy({ tool: 's__pay', require: 'role:finance' }),
        steps: [
          user('hi', { as: 'alice' }),
          decides('alice', 'approve', { refused: 'forbidden' }),
          paid(0),
          run('waiting'),
        ],
      }));
  });

  it('a rejection lets nothing through but what stands behind it', () =>
    holds({
      nodes: [start, ask('a'), pay, say('no')],
      edges: edges('start>a', 'a>pay:approved', 'a>no:rejected'),
      variables: { amount: 5 },
      tools,
      config: plain,
      steps: [
        user(),
        decides('alice', 'reject'),
        hears('no'),
        paid(0),
        silent,
        handoff('a', { decision: 'reject' }),
      ],
    }));
});
