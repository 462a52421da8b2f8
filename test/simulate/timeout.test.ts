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
  alice: { name: 'Alice', roles: ['support'], manager: 'user:dana' },
  bob: { name: 'Bob', roles: ['support'], manager: 'user:erin' },
  dana: { name: 'Dana', manager: 'user:zoe' },
  erin: { name: 'Erin' },
  zoe: { name: 'Zoe', roles: ['senior_manager'] },
};
const asking = (fields: Record<string, unknown>, more: object = {}) => ({
  nodes: [start, ask('a', { timeout: '1h', ...fields }), say('approved'), say('rejected'), say('timeout')],
  edges: edges('start>a', 'a>approved:approved', 'a>rejected:rejected', 'a>timeout:timeout'),
  config: { people, ...more } as never,
});
const by = (decision: string) => handoff('a', { status: 'decided', decision, decidedBy: 'timeout' });
const told = (to: string) => ({ expect: { notified: { to } } });

describe('CONTRACT, Timeout', () => {
  it('without escalation the handle is timeout and the status expired', () =>
    holds({
      ...asking({}),
      steps: [
        user(),
        later('1h'),
        hears('timeout'),
        silent,
        handoff('a', { status: 'expired', decidedBy: 'timeout' }),
      ],
    }));
  it('a decision that comes later hears that time was over (F16)', () =>
    holds({
      ...asking({}),
      steps: [
        user(),
        later('1h'),
        decides('alice', 'approve', { refused: 'expired' }),
        hears('timeout'),
        silent,
      ],
    }));
  it('a decision before it stops the clock', () =>
    holds({
      ...asking({}),
      steps: [user(), later('59m'), decides('alice', 'approve'), hears('approved'), later('7d'), silent],
    }));
  it('a clock of 40 days runs 40 days (F14)', () =>
    holds({
      ...asking({ timeout: '40d' }),
      steps: [user(), later('39d'), silent, later('1d'), hears('timeout')],
    }));

  describe('auto_approve', () => {
    it('decides approve (R29)', () =>
      holds({
        ...asking({ escalation: 'auto_approve' }),
        steps: [user(), later('1h'), hears('approved'), by('approve')],
      }));

    const paying = (nodes: object[], ...ways: string[]) => ({
      nodes: [
        start,
        ask('a', { timeout: '1h', escalation: 'auto_approve', ...{ options: ['reject', 'approve'] } }),
        ...nodes,
        call('pay', 's__pay'),
        say('late'),
      ],
      edges: edges('start>a', 'a>late:timeout', ...ways),
      config: {
        people,
        mcpServers: { s: { command: 'unused', tools: { look: { effect: 'read' } } } },
      } as never,
      tools: { s__pay: returns(1), s__look: returns({ ok: true }) },
    });
    const unpaid = [
      user(),
      later('1h'),
      hears('late'),
      called('s__pay', 0),
      handoff('a', { status: 'expired' }),
    ];
    const ways: Record<string, ReturnType<typeof paying>> = {
      'at once': paying([], 'a>pay:approved'),
      'after other nodes': paying([say('x'), call('look', 's__look')], 'a>x:approved', 'x>look', 'look>pay'),
      'when another call fails': paying(
        [call('look', 's__look'), say('x')],
        'a>look:approved',
        'look>x',
        'look>pay:error',
      ),
      'on a condition that is not known yet': paying(
        [call('look', 's__look', {}, { outputVariable: 'o' }), check('c', 'o.ok')],
        'a>look:approved',
        'look>c',
        'c>pay:false',
      ),
      'where a condition cannot be decided': paying(
        [check('c', 'none > 1'), say('x')],
        'a>c:approved',
        'c>x:true',
        'c>pay:error',
      ),
      'when another person does not answer either': paying(
        [ask('b', { timeout: '1h' })],
        'a>b:approved',
        'b>pay:timeout',
      ),
      'behind a gate that is not passed': paying(
        [{ id: 'gate', type: 'auth_gate' }],
        'a>gate:approved',
        'gate>pay:failed',
      ),
      'on one of two ways of which the other asks a person': paying(
        [
          check('c', 'message == "x"'),
          call('look', 's__look', {}, { outputVariable: 'o' }),
          check('d', 'o.ok'),
          ask('b'),
        ],
        'a>look:approved',
        'look>d',
        'd>b:true',
        'd>pay:false',
        'b>pay',
      ),
    };
    for (const [what, way] of Object.entries(ways))
      it(`is the handle timeout where an irreversible call follows ${what} (I7)`, () =>
        holds({ ...way, steps: unpaid }));
    it('decides where another person stands before the irreversible call', () =>
      holds({
        ...paying([ask('b')], 'a>b:approved', 'b>pay:approved'),
        steps: [
          user(),
          later('1h'),
          open('b'),
          called('s__pay', 0),
          by('approve'),
          decides('alice', 'approve'),
          called('s__pay', 1),
        ],
      }));
    it('decides where what follows can be repeated', () =>
      holds({
        ...paying([call('look', 's__look')], 'a>look:approved'),
        steps: [user(), later('1h'), called('s__look', 1), by('approve')],
      }));
    it('allows no call that is irreversible by the time it is made', () =>
      holds({
        ...paying([ask('c'), ask('b')], 'start>c', 'a>b:approved', 'b>pay:timeout?response.approved == x'),
        variables: { x: true },
        steps: [user(), later('1h'), open('b'), called('s__pay', 0)],
      }));
  });

  it('auto_reject decides reject', () =>
    holds({
      ...asking({ escalation: 'auto_reject' }),
      steps: [user(), later('1h'), hears('rejected'), by('reject')],
    }));

  describe('escalate', () => {
    it('assigns to `to`, starts its timeout, then final_action holds (R30)', () =>
      holds({
        ...asking({
          assignee: 'user:alice',
          escalation: {
            action: 'escalate',
            to: 'role:senior_manager',
            timeout: '4h',
            final_action: 'auto_reject',
          },
        }),
        steps: [
          user(),
          decides('zoe', 'approve', { refused: 'forbidden' }),
          later('1h'),
          open('a', { assignee: 'role:senior_manager' }),
          told('user:zoe'),
          decides('alice', 'approve', { refused: 'forbidden' }),
          later('3h'),
          silent,
          later('1h'),
          hears('rejected'),
          by('reject'),
        ],
      }));
    it('who it went to decides', () =>
      holds({
        ...asking({ assignee: 'user:alice', escalation: 'escalate' }),
        steps: [
          user(),
          later('1h'),
          open('a', { assignee: 'user:dana' }),
          decides('dana', 'approve'),
          hears('approved'),
          later('9h'),
          silent,
        ],
      }));
    it('the bare word starts the same timeout again, then the handle is timeout', () =>
      holds({
        ...asking({ assignee: 'user:alice', escalation: 'escalate' }),
        steps: [user(), later('2h'), hears('timeout'), silent],
      }));
    it('the bare word with final_action of the node', () =>
      holds({
        ...asking({ assignee: 'user:alice', escalation: 'escalate', final_action: 'auto_reject' }),
        steps: [user(), later('2h'), hears('rejected')],
      }));
    it('the object with final_action of the node', () =>
      holds({
        ...asking({
          assignee: 'user:alice',
          escalation: { action: 'escalate' },
          final_action: 'auto_reject',
        }),
        steps: [user(), later('2h'), hears('rejected')],
      }));
    it("of a role goes to its members' managers, each of them", () =>
      holds({
        ...asking({ assignee: 'role:support', escalation: 'escalate' }),
        steps: [
          user(),
          later('1h'),
          open('a', { assignee: 'user:dana' }),
          told('user:erin'),
          decides('bob', 'approve', { refused: 'forbidden' }),
          decides('erin', 'approve'),
          hears('approved'),
        ],
      }));
    it("of nobody goes to the bot's owners", () =>
      holds({
        ...asking({ escalation: 'escalate' }, { bots: { shop: { owners: ['user:zoe'] } } }),
        steps: [user(), later('1h'), open('a', { assignee: 'user:zoe' })],
      }));
    it('never to the requester', () =>
      holds({
        ...asking({ assignee: 'user:alice', escalation: 'escalate' }),
        steps: [user('hi', { as: 'dana' }), later('1h'), hears('timeout')],
      }));
    for (const [what, fields] of Object.entries({
      'no manager is known': {
        assignee: 'user:erin',
        escalation: { action: 'escalate', final_action: 'auto_reject' },
      },
      'nobody has the role': {
        escalation: { action: 'escalate', to: 'role:nobody', final_action: 'auto_reject' },
      },
      'the person is not in the directory': {
        escalation: { action: 'escalate', to: 'user:ghost', final_action: 'auto_reject' },
      },
    }))
      it(`where ${what}, what is left holds at once`, () =>
        holds({ ...asking(fields), steps: [user(), later('1h'), hears('rejected')] }));
  });

  describe('retry', () => {
    it('notifies again and restarts the clock three times: four rounds', () =>
      holds({
        ...asking({ escalation: 'retry' }),
        steps: [user(), later('3h'), later('59m'), silent, open('a'), later('1m'), hears('timeout')],
      }));
    it('as often as retries says', () =>
      holds({
        ...asking({ escalation: 'retry', retries: 1 }),
        steps: [user(), later('119m'), silent, later('1m'), hears('timeout')],
      }));
    it('never where retries is 0', () =>
      holds({
        ...asking({ escalation: 'retry', retries: 0 }),
        steps: [user(), later('1h'), hears('timeout')],
      }));
    it('then final_action holds', () =>
      holds({
        ...asking({ escalation: { action: 'retry', retries: 1, final_action: 'auto_reject' } }),
        steps: [user(), later('2h'), hears('rejected')],
      }));
  });

  it('queue sets priority low and waits on', () =>
    holds({
      ...asking({ escalation: 'queue', priority: 'high' }),
      steps: [
        user(),
        later('1h'),
        open('a', { priority: 'low' }),
        later('99d'),
        silent,
        open('a'),
        decides('alice', 'approve'),
        hears('approved'),
      ],
    }));

  it('levels are a ladder, each with its own time; then the escalation, then the end (R40)', () =>
    holds({
      ...asking({
        assignee: 'user:alice',
        levels: [{ to: 'user:bob', timeout: '2h' }, { to: 'user:dana' }],
        escalation: 'auto_reject',
      }),
      steps: [
        user(),
        later('1h'),
        open('a', { assignee: 'user:bob' }),
        later('2h'),
        open('a', { assignee: 'user:dana' }),
        later('59m'),
        silent,
        later('1m'),
        hears('rejected'),
      ],
    }));

  it('each clock on the way fires at its own time, in one advance', () =>
    holds({
      nodes: [
        start,
        ask('a', { timeout: '1h' }),
        ask('b', { timeout: '30m' }),
        say('x'),
        say('y'),
        ask('c', { timeout: '15m' }),
        say('z'),
      ],
      edges: edges('start>a', 'start>b', 'a>x:timeout', 'b>c:timeout', 'c>z:timeout', 'y>x'),
      steps: [user(), later('2h'), hears('z'), hears('x'), run('completed')],
    }));

  it('survives a restart: the clock goes on where it was (I1)', () =>
    holds({
      ...asking({}),
      steps: [
        user(),
        hold(),
        later('30m'),
        { restart: true },
        later('29m'),
        silent,
        later('1m'),
        hears('timeout'),
      ],
    }));
});
