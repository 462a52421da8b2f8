// The systems of the company and who may use them, as an MCP server on standard input and output. `find_system` reads.
// Each call of `grant` is one line in the file that GRANT_LEDGER names, on disk before the answer.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const ledger = process.env.GRANT_LEDGER;
if (!ledger) {
  process.stderr.write('GRANT_LEDGER must name the file that grants are written to\n');
  process.exit(2);
}

const SYSTEMS = {
  'orders-db': { holds: 'orders and addresses of customers', days: 7 },
  payroll: { holds: 'salaries', days: 1 },
  wiki: { holds: 'internal documentation', days: 90 },
};

const LEVELS = ['read', 'admin'];
const ADMIN_WORDS = /\b(admin|administrator|root|owner|superuser)\b/i;

const wish = z.object({
  system: z.string(),
  holds: z.string().describe('What a person with access sees'),
  level: z.enum(LEVELS),
  days: z.number().int().describe('How long a grant lasts'),
  granted_before: z.number().int().describe('Grants for this system so far'),
});

const grant = z.object({
  grant_id: z.string(),
  person: z.string(),
  system: z.string(),
  level: z.enum(LEVELS),
  days: z.number().int(),
});

function grants() {
  if (!existsSync(ledger)) return [];
  const lines = readFileSync(ledger, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

function findSystem({ text }) {
  const words = text.toLowerCase();
  const system = Object.keys(SYSTEMS).find((name) => words.includes(name));
  if (!system) {
    const known = Object.keys(SYSTEMS).join(', ');
    return { isError: true, content: [{ type: 'text', text: `None of ${known} is named there.` }] };
  }
  return answer({
    system,
    ...SYSTEMS[system],
    level: ADMIN_WORDS.test(text) ? 'admin' : 'read',
    granted_before: grants().filter((line) => line.system === system).length,
  });
}

function addGrant(request, { mcpReq }) {
  const made = { grant_id: `G-${grants().length + 1}`, ...request };
  const key = mcpReq._meta?.['handoff/idempotencyKey'] ?? null;
  const file = openSync(ledger, 'a');
  try {
    writeSync(file, `${JSON.stringify({ ...made, key })}\n`);
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
  const server = new McpServer({ name: 'access', version: '1.0.0' });
  server.registerTool(
    'find_system',
    {
      description: 'Which system and level of access a sentence asks for.',
      inputSchema: z.object({ text: z.string() }),
      outputSchema: wish,
      annotations: { readOnlyHint: true },
    },
    findSystem,
  );
  server.registerTool(
    'grant',
    {
      description: 'Gives a person access for some days. What was seen meanwhile cannot be taken back.',
      inputSchema: z.object({
        person: z.string().min(1),
        system: z.enum(Object.keys(SYSTEMS)),
        level: z.enum(LEVELS),
        days: z.number().int().positive(),
      }),
      outputSchema: grant,
      annotations: { destructiveHint: true, idempotentHint: false },
    },
    addGrant,
  );
  return server;
});
