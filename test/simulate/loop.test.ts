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

const loop = (fields: Fields = {}, id = 'round') => ({ id, type: 'loop', ...fields });
const list = { items: '{{orders}}', itemVariable: 'order', indexVariable: 'n' };
const around = (fields: Fields, ...more: object[]) => ({
  nodes: [
    start,
    loop(fields),
    say('item', '{{n}}: {{order}}'),
    say('done'),
    say('failed', '{{error.type}}'),
    ...more,
  ],
  edges: edges('start>round', 'round>item:each', 'item>round', 'round>done:done'),
});
const bob = (act: object) => ({ operator: 'user:bob', ...act });

describe('loop', () => {
  it('goes round by each for every item, then on by done (F42)', () =>
    holds({
      ...around(list),
      variables: { orders: ['a', 'b'] },
      steps: [
        user(),
        hears('0: a'),
        hears('1: b'),
        hears('done'),
        silent,
        holdsValues({ order: 'b', n: 1 }),
        run('completed'),
      ],
    }));

  it('of an empty list it goes on at once', () =>
    holds({ ...around(list), variables: { orders: [] }, steps: [user(), hears('done'), silent] }));

  for (const orders of [undefined, null, 'a', 3, { 0: 'a' }])
    it(`${JSON.stringify(orders) ?? 'a missing value'} is no list: a person is asked, and may only end it (I16)`, () =>
      holds({
        ...around(list),
        variables: { orders },
        steps: [user(), open('round', { kind: 'failure' }), silent, decides('alice', 'done'), hears('done')],
      }));

  it('what is no list takes the edge for error where there is one', () =>
    holds({
      ...around(list),
      edges: edges('start>round', 'round>item:each', 'item>round', 'round>done:done', 'round>failed:error'),
      steps: [user(), hears('undecidable'), silent],
    }));

  it('keeps the list that it began with', () =>
    holds({
      nodes: [
        start,
        loop(list),
        { id: 'more', type: 'data_transform', set: { orders: ['x', 'y', 'z'] } },
        say('item', '{{order}}'),
        say('done'),
      ],
      edges: edges('start>round', 'round>more:each', 'more>item', 'item>round', 'round>done:done'),
      variables: { orders: ['a', 'b'] },
      steps: [user(), hears('a'), hears('b'), hears('done')],
    }));

  it('goes round while a condition holds', () =>
    holds({
      nodes: [
        start,
        loop({ condition: 'left > 0' }),
        { id: 'less', type: 'data_transform', expression: 'left - 1', outputVariable: 'left' },
        say('done', 'left {{left}}'),
      ],
      edges: edges('start>round', 'round>less:each', 'less>round', 'round>done:done'),
      variables: { left: 3 },
      steps: [user(), hears('left 0'), silent, run('completed')],
    }));

  it('a condition that cannot be decided asks a person (I16)', () =>
    holds({
      ...around({ condition: 'left > 0' }),
      steps: [user(), open('round', { kind: 'failure' }), silent, run('waiting')],
    }));

  it('goes on after maxRounds, and after 100 without it', () =>
    holds({
      nodes: [
        start,
        loop({ condition: 'true', maxRounds: 2 }, 'two'),
        say('a'),
        loop({ condition: 'true', indexVariable: 'n' }, 'many'),
        say('done', '{{n}}'),
      ],
      edges: edges('start>two', 'two>a:each', 'a>two', 'two>many:done', 'many>many:each', 'many>done:done'),
      steps: [user(), hears('a'), hears('a'), hears('99'), silent],
    }));

  it('more rounds than the budget of steps ask a person (F42)', () =>
    holds({
      nodes: [start, loop({ condition: 'true', maxRounds: 5000 }), say('done')],
      edges: edges('start>round', 'round>round:each', 'round>done:done'),
      steps: [user(), open('round', { kind: 'failure' }), silent, run('waiting')],
    }));

  it('a loop within a loop begins anew each time, also after it was left early', () =>
    holds({
      nodes: [
        start,
        loop({ items: '{{rows}}', itemVariable: 'row' }, 'outer'),
        loop({ items: '{{row}}', itemVariable: 'cell' }, 'inner'),
        check('stop', 'cell == "x"'),
        say('cell', '{{cell}}'),
        say('done'),
      ],
      edges: edges(
        'start>outer',
        'outer>inner:each',
        'inner>stop:each',
        'stop>outer:true',
        'stop>cell:false',
        'cell>inner',
        'inner>outer:done',
        'outer>done:done',
      ),
      variables: {
        rows: [
          ['a', 'x', 'never'],
          ['b', 'c'],
        ],
      },
      steps: [user(), hears('a'), hears('b'), hears('c'), hears('done'), silent, run('completed')],
    }));

  it('each round asks for itself and acts on its own decision, over a restart and a takeover (I3, I8, R33)', () =>
    holds({
      nodes: [
        start,
        loop(list),
        ask('ok', { timeout: '1h' }),
        call('pay', 'bank__pay', { order: '{{order}}' }),
        say('skipped'),
        say('done'),
      ],
      edges: edges(
        'start>round',
        'round>ok:each',
        'ok>pay:approved',
        'ok>skipped:rejected',
        'pay>round',
        'skipped>round',
        'round>done:done',
      ),
      variables: { orders: [1, 2, 3] },
      tools: { bank__pay: returns({}) },
      steps: [
        user(),
        hold(),
        decides('alice', 'approve'),
        called('bank__pay', 1, { order: 1 }),
        hold(),
        restart,
        decides('alice', 'reject'),
        hears('skipped'),
        hold(),
        bob({ take: true }),
        hold(),
        later('5h'),
        bob({ returns: 'so' }),
        hold(),
        decides('alice', 'approve'),
        called('bank__pay', 1, { order: 3 }),
        called('bank__pay', 2),
        hears('done'),
      ],
    }));

  it('one approval before the loop covers its call once; the next one is asked about (I3)', () =>
    holds({
      nodes: [start, ask('ok'), loop(list), call('pay', 'bank__pay', { order: '{{order}}' }), say('done')],
      edges: edges('start>ok', 'ok>round:approved', 'round>pay:each', 'pay>round', 'round>done:done'),
      variables: { orders: [1, 2] },
      tools: { bank__pay: returns({}) },
      steps: [
        user(),
        hold(),
        decides('alice', 'approve'),
        called('bank__pay', 1, { order: 1 }),
        called('bank__pay', 1),
        open('pay', { kind: 'drift' }),
        decides('alice', 'approve', { handoff: 'pay' }),
        called('bank__pay', 1, { order: 2 }),
        hears('done'),
      ],
    }));
});
