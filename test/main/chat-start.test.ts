import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serve } from '../support/serve.ts';
import { type Place, place } from './chat-child.ts';

const start = (at: Place) => at.runAlone('start', '--workspace', at.workspace.folder);

describe('handoff start without a terminal', () => {
  let at: Place | undefined;
  const here = (options?: Parameters<typeof place>[0]): Place => {
    at = place(options);
    return at;
  };
  afterEach(() => at?.remove());

  it('plays the large, the small and the rejected refund, ends with 0, and pays exactly two (I3), in plain rows', async () => {
    const told = here();
    const { code, output, errors } = await start(told);
    assert.equal(code, 0, output + errors);
    assert.equal(errors, '');
    assert.deepEqual(told.paid(), [2000, 120]);
    const order = [
      /Handoff Studio/,
      /Your code is \d{6}/,
      /If approved: payments__create_refund \{"order_id":"45678","amount":2000\}/,
      /\[holding\]/,
      /played {4}Alice Moreno \(user:alice\) approves/,
      /decided {3}approved by Alice Moreno/,
      /Reference\s+re_/,
      /paid: \$2,000 for order 45678/,
      /paid: \$120 for order 45701/,
      /rejected by Alice Moreno/,
      /its chain is whole/,
    ];
    let rest = output;
    for (const pattern of order) {
      const found = pattern.exec(rest);
      assert.ok(found, `${pattern} is missing, or in the wrong place:\n${output}`);
      rest = rest.slice(found.index + found[0].length);
    }
    assert.ok(!output.includes('\u001b'));
    assert.deepEqual(
      output.split('\n').filter((row) => row.length > 100),
      [],
    );
  });

  it('works a second time on the same store', async () => {
    const told = here();
    await start(told);
    const { code, output, errors } = await start(told);
    assert.equal(code, 0, output + errors);
    assert.deepEqual(told.paid(), [2000, 120, 2000, 120]);
  });

  it('fails where the large refund is paid without a person', async () => {
    const told = here();
    const file = path.join(told.workspace.folder, 'refund.workflow.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('{{order.total}} > 500', '{{order.total}} > 5000'),
    );
    const { code, errors } = await start(told);
    assert.equal(code, 1);
    assert.match(
      errors,
      /^Expected a handoff that would pay \$2,000 for order 45678; instead the run is over/,
    );
  });

  it('fails where the tool says that it paid and its book does not', async () => {
    const told = here({
      change: (config) => {
        const { payments, ...others } = config.mcpServers ?? {};
        assert.ok(payments && 'command' in payments);
        const { command, args = [] } = payments;
        const elsewhere = ['REFUND_LEDGER=elsewhere.jsonl', command, ...args];
        return {
          ...config,
          mcpServers: { ...others, payments: { ...payments, command: 'env', args: elsewhere } },
        };
      },
    });
    const { code, errors } = await start(told);
    assert.equal(code, 1);
    assert.match(errors, /should have paid \$2,000 for order 45678; its book says nothing/);
  });

  it('fails where the orders server does not run', async () => {
    const told = here({
      change: (config) => ({
        ...config,
        mcpServers: {
          ...config.mcpServers,
          orders: { command: 'false', tools: { get_order: { effect: 'read' } } },
        },
      }),
    });
    const { code, errors } = await start(told);
    assert.equal(code, 1);
    assert.match(errors, /^Expected a handoff/);
    assert.deepEqual(told.paid(), []);
  });

  it('says so where another engine has the store open (I10)', async () => {
    const told = here();
    const other = await serve({ workspace: told.workspace.folder, stateDir: told.stateDir });
    try {
      const { code, errors } = await start(told);
      assert.equal(code, 1);
      assert.match(errors, /^Another engine has .* open, on ws:/);
    } finally {
      await other.stop();
    }
  });
});
