import {
  ask,
  call,
  called,
  decides,
  edges,
  handoff,
  hears,
  hold,
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
import { fails, holds } from './play.ts';

const people = {
  alice: { name: 'Alice', roles: ['support'], manager: 'user:dana' },
  bob: { name: 'Bob', roles: ['support', 'legal'] },
  dana: { name: 'Dana' },
  erin: { name: 'Erin', email: 'erin@acme.com', roles: ['support'] },
  olga: { name: 'Olga' },
};
const asking = (fields: Record<string, unknown> = {}, config: object = {}) => ({
  nodes: [start, ask('a', fields), call('pay', 's__pay', { to: '{{user_id}}' }), say('legal'), say('late')],
  edges: edges('start>a', 'a>pay:approved', 'a>legal:redirected', 'a>late:timeout'),
  tools: { s__pay: returns({ ok: true }) },
  config: { people, bots: { shop: { owners: ['user:olga'] } }, ...config } as never,
});
const does = (who: string, verb: object) => ({ reviewer: `user:${who}`, ...verb });
const reason = 'a matter for them';

describe('R60, redirect', () => {
  it('takes the path that the author allowed, and no other', () =>
    holds({
      ...asking({}),
      steps: [
        user(),
        does('alice', { redirect: 'legal', reason }),
        hears('legal'),
        called('s__pay', 0),
        handoff('a', { status: 'decided', decision: 'redirect', decidedBy: 'user:alice' }),
        run('completed'),
      ],
    }));
  it('one of several such paths', () =>
    holds({
      nodes: [start, ask('a'), say('x'), say('y')],
      edges: edges('start>a', 'a>x:redirected', 'a>y:redirected'),
      steps: [user(), does('alice', { redirect: 'y', reason }), hears('y'), silent],
    }));
  it('a path with a condition only where that holds', () =>
    holds({
      nodes: [start, ask('a'), say('x')],
      edges: edges('start>a', 'a>x:redirected?vip == true'),
      steps: [
        user(),
        does('alice', { redirect: 'x', reason, refused: 'invalid' }),
        user('hi', { conversation: 'other', variables: { vip: true } }),
        does('alice', { redirect: 'x', reason, refused: 'invalid' }),
        decides('alice', 'approve'),
        does('alice', { redirect: 'x', reason }),
        hears('x'),
      ],
    }));
  it('is refused without a reason, to other nodes and where several have to agree', () =>
    holds({
      ...asking({ approvals: { count: 2 } }),
      steps: [
        user(),
        does('alice', { redirect: 'legal', refused: 'invalid' }),
        does('alice', { redirect: 'pay', reason, refused: 'invalid' }),
        does('alice', { redirect: 'legal', reason, refused: 'invalid' }),
        open('a'),
      ],
    }));
  it('needs the right to decide, as a decision does (I6)', () =>
    holds({
      ...asking({ assignee: 'user:alice' }),
      steps: [user(), does('bob', { redirect: 'legal', reason, refused: 'forbidden' }), open('a')],
    }));
  it('permits the calls behind it like a decision (I3)', () =>
    holds({
      nodes: [start, ask('a'), call('pay', 's__pay')],
      edges: edges('start>a', 'a>pay:redirected'),
      tools: { s__pay: returns(1) },
      steps: [user(), does('alice', { redirect: 'pay', reason }), called('s__pay', 1), run('completed')],
    }));
  it('the workflow reads where to and why', () =>
    holds({
      nodes: [start, ask('a'), say('x', '{{response.decision}} to {{response.to}}: {{response.reason}}')],
      edges: edges('start>a', 'a>x:redirected'),
      steps: [user(), does('alice', { redirect: 'x', reason }), hears(`redirect to x: ${reason}`)],
    }));
  it('gives it to people too', () =>
    holds({
      ...asking({ assignee: 'user:alice' }),
      steps: [
        user(),
        does('alice', { redirect: 'role:legal', reason }),
        open('a', { assignee: 'role:legal' }),
        { expect: { notified: { to: 'role:legal' } } },
        decides('alice', 'approve', { refused: 'forbidden' }),
        decides('bob', 'approve'),
        called('s__pay', 1),
      ],
    }));
});

describe('R60, assign: who may give a handoff on', () => {
  const assigned = (who: string, more: object = {}) => does(who, { assign: 'user:bob', ...more });
  for (const [what, who] of [
    ['the assignee', 'alice'],
    ['their manager', 'dana'],
    ['an owner of the bot', 'olga'],
  ] as const)
    it(what, () =>
      holds({
        ...asking({ assignee: 'user:alice' }),
        steps: [user(), assigned(who), open('a', { assignee: 'user:bob' })],
      }),
    );
  it('anybody of the pool that it was chosen from', () =>
    holds({
      ...asking({ assignee: { strategy: 'round_robin', pool: ['user:alice', 'user:bob'] } }),
      steps: [user(), open('a', { assignee: 'user:alice' }), assigned('bob'), decides('bob', 'approve')],
    }));
  it('nobody else', () =>
    holds({
      ...asking({ assignee: 'user:alice' }),
      steps: [user(), assigned('bob', { refused: 'forbidden' }), open('a', { assignee: 'user:alice' })],
    }));
  it('never to the requester, whatever they are called there (T57)', () =>
    holds({
      ...asking({ assignee: 'user:alice' }),
      steps: [
        user('hi', { as: 'erin@acme.com' }),
        does('alice', { assign: 'user:erin', refused: 'invalid' }),
        does('alice', { redirect: 'user:erin', reason, refused: 'invalid' }),
        open('a', { assignee: 'user:alice' }),
      ],
    }));
  it('never to or by somebody who is excluded', () =>
    holds({
      ...asking({ assignee: 'user:alice', exclude: ['user:bob', 'user:olga'] }),
      steps: [
        user(),
        assigned('alice', { refused: 'invalid' }),
        does('olga', { assign: 'user:dana', refused: 'forbidden' }),
        open('a', { assignee: 'user:alice' }),
      ],
    }));
});

describe('R60, escalate', () => {
  it('goes up the ladder now, and the clock of the level begins', () =>
    holds({
      ...asking({ assignee: 'user:alice', timeout: '4h', levels: [{ to: 'user:bob', timeout: '1h' }] }),
      steps: [
        user(),
        does('alice', { escalate: true, reason }),
        open('a', { assignee: 'user:bob' }),
        later('1h'),
        hears('late'),
      ],
    }));
  it('without a ladder goes to the manager, with the time that is left', () =>
    holds({
      ...asking({ assignee: 'user:alice', timeout: '4h' }),
      steps: [
        user(),
        later('3h'),
        does('alice', { escalate: true }),
        open('a', { assignee: 'user:dana' }),
        later('1h'),
        hears('late'),
      ],
    }));
  it('without a manager to the owners of the bot', () =>
    holds({
      ...asking({ assignee: 'user:bob' }),
      steps: [user(), does('bob', { escalate: true }), open('a', { assignee: 'user:olga' })],
    }));
  it('passes over a level on which there is nobody', () =>
    holds({
      ...asking({ assignee: 'user:alice', levels: [{ to: 'role:board' }, { to: 'user:olga' }] }),
      steps: [user(), does('alice', { escalate: true }), open('a', { assignee: 'user:olga' })],
    }));
  it('is refused where there is nobody, and nothing happens', () =>
    holds({
      ...asking({ assignee: 'user:bob', timeout: '4h', escalation: 'auto_reject' }, { bots: {} }),
      steps: [
        user(),
        does('bob', { escalate: true, refused: 'invalid' }),
        open('a', { assignee: 'user:bob' }),
      ],
    }));
});

describe('R60, ask back', () => {
  it('the user hears it from the person and the handoff stays open; the answer comes to the reviewer', () =>
    holds({
      ...asking({}),
      steps: [
        user(),
        does('alice', { ask: 'Which order do you mean?' }),
        hears('Which order do you mean?'),
        open('a'),
        user('number 7'),
        silent,
        open('a'),
        decides('alice', 'approve'),
        called('s__pay', 1),
      ],
    }));
  it('is refused where nobody has ever written', () =>
    holds({
      ...asking({}),
      steps: [{ start: {} }, does('alice', { ask: 'Hello?', refused: 'invalid' }), silent],
    }));
  it('is refused while another person speaks with the user', () =>
    holds({
      ...asking({}),
      steps: [
        user(),
        { operator: 'user:bob', take: true },
        does('alice', { ask: 'Which?', refused: 'conflict' }),
        silent,
      ],
    }));
  it('the bot answers with its model, and the user hears nothing of it', () =>
    holds({
      ...asking({}, { models: { default: { baseUrl: 'http://127.0.0.1:1', model: 'm' } } }),
      models: { a: returns('It is the third refund this year.') },
      steps: [user(), does('alice', { askBot: 'Is that usual?' }), silent, open('a')],
    }));
  it('says that there is no model where there is none', () =>
    holds({
      ...asking({}),
      steps: [user(), does('alice', { askBot: 'Is that usual?', refused: 'invalid' }), open('a')],
    }));
});

describe('undoSeconds', () => {
  const minute = { undoSeconds: 60 };
  it('holds what follows until the time has passed', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        handoff('a', { status: 'decided', decidedBy: 'user:alice' }),
        called('s__pay', 0),
        run('waiting'),
        later('59s'),
        called('s__pay', 0),
        later('1s'),
        called('s__pay', 1),
        run('completed'),
      ],
    }));
  it('undo opens it again; nothing was done', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        later('59s'),
        does('alice', { undo: true }),
        open('a'),
        later('1h'),
        called('s__pay', 0),
        decides('alice', 'reject'),
        later('1m'),
        run('rejected'),
      ],
    }));
  it('after it undo is a conflict', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        later('1m'),
        called('s__pay', 1),
        does('alice', { undo: true, refused: 'conflict' }),
      ],
    }));
  it('only who decided undoes it', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        does('bob', { undo: true, refused: 'forbidden' }),
        later('1m'),
        called('s__pay', 1),
      ],
    }));
  it('comes from the bot where the node says nothing, and 0 means none', () =>
    holds({
      ...asking({}, { bots: { shop: minute } }),
      steps: [user(), decides('alice', 'approve'), called('s__pay', 0), later('1m'), called('s__pay', 1)],
    }).then(() =>
      holds({
        ...asking({ undoSeconds: 0 }, { bots: { shop: minute } }),
        steps: [user(), decides('alice', 'approve'), called('s__pay', 1)],
      }),
    ));
  it('the clock of the handoff goes on with the time that was left', () =>
    holds({
      ...asking({ undoSeconds: 600, timeout: '1h' }),
      steps: [
        user(),
        later('55m'),
        decides('alice', 'approve'),
        later('9m'),
        does('alice', { undo: true }),
        later('4m 59s'),
        open('a'),
        later('1s'),
        hears('late'),
      ],
    }));
  it('what a clock decides cannot be taken back', () =>
    holds({
      ...asking({ ...minute, timeout: '1h', escalation: 'auto_reject' }),
      steps: [user(), later('1h'), run('rejected'), does('alice', { undo: true, refused: 'forbidden' })],
    }));
  it('holds over a restart (I1)', () =>
    holds({
      ...asking(minute),
      steps: [
        user(),
        decides('alice', 'approve'),
        restart,
        called('s__pay', 0),
        does('alice', { undo: true }),
        decides('alice', 'approve'),
        restart,
        later('1m'),
        called('s__pay', 1),
      ],
    }));
  it('of several each takes their own vote back; the others stay', () =>
    holds({
      ...asking({ ...minute, approvals: { count: 2 } }),
      steps: [
        user(),
        decides('alice', 'approve'),
        decides('bob', 'approve'),
        does('alice', { undo: true }),
        open('a'),
        decides('dana', 'approve'),
        handoff('a', { status: 'decided' }),
        later('1m'),
        called('s__pay', 1),
      ],
    }));
  it('a vote that has counted longer than that stays, also while the last one can be undone', () =>
    holds({
      ...asking({ ...minute, approvals: { count: 2 } }),
      steps: [
        user(),
        decides('alice', 'approve'),
        later('50s'),
        decides('bob', 'approve'),
        later('50s'),
        does('alice', { undo: true, refused: 'conflict' }),
        does('bob', { undo: true }),
        open('a'),
      ],
    }));
  it('a vote that is not complete yet can be taken back as well', () =>
    holds({
      ...asking({ ...minute, approvals: { count: 2 } }),
      steps: [
        user(),
        decides('alice', 'approve'),
        does('alice', { undo: true }),
        decides('bob', 'approve'),
        open('a'),
        later('1m'),
        does('bob', { undo: true, refused: 'conflict' }),
      ],
    }));
  it('a takeover that is decided keeps its queue until then', () =>
    holds({
      nodes: [start, ask('a', { ...minute, takeover: true }), say('x')],
      edges: edges('start>a', 'a>x:approved'),
      steps: [
        user(),
        decides('alice', 'approve'),
        owner('queue'),
        does('alice', { undo: true }),
        decides('alice', 'approve'),
        later('1m'),
        owner('bot'),
        hears('x'),
      ],
    }));
});

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
