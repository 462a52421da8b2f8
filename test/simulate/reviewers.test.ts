import { asking, does, people } from './asking.ts';
import { ask, called, decides, edges, hears, hold, later, open, say, start, user } from './parts.ts';
import { fails, holds } from './play.ts';

describe('R40, ladders with authority', () => {
  const levels = [
    { to: 'role:support', authority: 'amount <= 100', timeout: '1h' },
    { to: 'user:dana', authority: 'amount <= 1000', timeout: '2h' },
    { to: 'user:olga', authority: 'anything at all', timeout: '4h' },
  ];
  const worth = (amount: unknown) => user('hi', { variables: { amount } });
  it('without an assignee the lowest level that has it begins', () =>
    holds({
      ...asking({ levels }),
      steps: [worth(50), open('a', { assignee: 'role:support' }), decides('alice', 'approve')],
    }));
  it('a level without it is passed over, and its people hear why', () =>
    holds({
      ...asking({ levels }),
      steps: [
        worth(500),
        open('a', { assignee: 'user:dana' }),
        decides('alice', 'approve', { refused: 'forbidden' }),
        later('2h'),
        open('a', { assignee: 'user:olga' }),
        later('4h'),
        hears('late'),
      ],
    }));
  it('the clock skips levels too', () =>
    holds({
      ...asking({ assignee: 'user:alice', timeout: '1h', levels: levels.slice(1) }),
      steps: [worth(5000), later('1h'), open('a', { assignee: 'user:olga' })],
    }));
  it('what cannot be decided goes upwards, never down (I16)', () =>
    holds({
      ...asking({ levels }),
      steps: [user(), open('a', { assignee: 'user:olga' }), decides('olga', 'approve'), called('s__pay', 1)],
    }));
  it('words that are no condition are only shown', () =>
    holds({
      ...asking({ levels: [{ to: 'role:support', authority: 'small refunds only' }] }),
      steps: [worth(500), decides('alice', 'approve'), called('s__pay', 1)],
    }));
  it('where nobody has it the owners are asked, and no clock approves', () =>
    holds({
      nodes: [
        start,
        ask('a', {
          timeout: '1h',
          assignee: 'user:alice',
          levels: [levels[1]],
          ...{ final_action: 'auto_approve' },
        }),
        say('yes'),
        say('late'),
      ],
      edges: edges('start>a', 'a>yes:approved', 'a>late:timeout'),
      config: { people, bots: { shop: { owners: ['user:olga'] } } } as never,
      steps: [worth(5000), later('1h'), open('a', { assignee: 'user:olga' }), later('2h'), hears('late')],
    }));
  it('nobody edits a case beyond or into their authority', () =>
    holds({
      ...asking({ levels, editable: ['amount'] }),
      steps: [
        worth(50),
        decides('alice', 'approve', { edits: { amount: 5000 }, refused: 'invalid' }),
        decides('alice', 'approve', { edits: { amount: 60 } }),
        called('s__pay', 1),
      ],
    }));
});

describe('R36, sticky takeovers', () => {
  const nodes = [start, ask('a', { takeover: true }), say('x')];
  const ways = edges('start>a', 'a>x:returned');
  const takes = (who: string) => ({ operator: `user:${who}`, take: true });
  const gives = (who: string) => ({ operator: `user:${who}`, returns: 'done' });
  it('a follow-up goes to the operator who had it last', () =>
    holds({
      nodes,
      edges: ways,
      config: { people } as never,
      steps: [user(), takes('bob'), gives('bob'), hears('x'), user(), open('a', { assignee: 'user:bob' })],
    }));
  it('but not to one who is away or not of the pool', () =>
    holds({
      nodes: [start, ask('a', { takeover: true, assignee: 'role:legal' }), say('x')],
      edges: ways,
      config: { people } as never,
      steps: [
        user(),
        takes('alice'),
        gives('alice'),
        user(),
        open('a', { assignee: 'role:legal' }),
        takes('bob'),
        gives('bob'),
        user(),
        open('a', { assignee: 'user:bob' }),
      ],
    }));
});

describe('four eyes', () => {
  const two = (fields: object) => ({
    nodes: [start, ask('draft', { editable: ['text'] }), ask('check', { ...fields }), say('out')],
    edges: edges('start>draft', 'draft>check:approved', 'check>out:approved'),
    config: { people } as never,
  });
  const wrote = decides('alice', 'approve', { edits: { text: 'Dear' } });
  it('who edited the draft does not approve it', () =>
    holds({
      ...two({ fourEyes: true }),
      steps: [
        user(),
        wrote,
        decides('alice', 'approve', { refused: 'forbidden' }),
        decides('bob', 'approve'),
        hears('out'),
      ],
    }));
  it('several approvals need other eyes unless the author says no', () =>
    holds({
      ...two({ approvals: { count: 1 } }),
      steps: [user(), wrote, decides('alice', 'approve', { refused: 'forbidden' })],
    }).then(() =>
      holds({
        ...two({ approvals: { count: 1 }, fourEyes: false }),
        steps: [user(), wrote, decides('alice', 'approve'), hears('out')],
      }),
    ));
  it('the same question again may be answered by the same person', () =>
    holds({
      nodes: [start, ask('a', { fourEyes: true }), say('again'), say('out')],
      edges: edges('start>a', 'a>again:rejected', 'again>a', 'a>out:approved'),
      config: { people } as never,
      steps: [user(), decides('alice', 'reject'), hears('again'), decides('alice', 'approve'), hears('out')],
    }));
  it('one approval does not, unless asked for', () =>
    holds({ ...two({}), steps: [user(), wrote, decides('alice', 'approve'), hears('out')] }));
});

describe('solo mode', () => {
  const own = user('hi', { as: 'erin@acme.com' });
  it('is off: nobody decides on their own request (T57)', () =>
    holds({ ...asking({}), steps: [own, decides('erin', 'approve', { refused: 'forbidden' })] }));
  it('lets the requester decide where the bot says so', () =>
    holds({
      ...asking({}, { bots: { shop: { solo: true } } }),
      steps: [own, decides('erin', 'approve'), called('s__pay', 1)],
    }));
});

describe('due (R55)', () => {
  it('tells the manager once and decides nothing', () =>
    holds({
      ...asking({ assignee: 'user:alice', due: '1h', timeout: '3h' }),
      steps: [
        user(),
        later('1h'),
        { expect: { notified: { to: 'user:dana' } } },
        open('a', { assignee: 'user:alice' }),
        later('2h'),
        hears('late'),
      ],
    }));
  it('says nothing of what is decided in time', () =>
    fails(
      {
        ...asking({ assignee: 'user:alice', due: '1h' }),
        steps: [
          user(),
          decides('alice', 'approve'),
          later('2h'),
          { expect: { notified: { to: 'user:dana' } } },
        ],
      },
      /user:dana should have been told/,
    ));
});

describe('form nesting (CONTRACT, response_schema)', () => {
  it('four levels of fields are validated to the last', () => {
    const nested = (levels: number): object =>
      levels === 0 ? { type: 'integer' } : { type: 'object', properties: { x: nested(levels - 1) } };
    const answer = (value: unknown) => ({ x: { x: { x: { x: value } } } });
    return holds({
      nodes: [start, ask('a', { response_schema: nested(4) }), say('ok', '{{response.x.x.x.x}}')],
      edges: edges('start>a', 'a>ok:submitted'),
      steps: [
        user(),
        does('alice', { response: answer('seven'), refused: 'invalid' }),
        does('alice', { response: answer(7) }),
        hears('7'),
        hold(),
      ],
    });
  });
});
