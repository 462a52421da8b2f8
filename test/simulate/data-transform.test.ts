import {
  ask,
  call,
  called,
  decides,
  edges,
  hears,
  holdsValues,
  open,
  returns,
  run,
  say,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const transform = (fields: Record<string, unknown>) => ({ id: 'prepare', type: 'data_transform', ...fields });
const line = (fields: Record<string, unknown>) => ({
  nodes: [start, transform(fields), say('done')],
  edges: edges('start>prepare', 'prepare>done'),
});

describe('data_transform', () => {
  it('sets values that keep their type, texts that lack one, and what an expression gives (R16)', () =>
    holds({
      ...line({
        set: {
          amount: '{{order.total}}',
          title: 'Order {{order.id}} {{order.none}}',
          all: ['{{order.id}}', 2],
        },
        expression: 'order.total * 0.9',
        outputVariable: 'reduced',
      }),
      variables: { order: { id: 7, total: 50 } },
      steps: [
        user(),
        hears('done'),
        holdsValues({ amount: 50, title: 'Order 7 ', all: [7, 2], reduced: 45 }),
        run('completed'),
      ],
    }));

  it('reads everything as it was before it', () =>
    holds({
      ...line({ set: { a: '{{b}}', b: '{{a}}' }, expression: 'a + 1', outputVariable: 'c' }),
      variables: { a: 1, b: 2 },
      steps: [user(), holdsValues({ a: 2, b: 1, c: 2 })],
    }));

  for (const [what, fields] of [
    ['a missing value', { set: { amount: '{{order.total}}' } }],
    ['a missing value deep inside', { set: { amount: { of: ['{{order.total}}'] } } }],
    ['an expression that cannot be decided', { expression: 'order.total * 2', outputVariable: 'amount' }],
    ['an expression that cannot be read', { expression: 'order.', outputVariable: 'amount' }],
  ] as const) {
    it(`${what} takes the edge for error and sets nothing (I16)`, () =>
      holds({
        nodes: [start, transform(fields), say('done'), say('failed', '{{error.type}} at {{error.node}}')],
        edges: edges('start>prepare', 'prepare>done', 'prepare>failed:error'),
        variables: { amount: 1 },
        steps: [user(), hears('undecidable at prepare'), holdsValues({ amount: 1 })],
      }));
    it(`${what} without an edge for error waits for a person (I16)`, () =>
      holds({ ...line(fields), steps: [user(), open('prepare', { kind: 'failure' }), run('waiting')] }));
  }

  it('what it works out is bound to the decision before it (I8)', () =>
    holds({
      nodes: [
        start,
        ask('ok', { editable: ['total'] }),
        transform({ set: { amount: '{{total}}' } }),
        call('pay', 'bank__pay', { amount: '{{amount}}' }),
        say('paid'),
      ],
      edges: edges('start>ok', 'ok>prepare:approved', 'prepare>pay', 'pay>paid'),
      variables: { total: 5 },
      tools: { bank__pay: returns({}) },
      steps: [user(), decides('alice', 'approve'), hears('paid'), called('bank__pay', 1, { amount: 5 })],
    }));
});
