import assert from 'node:assert/strict';
import { type Desk, desk } from '../support/desk.ts';

describe('R60, what a person does from the command line', () => {
  let house: Desk;
  before(async () => {
    house = await desk({ undoSeconds: 0 });
  });
  after(() => house.end());

  it('edit shows the calls of the edited decision, binds them, and nothing else runs (I8)', async () => {
    const { ticket } = await house.asks('edited', 'money back', { amount: 2000 });
    const { code, stdout, stderr } = await house.run(
      'edit',
      ticket,
      '--set',
      'amount=150',
      '--reason',
      'a part of it',
      '--as',
      'alice',
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /payments__create_refund .*"amount":150.* \(irreversible\)[\s\S]*H-\d+: edit/);
    await house.watcher.sees(({ type }) => type === 'effect-succeeded');
    assert.deepEqual(
      house.paid().map(({ amount }) => amount),
      [150],
    );
  });

  it('edit refuses what is not JSON with 2, and a decision that is not offered with 3', async () => {
    const { ticket } = await house.asks('not edited', 'money back');
    const odd = await house.run('edit', ticket, '--set', 'amount=many', '--as', 'alice');
    assert.equal(odd.code, 2);
    assert.match(odd.stderr, /a text needs quotes/);
    const other = await house.run(
      'edit',
      ticket,
      '--set',
      'amount=1',
      '--decision',
      'modify',
      '--as',
      'alice',
    );
    assert.equal(other.code, 3, other.stderr);
    assert.equal((await house.owner.request('handoff/list', { status: 'open' })).items.length, 1);
  });

  it('assign hands it to somebody else, and escalate to the next level', async () => {
    const { id, ticket } = await house.asks('assigned', 'money back');
    const assigned = await house.run('assign', ticket.toLowerCase(), 'bob', '--as', 'alice');
    assert.deepEqual([assigned.code, assigned.stderr], [0, '']);
    assert.match(assigned.stdout, /waits for user:bob/);
    const escalated = await house.run('escalate', ticket, '--reason', 'too much for me', '--as', 'bob');
    assert.deepEqual([escalated.code, escalated.stderr], [0, '']);
    assert.match(escalated.stdout, /waits for role:boss/);
    assert.equal((await house.owner.request('handoff/get', { id })).assignee, 'role:boss');
    const late = await house.run('assign', ticket, 'bob', '--as', 'alice');
    assert.equal(late.code, 3);
  });

  it('take shows what the conversation is about, return tells the bot', async () => {
    await house.asks('taken', 'I am lost');
    const taken = await house.run('take', 'taken', '--as', 'alice');
    assert.deepEqual([taken.code, taken.stderr], [0, '']);
    assert.match(
      taken.stdout,
      /taken: with you \(H-\d+\)[\s\S]*customer of taken: "I am lost"[\s\S]*stands at review/,
    );
    assert.equal((await house.run('take', 'taken', '--as', 'bob')).code, 3);
    const returned = await house.run('return', 'taken', '--note', 'all is well', '--as', 'alice');
    assert.deepEqual([returned.code, returned.stdout], [0, 'taken: with the bot again\n']);
  });

  it('take and return know a handoff by its ticket', async () => {
    const { ticket } = await house.asks('by ticket', 'hello');
    assert.equal((await house.run('take', ticket, '--as', 'bob')).code, 0);
    const conversation = await house.owner.request('conversation/get', { conversation: 'by ticket' });
    assert.equal(conversation.owner, 'user:bob');
    assert.equal((await house.run('return', ticket, '--note', 'done', '--as', 'bob')).code, 0);
  });

  it('halt holds every call until resume, and both are on record', async () => {
    const { ticket } = await house.asks('halted', 'money back', { amount: 7 });
    assert.equal((await house.run('halt', '--why', 'a drill', '--as', 'alice')).code, 0);
    assert.equal((await house.run('approve', ticket, '--as', 'alice')).code, 0);
    assert.equal((await house.owner.request('engine/status', {})).halted, true);
    assert.ok(house.paid().every(({ amount }) => amount !== 7));
    assert.equal((await house.run('resume', '--as', 'alice')).code, 0);
    await house.watcher.sees(
      ({ type, body }) =>
        type === 'message-said' && body?.conversation === 'halted' && body.holding === false,
    );
    assert.equal(house.paid().filter(({ amount }) => amount === 7).length, 1);
  });

  it('redirect, undo and reviews are refused or empty where there is nothing of the kind', async () => {
    const { ticket } = await house.asks('redirected', 'hello');
    assert.equal((await house.run('redirect', ticket, 'pay', '--as', 'alice')).code, 3);
    assert.equal((await house.run('redirect', ticket, 'user:bob', '--as', 'alice')).code, 0);
    assert.equal((await house.run('undo', ticket, '--as', 'alice')).code, 3);
    const reviews = await house.run('reviews', '--json');
    assert.deepEqual([reviews.code, reviews.stdout], [0, '[]\n']);
  });

  it('who is nobody of the configuration ends with 2, what does not exist with 3', async () => {
    assert.equal((await house.run('take', 'taken', '--as', 'mallory')).code, 2);
    assert.equal((await house.run('escalate', 'H-9999', '--as', 'alice')).code, 3);
    assert.equal((await house.run('take', 'nowhere', '--as', 'alice')).code, 3);
  });
});

describe('undo from the command line', () => {
  it('takes a decision back while its calls are held', async () => {
    const house = await desk({ undoSeconds: 600 });
    try {
      const { id, ticket } = await house.asks('undone', 'money back');
      assert.equal((await house.run('approve', ticket, '--as', 'alice')).code, 0);
      const undone = await house.run('undo', ticket, '--as', 'alice');
      assert.deepEqual([undone.code, undone.stderr], [0, '']);
      assert.match(undone.stdout, /: open, /);
      assert.equal((await house.owner.request('handoff/get', { id })).status, 'open');
      assert.deepEqual(house.paid(), []);
    } finally {
      await house.end();
    }
  });
});
