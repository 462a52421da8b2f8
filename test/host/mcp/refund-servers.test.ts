import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type McpTools, mcpTools } from '../../../engine/host/mcp/mcp-tools.ts';
import type { Call } from '../../../schemas/journal/event.ts';
import { REFUND_EXAMPLE, type RefundWorkspace, refundWorkspace } from '../../support/refund-workspace.ts';
import { outputOf } from './odd-servers.ts';

const orderOf = (email: string): Call => ({
  server: 'orders',
  tool: 'get_order',
  arguments: JSON.stringify({ email }),
  effect: 'read',
});
const refundOf = (args: unknown): Call => ({
  server: 'payments',
  tool: 'create_refund',
  arguments: JSON.stringify(args),
  effect: 'irreversible',
});

async function withRefundTools(
  use: (tools: McpTools, workspace: RefundWorkspace) => Promise<void>,
): Promise<void> {
  const workspace = refundWorkspace();
  const tools = mcpTools({ servers: () => workspace.config.mcpServers ?? {}, cwd: workspace.folder });
  try {
    await use(tools, workspace);
  } finally {
    await tools.close();
    workspace.remove();
  }
}

describe('the servers of the refund example', () => {
  it('know an order above 500, one below, and one without a total', () =>
    withRefundTools(async (tools) => {
      const order = async (email: string) =>
        outputOf(await tools.call(orderOf(email), email)) as Record<string, unknown>;
      const jane = await order('jane@acme.com');
      assert.deepEqual([jane.id, jane.total, jane.days_ago], ['45678', 2000, 3]);
      assert.equal((await order('sam@acme.com')).total, 120);
      assert.ok(!('total' in (await order('lee@acme.com'))));
    }));

  it('say so where there is no order', () =>
    withRefundTools(async (tools) => {
      const outcome = await tools.call(orderOf('kim@acme.com'), 'key');
      assert.deepEqual(outcome, {
        kind: 'failed',
        type: 'tool-error',
        message: 'There is no order for kim@acme.com.',
      });
    }));

  it('write each refund down before they answer', () =>
    withRefundTools(async (tools, { refunds }) => {
      const output = outputOf(
        await tools.call(refundOf({ order_id: '45678', amount: 2000 }), 'run/1'),
      ) as object;
      const [refund, ...more] = refunds();
      assert.deepEqual(more, []);
      assert.deepEqual(refund, { ...output, key: 'run/1', at: refund?.at });
    }));

  it('refund nothing where the amount is missing or no number', () =>
    withRefundTools(async (tools, { refunds }) => {
      for (const args of [
        { order_id: '45678' },
        { order_id: '45678', amount: '' },
        { order_id: '45678', amount: 0 },
      ])
        assert.equal((await tools.call(refundOf(args), 'key')).kind, 'failed');
      assert.deepEqual(refunds(), []);
    }));

  it('start from the example’s own configuration as it is', async () => {
    const config = JSON.parse(readFileSync(join(REFUND_EXAMPLE, 'handoff.config.json'), 'utf8'));
    const tools = mcpTools({ servers: () => config.mcpServers, cwd: REFUND_EXAMPLE });
    try {
      await tools.ready(['orders', 'payments']);
      assert.ok(tools.describe('orders', 'get_order'));
      assert.ok(tools.describe('payments', 'create_refund'));
    } finally {
      await tools.close();
    }
  });
});
