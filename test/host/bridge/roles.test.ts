import assert from 'node:assert/strict';
import { ALLOWED, type ClientClass, METHODS } from '../../../schemas/protocol/methods.ts';
import { type BridgeFixture, bridgeFixture, type RawClient } from '../../support/bridge-fixture.ts';

const PRINCIPALS: Record<ClientClass, string> = {
  bot: 'bot:shop',
  human: 'user:alice',
  observer: 'observer:wall',
  owner: 'owner',
};

/** Parameters of no method: whoever may call it hears `invalid` or a result, never `forbidden`. */
const NONSENSE = { nonsense: true };

describe('the role × method matrix', () => {
  let fixture: BridgeFixture;

  before(async () => {
    fixture = await bridgeFixture();
  });
  after(() => fixture.end());

  for (const [name, principal] of Object.entries(PRINCIPALS) as [ClientClass, string][]) {
    describe(`a credential of the class ${name}`, () => {
      let client: RawClient;
      before(async () => {
        client = await fixture.connect(principal);
      });

      for (const method of METHODS) {
        const classes: readonly ClientClass[] = ALLOWED[method];
        const allowed = classes.includes(name);
        it(`G14 T10 ${allowed ? 'may' : 'may not'} call ${method}`, async () => {
          const inputs = fixture.engine.inputs.length;
          const { error } = await client.call(method, NONSENSE);
          if (allowed) assert.notEqual(error?.data?.code, 'forbidden');
          else {
            assert.equal(error?.data?.code, 'forbidden');
            assert.equal(fixture.engine.inputs.length, inputs);
          }
        });
      }
    });
  }

  it('covers every method of every class', () => {
    assert.ok(METHODS.length >= 31);
  });

  it('I6 T11 keeps deciding to people: no other class reaches handoff/decide with correct parameters', async () => {
    const { id, revision, digest } = fixture.engine.open();
    const params = { id, revision, digest, decision: 'approve', channel: 'vscode', by: 'user:alice' };
    for (const principal of ['bot:shop', 'observer:wall', 'owner']) {
      const client = await fixture.connect(principal);
      const { error } = await client.call('handoff/decide', params);
      assert.equal(error?.data?.code, 'forbidden', principal);
    }
    assert.equal(fixture.engine.state.handoffs.get(id)?.status, 'open');
    assert.equal(fixture.engine.seq, 0);
  });

  it('says method not found of what does not exist, with JSON-RPC\u2019s number', async () => {
    const client = await fixture.connect('user:alice');
    for (const method of ['handoff/nothing', '__proto__', 'toString', 'constructor', '']) {
      const { error } = await client.call(method);
      assert.equal(error?.code, -32601, method);
    }
  });

  it('T10 takes the actor from the credential, whatever the parameters say', async () => {
    const { id, revision } = fixture.engine.open();
    const client = await fixture.connect('user:bob');
    await client.call('handoff/decide', {
      id,
      revision,
      decision: 'approve',
      actor: 'user:alice',
      by: 'user:alice',
    });
    assert.equal(fixture.engine.inputs.at(-1)?.actor, 'user:bob');
  });

  it('lets a bot speak for itself only', async () => {
    const client = await fixture.connect('bot:shop');
    const message = { id: 'm1', text: 'hello' };
    const foreign = await client.call('conversation/message', { bot: 'bank', conversation: 'c1', message });
    assert.equal(foreign.error?.data?.code, 'forbidden');
    const delivered = await client.call('conversation/delivered', {
      bot: 'bank',
      conversation: 'c1',
      message: 'm1',
    });
    assert.equal(delivered.error?.data?.code, 'forbidden');
  });
});
