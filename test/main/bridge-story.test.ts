import assert from 'node:assert/strict';
import type { ErrorCode } from '../../schemas/protocol/codes.ts';
import { RequestError } from '../../schemas/protocol/codes.ts';
import { type RefundHouse, refundHouse } from '../support/refund-house.ts';
import { connect, mint } from '../support/serve.ts';

/** The request must be refused with this code, and leave the journal as it was. @returns what the refusal says */
async function refused(house: RefundHouse, code: ErrorCode, request: () => Promise<unknown>) {
  const before = await house.seq();
  const error: unknown = await request().then(
    () => undefined,
    (reason) => reason,
  );
  assert.ok(error instanceof RequestError, `it was not refused with ${code}: ${String(error)}`);
  assert.equal(error.code, code, error.message);
  assert.equal(await house.seq(), before, 'a refusal moved the journal');
  return error;
}

const paid = (house: RefundHouse, order: string) =>
  house.workspace.refunds().filter(({ order_id }) => order_id === order);

describe('the refund story over the bridge, with real mail and real MCP servers', () => {
  let house: RefundHouse;
  before(async () => {
    house = await refundHouse();
  });
  after(() => house?.end());

  it('pays a refund below 500 without a person', async () => {
    const sam = await house.verified('small', 'sam@acme.com');
    assert.match(await sam.hears(/^Done/), /\$120 for order #45701 is on its way back .* Reference re_/);
    assert.deepEqual(
      paid(house, '45701').map(({ amount }) => amount),
      [120],
    );
    assert.equal((await house.alice.request('handoff/list', { status: 'open' })).total, 0);
  });

  it('says to the customer that a person has to agree, and pays nothing meanwhile (I3)', async () => {
    const jane = await house.verified('approved', 'jane@acme.com');
    await jane.hears(/colleague from finance has to agree/);
    await house.delivered('approved', /colleague from finance/);
    const item = await house.handoffOf('approved');
    assert.equal(
      item.reason.replace(/placed \d+/, 'placed N'),
      'Refund $2000 for order #45678 to jane@acme.com. The order was placed N days ago: a standing desk and two chairs.',
    );
    assert.equal(item.assignee, 'role:finance');
    assert.equal(item.priority, 'high');
    assert.deepEqual(paid(house, '45678'), []);
  });

  it('shows the reviewer the conversation, the variables and the bytes of the call (I8)', async () => {
    const { id } = await house.handoffOf('approved');
    const detail = await house.alice.request('handoff/get', { id });
    assert.deepEqual(
      detail.messages.filter(({ from }) => from === 'user').map(({ text }) => text),
      ['I want my money back', 'jane@acme.com', '••••••'],
    );
    assert.equal(detail.variables.email, 'jane@acme.com');
    const [call] = detail.calls;
    assert.ok(call?.known);
    assert.equal(call.call.arguments, '{"order_id":"45678","amount":2000}');
  });

  it('refuses a bot and the owner to decide, whatever else they send (I6, T11)', async () => {
    const { id, revision } = await house.handoffOf('approved');
    for (const client of [house.shopClient, house.owner]) {
      await refused(house, 'forbidden', () =>
        client.request('handoff/decide', { id, revision, decision: 'approve' }),
      );
      await refused(house, 'forbidden', () => client.request('handoff/decide', {} as never));
    }
    assert.deepEqual(paid(house, '45678'), []);
  });

  it('refuses a decision on another revision and tells the current one (F17)', async () => {
    const { id, revision } = await house.handoffOf('approved');
    const { data } = await refused(house, 'stale', () =>
      house.alice.request('handoff/decide', { id, revision: revision + 1, decision: 'approve' }),
    );
    assert.equal(data.revision, revision);
  });

  it('refuses an option that is not offered, and a rejection without a reason', async () => {
    const { id, revision } = await house.handoffOf('approved');
    await refused(house, 'invalid', () =>
      house.alice.request('handoff/decide', { id, revision, decision: 'maybe' }),
    );
    await refused(house, 'invalid', () =>
      house.alice.request('handoff/decide', { id, revision, decision: 'reject' }),
    );
  });

  it('pays once after the approval, and answers the repeated decision alike (I2, I3)', async () => {
    const { id, revision } = await house.handoffOf('approved');
    const decide = () => house.alice.request('handoff/decide', { id, revision, decision: 'approve' });
    const first = await decide();
    const jane = house.shop.customer('approved');
    await jane.hears(/^Good news: your refund of \$2000 for order #45678 was approved/);
    assert.deepEqual(
      paid(house, '45678').map(({ amount }) => amount),
      [2000],
    );
    await house.delivered('approved', /^Good news/);
    const before = await house.seq();
    assert.deepEqual(await decide(), first);
    assert.equal(await house.seq(), before);
    assert.equal(paid(house, '45678').length, 1);
  });

  it('tells the loser who decided, when, how and where (I2)', async () => {
    const decided = (await house.bob.request('handoff/list', { status: 'decided' })).items.find(
      ({ conversation }) => conversation === 'approved',
    );
    assert.ok(decided);
    const { data } = await refused(house, 'already-decided', () =>
      house.bob.request('handoff/decide', {
        id: decided.id,
        revision: decided.revision,
        decision: 'reject',
        reason: 'too old',
      }),
    );
    assert.equal(data.decidedBy, 'user:alice');
    assert.equal(data.decision, 'approve');
    assert.equal(data.channel, 'vscode');
    assert.match(String(data.at), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('tells the customer why a refund was rejected, and pays nothing', async () => {
    const before = paid(house, '45678').length;
    const jane = await house.verified('rejected', 'jane@acme.com');
    await jane.hears(/colleague from finance/);
    const { id, revision } = await house.handoffOf('rejected');
    await house.bob.request('handoff/decide', {
      id,
      revision,
      decision: 'reject',
      reason: 'The goods have not come back yet',
    });
    await jane.hears(/cannot refund order #45678\. The reason: The goods have not come back yet\./);
    assert.equal(paid(house, '45678').length, before);
  });

  it('asks a person where the total is missing, and calls no refund tool (I16)', async () => {
    const before = house.workspace.refunds().length;
    await house.verified('missing', 'lee@acme.com');
    const item = await house.handoffOf('missing');
    assert.equal(item.kind, 'failure');
    assert.equal(item.node, 'check');
    const run = await house.alice.request('run/get', { id: item.run });
    assert.equal(run.status, 'waiting');
    assert.equal(house.workspace.refunds().length, before);
  });

  it('lets nobody decide on a request of their own (T57)', async () => {
    await house.verified('own', 'erin@shop.example');
    const { id, revision } = await house.handoffOf('own');
    await house.delivered('own', /colleague from finance/);
    const { folder } = house.workspace;
    const erin = connect(folder, await mint(folder, { user: 'erin' }));
    await refused(house, 'forbidden', () =>
      erin.request('handoff/decide', { id, revision, decision: 'approve' }),
    );
    erin.close();
    assert.deepEqual(paid(house, '45720'), []);
  });

  it('answers a repeated message alike, and the same id with another body with conflict (F19)', async () => {
    const message = { id: 'once', text: 'hello', from: { id: 'u1' } };
    const send = (text: string) =>
      house.shopClient.request('conversation/message', {
        bot: 'shop',
        conversation: 'repeat',
        message: { ...message, text },
      });
    const first = await send('hello');
    await house.delivered('repeat', /Which email address/);
    const before = await house.seq();
    assert.deepEqual(await send('hello'), first);
    assert.equal(await house.seq(), before);
    await refused(house, 'conflict', () => send('goodbye'));
  });
});
