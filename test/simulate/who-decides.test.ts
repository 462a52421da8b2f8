import { ask, decides, edges, handoff, hears, open, run, say, silent, start, user } from './parts.ts';
import { holds } from './play.ts';

const people = {
  alice: { name: 'Alice', roles: ['finance'], manager: 'user:dana' },
  bob: { name: 'Bob', roles: ['finance', 'legal'], teams: ['support'] },
  dana: { name: 'Dana' },
  erin: { name: 'Erin', email: 'erin@acme.com', telegram: 4711, roles: ['finance'] },
};
const asking = (fields: Record<string, unknown>, directory: object = people) => ({
  nodes: [start, ask('a', fields), say('done')],
  edges: edges('start>a', 'a>done:approved'),
  config: { people: directory } as never,
});
const forbidden = (who: string) => decides(who, 'approve', { refused: 'forbidden' });

describe('CONTRACT, Who decides', () => {
  it('the assignee alone (R14)', () =>
    holds({
      ...asking({ assignee: 'user:alice' }),
      steps: [user(), forbidden('bob'), decides('alice', 'approve'), hears('done')],
    }));
  it('of a role each member', () =>
    holds({
      ...asking({ assignee: 'role:finance' }),
      steps: [user(), forbidden('dana'), decides('bob', 'approve'), hears('done')],
    }));
  it('of a team each member', () =>
    holds({
      ...asking({ assignee: 'team:support' }),
      steps: [user(), forbidden('alice'), decides('bob', 'approve'), hears('done')],
    }));
  it('without one every person of the directory, and nobody else (T30)', () =>
    holds({
      ...asking({}),
      steps: [user(), forbidden('mallory'), decides('dana', 'approve'), hears('done')],
    }));
  it('without people nobody is a member of a role', () =>
    holds({
      nodes: asking({ assignee: 'role:finance' }).nodes,
      edges: edges('start>a', 'a>done:approved'),
      steps: [user(), forbidden('alice'), silent],
    }));
  for (const who of ['bot:shop', 'owner', 'engine', 'timeout', 'observer:x'])
    it(`${who} never does: only a person decides (I6, T11)`, () =>
      holds({
        ...asking({}),
        steps: [user(), { reviewer: who, decide: 'approve', refused: 'forbidden' }, silent],
      }));
  it('nobody who is excluded, by name or by role', () =>
    holds({
      ...asking({ exclude: ['user:alice', 'role:legal'] }),
      steps: [user(), forbidden('alice'), forbidden('bob'), decides('dana', 'approve'), hears('done')],
    }));
  it('who stands in for somebody who is away', () =>
    holds({
      ...asking(
        { assignee: 'user:alice' },
        { ...people, alice: { name: 'A', away: { until: '2030-01-01T00:00:00Z', delegate: 'user:bob' } } },
      ),
      steps: [user(), forbidden('dana'), decides('bob', 'approve'), hears('done')],
    }));

  describe('several (peer request 6)', () => {
    it('each has one vote', () =>
      holds({
        ...asking({ approvals: { count: 2 } }),
        steps: [
          user(),
          decides('alice', 'approve'),
          silent,
          decides('alice', 'approve'),
          silent,
          open('a'),
          decides('bob', 'approve'),
          hears('done'),
          silent,
        ],
      }));
    it('one rejection vetoes', () =>
      holds({
        ...asking({ approvals: { count: 2 } }),
        steps: [user(), decides('alice', 'approve'), decides('bob', 'reject'), run('rejected')],
      }));
    it('of the groups that are named', () =>
      holds({
        ...asking({ approvals: { count: 2, groups: { 'role:legal': 1 } } }),
        steps: [
          user(),
          decides('alice', 'approve'),
          decides('dana', 'approve'),
          silent,
          decides('bob', 'approve'),
          hears('done'),
        ],
      }));
    it('have to agree whatever the option is called', () =>
      holds({
        nodes: [start, ask('a', { options: ['publish', 'reject'], approvals: { count: 2 } }), say('out')],
        edges: edges('start>a', 'a>out:publish'),
        config: { people } as never,
        steps: [user(), decides('alice', 'publish'), silent, decides('bob', 'publish'), hears('out')],
      }));
    it('a vote for something else is not a vote for this', () =>
      holds({
        ...asking({ options: ['approve', 'modify', 'reject'], approvals: { count: 2 } }),
        steps: [
          user(),
          decides('alice', 'approve'),
          decides('bob', 'modify'),
          silent,
          decides('bob', 'approve', { refused: 'conflict' }),
          decides('dana', 'approve'),
          hears('done'),
        ],
      }));
    it('nobody edits what others agree to', () =>
      holds({
        ...asking({ approvals: { count: 2 }, editable: ['x'] }),
        steps: [user(), decides('alice', 'approve', { edits: { x: 1 }, refused: 'invalid' }), silent],
      }));
  });

  describe('never the requester (T57)', () => {
    for (const [what, message] of Object.entries({
      'their id': user('hi', { as: 'erin' }),
      'user:NAME': user('hi', { as: 'user:erin' }),
      'another spelling': user('hi', { as: 'ERIN' }),
      'their platform id': user('hi', { as: '4711' }),
      'their address as user id': user('hi', { variables: { user_id: 'erin@acme.com' } }),
      'who started the run': { start: {}, as: 'erin' },
    }))
      it(`by ${what}`, () =>
        holds({ ...asking({}), steps: [message, forbidden('erin'), decides('alice', 'approve')] }));
    it('by a verified contact', () =>
      holds({
        nodes: [start, { id: 'gate', type: 'auth_gate' }, ask('a')],
        edges: edges('start>gate', 'gate>a:verified'),
        config: { people } as never,
        auth: { gate: { verified: 'Erin@acme.com' } },
        steps: [user(), forbidden('erin'), decides('alice', 'approve')],
      }));
    it('nor in one of several votes', () =>
      holds({
        ...asking({ approvals: { count: 2 } }),
        steps: [user('hi', { as: 'erin' }), decides('alice', 'approve'), forbidden('erin'), silent],
      }));
  });

  describe('a strategy resolves to one person at opening (R15)', () => {
    const pool = ['user:alice', 'user:bob', 'user:dana'];
    const again = (who: string) => [
      user(),
      open('a', { assignee: `user:${who}` }),
      decides(who, 'approve'),
      hears('done'),
    ];

    it('round_robin in the order of the pool, over runs and restarts', () =>
      holds({
        ...asking({ assignee: { strategy: 'round_robin', pool } }),
        steps: [...again('alice'), ...again('bob'), { restart: true }, ...again('dana'), ...again('alice')],
      }));
    it('round_robin comes to everybody once where the pool names somebody twice', () =>
      holds({
        ...asking({ assignee: { strategy: 'round_robin', pool: ['user:alice', 'role:finance'] } }),
        steps: [...again('alice'), ...again('bob'), ...again('erin'), ...again('alice')],
      }));
    it('least_busy is the one with the fewest open, ties in the order of the pool', () =>
      holds({
        ...asking({ assignee: { strategy: 'least_busy', pool } }),
        steps: [
          user('1', { conversation: '1' }),
          handoff('a', { assignee: 'user:alice' }),
          user('2', { conversation: '2' }),
          handoff('a', { assignee: 'user:bob' }),
          decides('alice', 'approve'),
          user('3', { conversation: '3' }),
          handoff('a', { assignee: 'user:alice' }),
          user('4', { conversation: '4' }),
          handoff('a', { assignee: 'user:dana' }),
        ],
      }));
    it('role leaves it to the role', () =>
      holds({
        ...asking({ assignee: { strategy: 'role', pool: 'role:finance' } }),
        steps: [user(), open('a', { assignee: 'role:finance' })],
      }));
    it('the requester, people who are away or excluded, and strangers are passed over', () =>
      holds({
        ...asking(
          {
            assignee: {
              strategy: 'round_robin',
              pool: ['user:ghost', 'user:erin', 'user:alice', 'user:dana', 'user:bob'],
            },
            exclude: ['user:dana'],
          },
          { ...people, alice: { name: 'A', away: { until: '2030-01-01T00:00:00Z' } } },
        ),
        steps: [user('hi', { as: 'erin' }), open('a', { assignee: 'user:bob' })],
      }));
    it('where nobody is there it waits for the pool, never for everybody', () => {
      const away = { until: '2030-01-01T00:00:00Z' };
      return holds({
        ...asking(
          { assignee: { strategy: 'least_busy', pool: 'role:boss' } },
          { ...people, zoe: { name: 'Z', roles: ['boss'], away } },
        ),
        steps: [user(), open('a', { assignee: 'role:boss' }), forbidden('alice')],
      });
    });
  });
});
