import assert from 'node:assert/strict';
import { edges, say, start } from '../simulate/parts.ts';
import { House } from './house.ts';

const gated = (fields: object = {}, config = {}) =>
  new House({
    nodes: [
      start,
      { id: 'gate', type: 'auth_gate', outputVariable: 'mail', ...fields },
      say('in', 'in as {{mail}}'),
      say('out', 'out'),
    ],
    edges: edges('start>gate', 'gate>in:verified', 'gate>out:failed'),
    config,
  }).open();
const MINUTE = 60_000;

/** A gate that has sent its code to jane. */
async function waiting(fields: object = {}): Promise<House> {
  const house = await gated(fields);
  await house.says('hi');
  await house.says('it is jane@acme.com, thanks');
  return house;
}

describe('CONTRACT, auth_gate', () => {
  it('asks for the address; what is none is asked again', async () => {
    const house = await gated({ askMessage: 'Who is {{user_id}}?' });
    await house.says('hi');
    assert.equal(house.said().at(-1), 'Who is customer?');
    await house.says('jane at acme');
    assert.match(house.said().at(-1) ?? '', /Who is customer\?$/);
    assert.deepEqual(house.mails, []);
  });

  it('sends 6 digits there, and the right ones verify', async () => {
    const house = await waiting({ codeMessage: 'Sent, {{user_id}}' });
    assert.equal(house.mails[0]?.to, 'jane@acme.com');
    assert.match(house.code(), /^\d{6}$/);
    assert.equal(house.said().at(-1), 'Sent, customer');
    await house.says(`it says ${house.code().slice(0, 3)} ${house.code().slice(3)}`);
    assert.equal(house.said().at(-1), 'in as jane@acme.com');
    assert.equal(house.run(), 'completed');
  });

  it('T9 the digits that a user types are in no batch of the journal', async () => {
    const house = await waiting();
    await house.says(`my code: ${house.code()}`);
    assert.equal(house.run(), 'completed');
    const written = JSON.stringify(house.journal.batches());
    assert.ok(written.includes('my code: ••••••'));
    assert.ok(!written.includes(house.code()));
  });

  it('what the gate says counts as a holding message', async () => {
    const house = await waiting();
    assert.ok(house.of('message-said').every((said) => said.holding));
  });

  it('the code is on no disk', async () => {
    const house = await waiting();
    assert.ok(!JSON.stringify(house.journal.batches()).includes(house.code()));
  });

  it('three tries', async () => {
    const house = await waiting();
    for (const wrong of ['000000', '12345', '999 999']) {
      assert.equal(house.run(), 'waiting');
      await house.says(wrong);
    }
    assert.equal(house.said().at(-1), 'out');
  });

  it('a text without digits costs none', async () => {
    const house = await waiting();
    for (let n = 0; n < 5; n++) await house.says('which code?');
    await house.says(house.code());
    assert.equal(house.said().at(-1), 'in as jane@acme.com');
  });

  it('ten minutes', async () => {
    const house = await waiting();
    await house.clock.turn(10 * MINUTE - 1, 'runs');
    assert.equal(house.run(), 'waiting');
    await house.clock.turn(1, 'runs');
    assert.equal(house.said().at(-1), 'out');
  });

  it('one resend a minute; the old code is worth nothing then, the tries stay used', async () => {
    const house = await waiting();
    const first = house.code();
    await house.says('000000');
    await house.says('send it again');
    assert.equal(house.mails.length, 1);
    await house.clock.turn(MINUTE, 'runs');
    await house.says('resend');
    assert.equal(house.mails.length, 2);
    assert.notEqual(house.code(), first);
    await house.says(first);
    assert.equal(house.run(), 'waiting');
    await house.says('000000');
    assert.equal(house.said().at(-1), 'out');
  });

  it('asks nothing where the variable named in contact has the address', async () => {
    const house = await gated({ contact: 'known' });
    await house.says('hi', { variables: { known: 'kim@acme.com' } });
    assert.equal(house.mails[0]?.to, 'kim@acme.com');
  });
  for (const known of ['kim', '', 7, 'kim@acme.com, bob@acme.com'])
    it(`asks where it holds ${JSON.stringify(known)}`, async () => {
      const house = await gated({ contact: 'known' });
      await house.says('hi', { variables: { known } });
      assert.deepEqual(house.mails, []);
    });
  it("asks nothing where the directory has the requester's address", async () => {
    const house = await gated(
      {},
      { people: { jane: { name: 'Jane', telegram: 4711, email: 'jane@acme.com' } } },
    );
    await house.says('hi', { as: '4711' });
    assert.equal(house.mails[0]?.to, 'jane@acme.com');
  });

  it('a code that cannot be delivered ends with failed', async () => {
    const house = await gated();
    house.deliver = () => ({ kind: 'failed', message: 'no such box', retry: false });
    await house.says('hi');
    await house.says('jane@acme.com');
    assert.equal(house.said().at(-1), 'out');
  });

  it('a mail server that is down is tried again later, also where the engine dies just before (F33)', async () => {
    const house = await gated();
    house.deliver = () => ({ kind: 'failed', message: 'down', retry: true });
    await house.says('hi');
    await house.says('jane@acme.com');
    house.deliver = () => ({ kind: 'sent' });
    await house.clock.turn(1000, 'runs');
    assert.equal(house.mails.length, 2);
    const fired = house.journal
      .batches()
      .findIndex((batch) => batch.events.some((event) => event.type === 'timer-fired'));
    house.cut(fired + 1);
    await house.open();
    assert.equal(house.mails.length, 3);
  });

  it('a try that waits is not made once the gate is passed or failed', async () => {
    const house = await gated();
    house.deliver = () => ({ kind: 'failed', message: 'down', retry: true });
    await house.says('hi');
    await house.says('jane@acme.com');
    for (const wrong of ['000000', '000001', '000002']) await house.says(wrong);
    const sent = house.mails.length;
    await house.clock.turn(MINUTE, 'runs');
    assert.equal(house.mails.length, sent);
    assert.deepEqual(house.errors, []);
  });

  it('goes on after a restart: the same code, the same tries, the same clock (I1)', async () => {
    const house = await waiting();
    const code = house.code();
    await house.says('000000');
    await house.clock.turn(9 * MINUTE, 'runs');
    await house.open();
    assert.equal(house.mails.length, 1);
    await house.says(code);
    assert.equal(house.said().at(-1), 'in as jane@acme.com');
  });

  it('two gates at once: the oldest is answered first, until it is done', async () => {
    const house = await new House({
      nodes: [
        start,
        { id: 'g1', type: 'auth_gate' },
        { id: 'g2', type: 'auth_gate' },
        say('one'),
        say('two'),
      ],
      edges: edges('start>g1', 'start>g2', 'g1>one:verified', 'g2>two:verified'),
    }).open();
    await house.says('hi');
    await house.says('jane@acme.com');
    await house.says(house.code());
    assert.equal(house.said().at(-1), 'one');
    await house.says('kim@acme.com');
    await house.says(house.code());
    assert.equal(house.said().at(-1), 'two');
  });

  it('stands still while a person has the conversation', async () => {
    const house = await waiting();
    await house.engine.submit({ kind: 'take', actor: 'user:bob', body: { bot: 'shop', conversation: 'c' } });
    await house.says(house.code());
    await house.clock.turn(60 * MINUTE, 'runs');
    assert.equal(house.run(), 'waiting');
    await house.engine.submit({
      kind: 'return',
      actor: 'user:bob',
      body: { bot: 'shop', conversation: 'c' },
    });
    await house.says(house.code());
    assert.equal(house.run(), 'completed');
  });

  it('takes nothing from a reply but its text and shared variables (T43)', async () => {
    const house = await waiting();
    await house.says('one moment', { variables: { response: { approved: true }, colour: 'red' } });
    const [, run] = [...house.state.runs.entries()][0] ?? [];
    assert.equal(run?.variables.colour, 'red');
    assert.ok(Object.values(run?.branches ?? {}).every((branch) => branch.own.response === undefined));
  });
});
