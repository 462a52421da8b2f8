import assert from 'node:assert/strict';
import { type RealBridge, realBridge } from '../../support/real-bridge.ts';

const start = { id: 'start', type: 'trigger', triggerType: 'message_received' };
const shop = {
  bot: 'shop',
  nodes: [
    start,
    { id: 'hello', type: 'send_message', message: 'Hello.' },
    { id: 'give', type: 'delegate_to_bot', bot: 'billing', inputs: { card: '4111', pin: '1' } },
  ],
  edges: [
    { from: 'start', to: 'hello' },
    { from: 'hello', to: 'give' },
  ],
};
const billing = {
  bot: 'billing',
  nodes: [start, { id: 'ask', type: 'human', prompt: 'Pay?' }],
  edges: [{ from: 'start', to: 'ask' }],
};

describe('a handoff of a bot that another one gave the conversation to (R10)', () => {
  let house: RealBridge;

  before(async () => {
    house = await realBridge(
      { shop: JSON.stringify(shop), billing: JSON.stringify(billing) },
      { bots: { shop: { sensitive: ['pin'] }, billing: { sensitive: ['card'] } } },
    );
    const bot = await house.as({ bot: 'shop' });
    const message = { id: 'm1', text: 'my invoice' };
    await bot.request('conversation/message', { bot: 'shop', conversation: 'c1', message });
  });

  after(() => house.close());

  it('shows the runs around it, and what was done in them', async () => {
    const alice = await house.as({ user: 'alice' });
    const { items } = await alice.request('handoff/list', { status: 'open' });
    const [item] = items;
    assert.ok(item);
    const [outer] = item.within ?? [];
    assert.deepEqual(
      [item.bot, item.conversation, outer?.workflow, outer?.node],
      ['shop', 'c1', 'shop.workflow.json', 'give'],
    );
    const { trace, variables } = await alice.request('handoff/get', { id: item.id });
    assert.deepEqual(
      trace.map(({ node }) => node),
      ['start', 'hello', 'give > start'],
    );
    assert.equal(variables.message, 'my invoice');
    const inner = await alice.request('run/get', { id: item.run });
    assert.deepEqual(inner.parent, { run: outer?.run, node: 'give' });
    assert.equal((await alice.request('run/get', { id: outer?.run ?? '' })).branches[0]?.waitsFor, 'run');
  });

  it('masks what either bot calls sensitive (T9)', async () => {
    const alice = await house.as({ user: 'alice' });
    const { items } = await alice.request('handoff/list', { status: 'open' });
    const { masked } = await alice.request('handoff/get', { id: items[0]?.id ?? '' });
    assert.deepEqual([...masked].sort(), ['card', 'pin']);
  });
});
