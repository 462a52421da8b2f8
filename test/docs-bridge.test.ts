import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import initSqlJs from 'sql.js';
import { fencesOf, pageOf } from './docs-pages.ts';
import { type RefundHouse, refundHouse } from './support/refund-house.ts';

const bot = path.join(import.meta.dirname, '../examples/refund/customer.mjs');

/** A customer at the keyboard of the example bot. */
function customerOf(child: ChildProcessWithoutNullStreams) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    types: (text: string) => child.stdin.write(`${text}\n`),
    async reads(fits: RegExp): Promise<string> {
      for (;;) {
        const { value, done } = await lines.next();
        assert.ok(!done, `the bot ended before it said ${fits}`);
        if (fits.test(value)) return value;
      }
    },
  };
}

describe('what the pages about the bridge and the store show', () => {
  let house: RefundHouse;
  let child: ChildProcessWithoutNullStreams;
  before(async () => {
    house = await refundHouse();
  });
  after(async () => {
    child.kill();
    await house.end();
  });

  it('is a bot that takes a customer through a refund on the real engine', async () => {
    const { store } = house.engine;
    const env = { ...process.env, HANDOFF_TOKEN: house.tokens.shop };
    house.shopClient.close();
    child = spawn(process.execPath, [bot, store], { env });
    const customer = customerOf(child);
    customer.types('I want my money back');
    await customer.reads(/Which email address/);
    customer.types('jane@acme.com');
    await customer.reads(/mailed you six digits/);
    customer.types(await house.mails.codeFor('jane@acme.com'));
    await customer.reads(/A colleague from finance/);
    const { items } = await house.alice.request('handoff/list', { status: 'open' });
    assert.equal(items.length, 1);
    for (const { id, revision } of items)
      await house.alice.request('handoff/decide', { id, revision, decision: 'approve' });
    await customer.reads(/Good news: your refund of \$2000/);
    customer.types('And the table I ordered, too');
    await customer.reads(/Which email address/);
    customer.types('lee@acme.com');
    await customer.reads(/mailed you six digits/);
    customer.types(await house.mails.codeFor('lee@acme.com'));
    await house.watcher.sees(({ type, body }) => type === 'handoff-opened' && body?.kind === 'failure');
  });

  it('are queries that find rows in the file such an engine leaves', async () => {
    const { store } = house.engine;
    await house.engine.stop();
    const sql = await initSqlJs();
    const database = new sql.Database(readFileSync(path.join(store, 'handoff.sqlite')));
    const queries = fencesOf(pageOf('store.md'), 'sql').flatMap((text) => text.trim().split(/;\n+/));
    assert.equal(queries.length, 5);
    for (const query of queries) assert.ok(database.exec(query).length > 0, `no rows: ${query}`);
    database.close();
  });
});
