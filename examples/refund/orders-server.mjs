// The shop's orders as an MCP server on standard input and output. It only reads.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const DAY = 86_400_000;

const ORDERS = [
  { email: 'jane@acme.com', id: '45678', total: 2000, daysAgo: 3, items: 'a standing desk and two chairs' },
  { email: 'sam@acme.com', id: '45701', total: 120, daysAgo: 1, items: 'a desk lamp' },
  { email: 'erin@shop.example', id: '45720', total: 900, daysAgo: 5, items: 'a bookcase' },
  // Still being settled with the bank: nobody knows its total yet.
  { email: 'lee@acme.com', id: '45733', daysAgo: 0, items: 'a custom table' },
];

const order = z.object({
  id: z.string(),
  email: z.string(),
  total: z.number().optional().describe('In US dollars; missing until the payment is settled'),
  placed_at: z.string(),
  days_ago: z.number(),
  items: z.string(),
});

function latestOrder({ email }) {
  const found = ORDERS.find((candidate) => candidate.email === email.trim().toLowerCase());
  if (!found) return { isError: true, content: [{ type: 'text', text: `There is no order for ${email}.` }] };
  const { daysAgo, ...rest } = found;
  const structuredContent = {
    ...rest,
    placed_at: new Date(Date.now() - daysAgo * DAY).toISOString(),
    days_ago: daysAgo,
  };
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

serveStdio(() => {
  const server = new McpServer({ name: 'orders', version: '1.0.0' });
  server.registerTool(
    'get_order',
    {
      description: 'The latest order of a customer, by the email address it was placed with.',
      inputSchema: z.object({ email: z.string() }),
      outputSchema: order,
      annotations: { readOnlyHint: true },
    },
    latestOrder,
  );
  return server;
});
