// Payments as an MCP server on standard input and output. Each call is a refund: one line in the file that
// REFUND_LEDGER names, on disk before the answer, so that nobody has to guess how often money moved.
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const ledger = process.env.REFUND_LEDGER;
if (!ledger) {
  process.stderr.write('REFUND_LEDGER must name the file that refunds are written to\n');
  process.exit(2);
}

const request = z.object({ order_id: z.string().min(1), amount: z.number().positive() });
const refund = z.object({
  refund_id: z.string(),
  order_id: z.string(),
  amount: z.number(),
  status: z.literal('succeeded'),
});

function record(line) {
  const file = openSync(ledger, 'a');
  try {
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function createRefund({ order_id, amount }, { mcpReq }) {
  const structuredContent = {
    refund_id: `re_${randomUUID().slice(0, 8)}`,
    order_id,
    amount,
    status: 'succeeded',
  };
  const key = mcpReq._meta?.['handoff/idempotencyKey'] ?? null;
  record({ ...structuredContent, key, at: new Date().toISOString() });
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

serveStdio(() => {
  const server = new McpServer({ name: 'payments', version: '1.0.0' });
  server.registerTool(
    'create_refund',
    {
      description: 'Pays the amount, in US dollars, back for an order. It cannot be undone.',
      inputSchema: request,
      outputSchema: refund,
      annotations: { destructiveHint: true, idempotentHint: false },
    },
    createRefund,
  );
  return server;
});
