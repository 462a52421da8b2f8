import assert from 'node:assert/strict';
import { statsOf } from '../../engine/core/measure/stats.ts';
import { ask, edges, say, start } from '../simulate/parts.ts';
import { House, refusal } from './house.ts';

const answering = (reviews: object, fields: object = {}) =>
  new House({
    nodes: [start, say('answer', 'On Friday.'), { id: 'silent', type: 'data_transform', set: { x: 1 } }],
    edges: edges('start>answer', 'answer>silent'),
    config: {
      people: { alice: { name: 'A' }, bob: { name: 'B' }, jane: { name: 'J' } },
      bots: { shop: { reviews } },
      ...fields,
    },
  }).open();

async function asked(house: House, times: number, more: object = {}): Promise<void> {
  for (let n = 0; n < times; n++)
    await house.says('When?', { as: 'jane', conversation: `c${house.events().length}`, ...more });
}

const reviews = (house: House) => [...house.state.reviews.entries()].map(([, review]) => review);

describe('R32 R41 R42 finished answers are looked at afterwards', () => {
  it('picks the first of a kind, then none where nothing else is asked for', async () => {
    const house = await answering({ first: 2 });
    await asked(house, 5);
    assert.deepEqual(
      reviews(house).map(({ node, because }) => [node, because]),
      [
        ['answer', 'first'],
        ['answer', 'first'],
      ],
    );
  });

  it('picks a percentage, the same ones whenever the journal is folded', async () => {
    const house = await answering({ percent: 30 });
    await asked(house, 100);
    const picked = reviews(house).map(({ run }) => run);
    assert.ok(picked.length > 15 && picked.length < 45, String(picked.length));
    await house.open();
    assert.deepEqual(
      reviews(house).map(({ run }) => run),
      picked,
    );
  });

  it('delivers at once: the user has the answer whether or not anybody looks', async () => {
    const house = await answering({ percent: 100 });
    await asked(house, 1);
    assert.deepEqual([house.said(), house.run()], [['On Friday.'], 'completed']);
  });

  it('picks nothing by itself, and nothing that a person has decided', async () => {
    const silent = await answering({});
    await asked(silent, 3);
    assert.deepEqual(reviews(silent), []);
    const house = await new House({
      nodes: [start, ask('a'), say('answer')],
      edges: edges('start>a', 'a>answer:approved'),
      config: { bots: { shop: { reviews: { percent: 100 } } } },
    }).open();
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    assert.equal(house.run(), 'completed');
    assert.deepEqual(reviews(house), []);
  });

  it('keeps one verdict with its correction, and measures the confident but wrong (R67)', async () => {
    const house = await answering({ percent: 100 });
    await asked(house, 1, { variables: { confidence: 0.95 } });
    const [review] = reviews(house);
    assert.ok(review);
    const record = (by: string, verdict: 'good' | 'corrected' | 'bad', correction?: string) =>
      house.engine.submit({ kind: 'review', actor: by, body: { id: review.id, verdict, correction } });
    assert.equal(await refusal(house, () => record('user:alice', 'corrected')), 'invalid');
    assert.equal(await refusal(house, () => record('user:jane', 'good')), 'forbidden');
    assert.equal(await refusal(house, () => record('user:nobody', 'good')), 'forbidden');
    await record('user:alice', 'corrected', 'On Monday.');
    assert.equal(await refusal(house, () => record('user:bob', 'good')), 'conflict');
    const [done] = reviews(house);
    assert.deepEqual([done?.verdict, done?.correction, done?.by], ['corrected', 'On Monday.', 'user:alice']);
    assert.deepEqual(statsOf(house.state).reviews, {
      open: 0,
      good: 0,
      corrected: 1,
      bad: 0,
      confidentButWrong: 1,
    });
  });
});
