// Support tickets as an MCP server on standard input and output: one line in the file that TICKET_FILE names for each
// ticket and note. Both may be repeated: the same key writes nothing twice.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const tickets = process.env.TICKET_FILE;
if (!tickets) {
  process.stderr.write('TICKET_FILE must name the file that tickets are written to\n');
  process.exit(2);
}

const ticket = z.object({ id: z.string(), customer: z.string(), text: z.string() });

function recorded() {
  if (!existsSync(tickets)) return [];
  const lines = readFileSync(tickets, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

function add(kind, letter) {
  return ({ customer, text }, { mcpReq }) => {
    const all = recorded();
    const key = mcpReq._meta?.['handoff/idempotencyKey'] ?? null;
    const before = key === null ? undefined : all.find((line) => line.key === key);
    const id = before?.id ?? `${letter}-${all.filter((line) => line.kind === kind).length + 1}`;
    if (!before) record({ kind, id, customer, text, key });
    const structuredContent = { id, customer, text };
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  };
}

function record(line) {
  const file = openSync(tickets, 'a');
  try {
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const request = z.object({ customer: z.string(), text: z.string() });

serveStdio(() => {
  const server = new McpServer({ name: 'tickets', version: '1.0.0' });
  server.registerTool(
    'open_ticket',
    {
      description: 'Opens a ticket that somebody answers by mail.',
      inputSchema: request,
      outputSchema: ticket,
      annotations: { destructiveHint: false, idempotentHint: true },
    },
    add('ticket', 'T'),
  );
  server.registerTool(
    'add_note',
    {
      description: 'Keeps a note about a customer for the next colleague.',
      inputSchema: request,
      outputSchema: ticket,
      annotations: { destructiveHint: false, idempotentHint: true },
    },
    add('note', 'N'),
  );
  return server;
});
