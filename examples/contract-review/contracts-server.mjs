// What the house signs, and what it has offered, as an MCP server on standard input and output. `compare` reads. Each
// call of `file_offer` binds the house: one line in the file that OFFER_LEDGER names, on disk before the answer.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const ledger = process.env.OFFER_LEDGER;
if (!ledger) {
  process.stderr.write('OFFER_LEDGER must name the file that offers are written to\n');
  process.exit(2);
}

const HOUSE = { longestTermMonths: 36, shortestNoticeDays: 30, smallestYear: 2000 };

const fields = {
  annual_value: z.number().describe('US dollars a year'),
  term_months: z.number(),
  notice_days: z.number(),
};

const comparison = z.object({
  deviations: z.array(z.string()).describe('Where the contract differs from what the house signs'),
  summary: z.string(),
});

const offer = z.object({ number: z.string(), customer: z.string(), annual_value: z.number() });

function compare({ annual_value, term_months, notice_days }) {
  const { longestTermMonths, shortestNoticeDays, smallestYear } = HOUSE;
  const deviations = [
    term_months > longestTermMonths && `${term_months} months, the house signs up to ${longestTermMonths}`,
    notice_days < shortestNoticeDays &&
      `${notice_days} days of notice, the house wants ${shortestNoticeDays}`,
    annual_value < smallestYear && `$${annual_value} a year, the house starts at $${smallestYear}`,
  ].filter(Boolean);
  const summary = deviations.length === 0 ? 'as the house signs' : `${deviations.length} deviations`;
  return answer({ deviations, summary });
}

function fileOffer({ customer, annual_value, term_months, text }, { mcpReq }) {
  const before = existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').filter(Boolean).length : 0;
  const made = { number: `O-${before + 1}`, customer, annual_value };
  const key = mcpReq._meta?.['handoff/idempotencyKey'] ?? null;
  const file = openSync(ledger, 'a');
  try {
    writeSync(file, `${JSON.stringify({ ...made, term_months, text, key })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return answer(made);
}

function answer(structuredContent) {
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

serveStdio(() => {
  const server = new McpServer({ name: 'contracts', version: '1.0.0' });
  server.registerTool(
    'compare',
    {
      description: 'Compares the terms of a contract with what the house signs.',
      inputSchema: z.object(fields),
      outputSchema: comparison,
      annotations: { readOnlyHint: true },
    },
    compare,
  );
  server.registerTool(
    'file_offer',
    {
      description: 'Files an offer under a number. The house is bound by it.',
      inputSchema: z.object({
        customer: z.string().min(1),
        annual_value: fields.annual_value.positive(),
        term_months: fields.term_months.int().positive(),
        text: z.string().min(1),
      }),
      outputSchema: offer,
      annotations: { destructiveHint: true, idempotentHint: false },
    },
    fileOffer,
  );
  return server;
});
