import assert from 'node:assert/strict';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House } from './house.ts';

const refunds = (fields: Record<string, unknown> = {}) =>
  new House({
    nodes: [
      start,
      call('look up', 'orders__get', {}, { outputVariable: 'order', label: 'Look the order up' }),
      ask('a', { prompt: 'Refund {{amount}} for broken shoes', ...fields }),
      call('pay', 's__pay', { amount: '{{amount}}' }),
      say('no'),
    ],
    edges: edges('start>look up', 'look up>a', 'a>pay:approved', 'a>no:rejected'),
    config: {
      people: { alice: { name: 'A' }, bob: { name: 'B' } },
      mcpServers: { orders: { command: 'x', tools: { get: { effect: 'read' } } }, s: { command: 'x' } },
    },
  }).open();

/** A case of its own conversation; who decides it, or nobody. */
async function comes(house: House, as: string, amount: number, decision?: 'approve' | 'reject') {
  await house.says('I want my money back', {
    as,
    conversation: as + house.events().length,
    variables: { amount },
  });
  const handoff = house.handoff();
  if (decision)
    await house.decides('user:alice', decision, { ...(decision === 'reject' && { reason: 'too late' }) });
  return handoff;
}

const cardOf = (house: House, id: string) => {
  const handoff = house.state.handoffs.get(id);
  assert.ok(handoff);
  return house.engine.context(handoff);
};

describe('what a handoff brings with it', () => {
  it('R22 R58 the request, the steps with what they set, the draft, confidence, flags, options and the task', async () => {
    const house = await refunds({
      context: {
        task: 'Pay or refuse',
        draft: 'We pay {{amount}}',
        confidence: 0.4,
        flags: ['third this year'],
        options: ['pay', 'voucher'],
      },
    });
    const { id } = await comes(house, 'jane', 20);
    const card = cardOf(house, id);
    assert.equal(card.request, 'I want my money back');
    assert.deepEqual(card.requester, ['jane']);
    assert.deepEqual(
      card.steps.map(({ label, type, sets }) => [label, type, sets]),
      [
        ['start', 'trigger', []],
        ['Look the order up', 'mcp_tool', ['order']],
      ],
    );
    assert.equal(card.draft, 'We pay 20');
    assert.equal(card.confidence, 0.4);
    assert.deepEqual(card.flags, ['third this year']);
    assert.deepEqual(card.considered, ['pay', 'voucher']);
    assert.equal(card.task, 'Pay or refuse');
  });

  it('R52 a summary is made of facts where its author wrote none, and says whose words it is', async () => {
    const plain = await refunds();
    assert.deepEqual(cardOf(plain, (await comes(plain, 'jane', 20)).id).summary, {
      text: 'Asked: “I want my money back”. Done: start, Look the order up.',
      by: 'engine',
    });
    const written = await refunds({ summary: 'Refund {{amount}}' });
    assert.deepEqual(cardOf(written, (await comes(written, 'jane', 20)).id).summary, {
      text: 'Refund 20',
      by: 'author',
    });
  });

  it('R57 similar cases with how they were decided: the nearest first, only what people decided here before', async () => {
    const house = await refunds();
    const near = await comes(house, 'kim', 95, 'approve');
    const own = await comes(house, 'jane', 5000, 'reject');
    const { id } = await comes(house, 'jane', 100);
    await comes(house, 'lee', 100, undefined);
    const card = cardOf(house, id);
    assert.deepEqual(
      card.similar.map(({ handoff, because }) => [handoff.id, because]),
      [
        [own.id, 'same requester jane'],
        [near.id, 'amount 95 against 100'],
      ],
    );
    assert.deepEqual(card.precedents, [
      { decision: 'approve', count: 1 },
      { decision: 'reject', count: 1 },
    ]);
  });

  it('R52 risk signals, each with its evidence', async () => {
    const house = await refunds({ context: { confidence: 0.3 } });
    for (const amount of [90, 100, 110]) await comes(house, `kim${amount}`, amount, 'approve');
    const first = await comes(house, 'jane', 100, 'reject');
    const second = await comes(house, 'jane', 100, 'approve');
    const { id } = await comes(house, 'jane', 450);
    assert.deepEqual(cardOf(house, id).risks, [
      { text: 'What follows cannot be undone', evidence: 's__pay' },
      {
        text: 'amount is 4.5 times what is usual here',
        evidence: '450 against a median of 100 in 4 approved cases',
      },
      {
        text: '2 requests of the same person in 30 days',
        evidence: `${first.ticket} reject, ${second.ticket} approve`,
      },
      { text: 'The same person was turned down here lately', evidence: `${first.ticket}: too late` },
      { text: 'The model itself is not sure', evidence: 'confidence 0.3' },
    ]);
  });

  it('an ordinary case of a stranger has no risk but the one of its call, and nothing similar', async () => {
    const house = await refunds();
    const card = cardOf(house, (await comes(house, 'jane', 20)).id);
    assert.deepEqual(
      card.risks.map(({ text }) => text),
      ['What follows cannot be undone'],
    );
    assert.deepEqual([card.similar, card.precedents], [[], []]);
  });

  it('R53 a note on an outcome is kept with it, also when it was decided long ago', async () => {
    const house = await refunds();
    const { id, revision } = await comes(house, 'jane', 20, 'approve');
    await house.clock.turn(30 * 24 * 3_600_000, 'runs');
    await house.engine.submit({
      kind: 'annotate',
      actor: 'user:bob',
      body: { id, revision, note: 'The shoes came back unworn.' },
    });
    await house.open();
    const last = house.state.handoffs.get(id)?.history.at(-1);
    assert.deepEqual(
      [last?.type, last?.by, last?.text],
      ['handoff-annotated', 'user:bob', 'The shoes came back unworn.'],
    );
  });
});
