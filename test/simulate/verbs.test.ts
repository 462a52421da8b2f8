import { asking, does, reason } from './asking.ts';
import {
  ask,
  call,
  called,
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
