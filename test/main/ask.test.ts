import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Desk, desk, type Ran, run } from '../support/desk.ts';
import { bridgeFileOf, connect, mint } from '../support/serve.ts';

interface Answer {
  ticket: string;
  decision: string;
  approved: boolean;
  by: string | null;
  reason: string | null;
}

const answerOf = ({ stdout }: Ran) => JSON.parse(stdout) as Answer;

describe('handoff ask (CONTRACT, Command line)', () => {
  let house: Desk;
  before(async () => {
    house = await desk();
  });
  after(() => house.end());

  /** The ticket of a question, as soon as it is asked. */
  async function ticketOf(question: string): Promise<string> {
    const { body } = await house.watcher.sees(
      ({ type, body }) => type === 'handoff-opened' && body?.reason === question,
    );
    return String(body?.ticket);
  }

  it('prints the decision as one line of JSON and ends with 0 when it was approved', async () => {
    const asking = house.run(
      'ask',
      'Deploy 2.1?',
      '--context',
      'tests=118',
      '--context',
      'branch=main',
      '--as',
      'bob',
    );
    const ticket = await ticketOf('Deploy 2.1?');
    const shown = await house.run('show', ticket, '--json');
    assert.deepEqual((JSON.parse(shown.stdout) as { context: unknown }).context, {
      tests: 118,
      branch: 'main',
    });
    assert.equal((await house.run('approve', ticket, '--as', 'alice')).code, 0);
    const asked = await asking;
    assert.equal(asked.code, 0, asked.stderr);
    assert.equal(asked.stdout.split('\n').length, 2);
    assert.deepEqual(
      { ...answerOf(asked), id: '', at: '' },
      {
        id: '',
        ticket,
        decision: 'approve',
        approved: true,
        by: 'user:alice',
        reason: null,
        at: '',
        channel: 'cli',
      },
    );
  });

  it('ends with 1 and the reason when it was rejected; who asked may not decide (T57)', async () => {
    const asking = house.run('ask', 'Delete it all?', '--as', 'bob');
    const ticket = await ticketOf('Delete it all?');
    const own = await house.run('approve', ticket, '--as', 'bob');
    assert.equal(own.code, 3);
    assert.match(own.stderr, /their own request/);
    await house.run('reject', ticket, '--reason', 'not today', '--as', 'alice');
    const asked = await asking;
    assert.equal(asked.code, 1);
    assert.equal(answerOf(asked).reason, 'not today');
  });

  it('ends with 4 when nobody answered in time', async () => {
    const asked = await house.run('ask', 'Anybody there?', '--timeout', '1s', '--as', 'bob');
    assert.equal(asked.code, 4, asked.stderr);
    assert.deepEqual([answerOf(asked).decision, answerOf(asked).approved], ['timeout', false]);
  });

  it('of one\u2019s own options the first one goes ahead, any other does not (I16)', async () => {
    for (const [decision, code] of [
      ['yes', 0],
      ['no', 1],
    ] as const) {
      const question = `Shall I say ${decision}?`;
      const asking = house.run('ask', question, '--option', 'yes', '--option', 'no', '--as', 'bob');
      const ticket = await ticketOf(question);
      const alice = connect(house.folder, await mint(house.folder, { user: 'alice' }), 'vscode');
      const { items } = await alice.request('handoff/list', { status: 'open' });
      const item = items.find((one) => one.ticket === ticket);
      assert.ok(item);
      await alice.request('handoff/decide', { id: item.id, revision: item.revision, decision });
      alice.close();
      assert.equal((await asking).code, code, decision);
    }
  });

  it('a bot asks with its own credential, and cannot decide (I6, T11)', async () => {
    const token = await mint(house.folder, { bot: 'agent' });
    const env = { HANDOFF_STATE_DIR: house.stateDir, HANDOFF_TOKEN: token };
    const asking = run(['ask', 'May I push?', '--workspace', house.folder], env);
    const ticket = await ticketOf('May I push?');
    const own = await run(['approve', ticket, '--workspace', house.folder], env);
    assert.equal(own.code, 3);
    await house.run('approve', ticket, '--as', 'alice');
    assert.equal((await asking).code, 0);
  });

  it('goes on waiting across a killed engine (F31)', async () => {
    const asking = house.start('ask', 'Still there?', '--as', 'bob');
    await asking.warns(/waits for a person/);
    const ticket = await ticketOf('Still there?');
    await house.restart();
    assert.equal((await house.run('approve', ticket, '--as', 'alice')).code, 0);
    const { code, stderr } = await asking.ran;
    assert.equal(code, 0, stderr);
  });

  it('refuses what nobody could answer with 3', async () => {
    for (const more of [
      ['--timeout', 'soon'],
      ['--assignee', 'role:nobody'],
      ['--option', 'approved'],
    ])
      assert.equal((await house.run('ask', 'Well?', ...more, '--as', 'bob')).code, 3, more.join(' '));
  });
});

describe('handoff ask without a running engine', () => {
  it('runs one for as long as it waits, and others answer through it', async () => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handoff-ask-')));
    const env = { HANDOFF_STATE_DIR: path.join(folder, 'state') };
    try {
      const asking = run(['ask', 'Anybody?', '--timeout', '2s', '--workspace', folder, '--as', 'bob'], env);
      const asked = await asking;
      assert.equal(asked.code, 4, asked.stderr);
      assert.throws(() => bridgeFileOf(folder), 'its engine is gone');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
