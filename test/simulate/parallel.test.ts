import {
  ask,
  call,
  called,
  check,
  decides,
  edges,
  hears,
  hold,
  holdsValues,
  later,
  open,
  restart,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

type Fields = Record<string, unknown>;

const fork = { id: 'both', type: 'parallel' };
const meet = (fields: Fields = {}) => ({ id: 'met', type: 'parallel', join: 'both', ...fields });
const reply = (id: string, fields: Fields = {}) => ({
  id,
  type: 'wait_for_reply',
  outputVariable: id,
  ...fields,
});
const delay = (id: string, duration: string) => ({ id, type: 'wait_delay', duration });
const bob = (act: object) => ({ operator: 'user:bob', ...act });

const two = (...nodes: object[]) => ({
  nodes: [start, fork, ...nodes, meet(), say('done')],
  edges: edges('start>both', 'both>a', 'both>b', 'a>met', 'b>met', 'met>done'),
});
const approvals = (...more: string[]) => ({
  nodes: [
    start,
    fork,
    ask('a'),
    ask('b'),
    meet(),
    call('pay', 'bank__pay', { amount: '{{amount}}' }),
    say('sorry'),
    say('short'),
  ],
  edges: edges('start>both', 'both>a', 'both>b', 'a>met:approved', 'b>met:approved', 'met>pay', ...more),
  variables: { amount: 5 },
  tools: { bank__pay: returns({}) },
});
const at = (node: string) => ({ handoff: node });

describe('parallel', () => {
  it('starts all its edges, and without a join each branch goes on for itself (CONTRACT, Edges)', () =>
    holds({
      nodes: [start, fork, say('a'), say('b'), say('c')],
      edges: edges('start>both', 'both>a', 'both>b', 'a>c', 'b>c'),
      steps: [user(), hears('a'), hears('b'), hears('c'), hears('c'), silent, run('completed')],
    }));

  describe('join, all', () => {
    it('goes on once, when the last branch has come', () =>
      holds({
        ...two(delay('a', '1h'), delay('b', '2h')),
        steps: [user(), later('1h'), silent, restart, later('1h'), hears('done'), silent, run('completed')],
      }));

    it('goes on once where both come at once', () =>
      holds({
        ...two(say('a'), say('b')),
        steps: [user(), hears('a'), hears('b'), hears('done'), silent, run('completed')],
      }));

    it('of a fork with one edge it waits for that one', () =>
      holds({
        nodes: [start, fork, say('a'), meet(), say('done')],
        edges: edges('start>both', 'both>a', 'a>met', 'met>done'),
        steps: [user(), hears('a'), hears('done'), run('completed')],
      }));

    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      it(`what ${order.join(' and ')} decided in this order both stand behind the call after it (I3, I8)`, () =>
        holds({
          ...approvals(),
          steps: [
            user(),
            decides('alice', 'approve', at(order[0])),
            called('bank__pay', 0),
            restart,
            decides('bob', 'approve', at(order[1])),
            called('bank__pay', 1, { amount: 5 }),
            run('completed'),
          ],
        }));

    it('a value that changed after the first of them approved is asked about again (I8)', () =>
      holds({
        nodes: [
          start,
          fork,
          ask('a'),
          ask('b', { editable: ['amount'] }),
          meet(),
          call('pay', 'bank__pay', { amount: '{{amount}}' }),
        ],
        edges: edges('start>both', 'both>a', 'both>b', 'a>met:approved', 'b>met:approved', 'met>pay'),
        variables: { amount: 5 },
        tools: { bank__pay: returns({}) },
        steps: [
          user(),
          decides('alice', 'approve', at('a')),
          decides('bob', 'approve', { ...at('b'), edits: { amount: 500 } }),
          called('bank__pay', 0),
          open('pay', { kind: 'drift' }),
          decides('alice', 'approve', at('pay')),
          called('bank__pay', 1, { amount: 500 }),
        ],
      }));

    it('a branch that ended elsewhere does not block it for ever, and is not done without: it leaves by error (I16)', () =>
      holds({
        ...approvals('a>sorry:rejected', 'met>short:error'),
        steps: [
          user(),
          decides('alice', 'reject', at('a')),
          hears('sorry'),
          run('waiting'),
          decides('bob', 'approve', at('b')),
          hears('short'),
          called('bank__pay', 0),
          run('completed'),
        ],
      }));

    it('without an edge for error a person says whether it goes on', () =>
      holds({
        ...approvals('a>sorry:rejected'),
        steps: [
          user(),
          decides('bob', 'approve', at('b')),
          run('waiting'),
          decides('alice', 'reject', at('a')),
          open('met', { kind: 'failure' }),
          called('bank__pay', 0),
          restart,
          decides('carol', 'reject', at('met')),
          called('bank__pay', 0),
          run('failed'),
        ],
      }));

    it('what the branches do not agree on is missing after it, what each put elsewhere is there', () =>
      holds({
        nodes: [
          start,
          fork,
          ask('a', { outputVariable: 'first' }),
          ask('b', { outputVariable: 'second' }),
          meet(),
          say('done', '[{{response.by}}] {{first.by}} {{second.by}}'),
        ],
        edges: edges('start>both', 'both>a', 'both>b', 'a>met:approved', 'b>met:approved', 'met>done'),
        steps: [
          user(),
          decides('alice', 'approve', at('a')),
          decides('bob', 'approve', at('b')),
          hears('[] user:alice user:bob'),
        ],
      }));

    it('a fork inside a branch is part of it', () =>
      holds({
        nodes: [
          start,
          fork,
          say('a'),
          { id: 'inner', type: 'parallel' },
          delay('b', '1h'),
          delay('c', '2h'),
          meet(),
          say('done'),
        ],
        edges: edges(
          'start>both',
          'both>a',
          'both>inner',
          'inner>b',
          'inner>c',
          'a>met',
          'b>met',
          'c>met',
          'met>done',
        ),
        steps: [
          user(),
          hears('a'),
          later('1h'),
          silent,
          later('1h'),
          hears('done'),
          silent,
          run('completed'),
        ],
      }));

    it('an inner join first, then the outer one', () =>
      holds({
        nodes: [
          start,
          fork,
          say('a'),
          { id: 'inner', type: 'parallel' },
          delay('b', '1h'),
          delay('c', '2h'),
          { id: 'half', type: 'parallel', join: 'inner' },
          meet(),
          say('done'),
        ],
        edges: edges(
          'start>both',
          'both>a',
          'both>inner',
          'inner>b',
          'inner>c',
          'b>half',
          'c>half',
          'half>met',
          'a>met',
          'met>done',
        ),
        steps: [user(), hears('a'), later('2h'), hears('done'), silent, run('completed')],
      }));

    it('goes round: each pass through the fork is joined for itself', () =>
      holds({
        nodes: [
          start,
          { id: 'twice', type: 'loop', maxRounds: 2 },
          fork,
          say('a'),
          say('b'),
          meet(),
          say('done'),
        ],
        edges: edges(
          'start>twice',
          'twice>both:each',
          'both>a',
          'both>b',
          'a>met',
          'b>met',
          'met>twice',
          'twice>done:done',
        ),
        steps: [user(), ...['a', 'b', 'a', 'b', 'done'].map(hears), silent, run('completed')],
      }));

    it('branches that wait for each other at two joins do not wait for ever', () =>
      holds({
        nodes: [
          start,
          fork,
          say('a'),
          say('b'),
          meet(),
          { ...meet(), id: 'met2' },
          say('done'),
          say('short'),
        ],
        edges: edges(
          'start>both',
          'both>a',
          'both>b',
          'a>met',
          'b>met2',
          'met>done',
          'met2>done',
          'met>short:error',
          'met2>short:error',
        ),
        steps: [user(), hears('a'), hears('b'), hears('short'), hears('short'), silent, run('completed')],
      }));

    it('a branch that did not begin there is asked about', () =>
      holds({
        nodes: [start, fork, say('a'), meet(), say('done')],
        edges: edges('start>met', 'both>a', 'a>met', 'met>done'),
        steps: [user(), open('met', { kind: 'failure' }), decides('alice', 'continue'), hears('done')],
      }));
  });

  describe('join, any', () => {
    const race = (...nodes: object[]) => ({
      nodes: [start, fork, ...nodes, meet({ wait: 'any' }), say('done')],
      edges: edges('start>both', 'both>a', 'both>b', 'a>met:approved', 'a>met', 'b>met', 'met>done'),
    });

    it('takes the first and lets go of a branch that only waits (R29)', () =>
      holds({
        ...race(reply('a', { message: 'well?' }), delay('b', '1h')),
        steps: [
          user(),
          hears('well?'),
          later('1h'),
          hears('done'),
          run('completed'),
          user('late'),
          hears('well?'),
          silent,
        ],
      }));

    it('lets go of the clock when the reply was first', () =>
      holds({
        ...race(reply('a', { message: 'well?' }), delay('b', '1h')),
        steps: [
          user(),
          hears('well?'),
          restart,
          user('yes'),
          hears('done'),
          run('completed'),
          later('2h'),
          silent,
        ],
      }));

    it('never drops a question to a person: it stays open, and its branch ends at the join (I2, R37)', () =>
      holds({
        ...race(ask('a'), delay('b', '1h')),
        steps: [
          user(),
          hold(),
          later('1h'),
          hears('done'),
          open('a'),
          run('waiting'),
          restart,
          decides('alice', 'approve'),
          silent,
          run('completed'),
        ],
      }));

    it('keeps what the first branch set', () =>
      holds({
        ...race(ask('a', { outputVariable: 'x' }), delay('b', '1h')),
        steps: [
          user(),
          decides('alice', 'approve'),
          hears('done'),
          holdsValues({ x: { by: 'user:alice' } }),
          run('completed'),
        ],
      }));
  });

  it('stands still while a person has the conversation, then meets (R33)', () =>
    holds({
      ...two(delay('a', '1h'), ask('b')),
      edges: edges('start>both', 'both>a', 'both>b', 'a>met', 'b>met:approved', 'met>done'),
      steps: [
        user(),
        hold(),
        bob({ take: true }),
        hold(),
        later('5h'),
        decides('alice', 'approve'),
        silent,
        bob({ returns: 'so' }),
        hold(),
        later('1h'),
        hears('done'),
      ],
    }));

  it('a condition decides which edges it starts', () =>
    holds({
      nodes: [start, check('c', 'x'), fork, say('a'), say('b'), meet(), say('done')],
      edges: edges(
        'start>c',
        'c>both:true',
        'c>done:false',
        'both>a',
        'both>b',
        'a>met',
        'b>met',
        'met>done',
      ),
      variables: { x: true },
      steps: [user(), hears('a'), hears('b'), hears('done'), silent],
    }));
});
