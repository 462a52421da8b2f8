// The company's directory as an MCP server on standard input and output. It only reads.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const PEOPLE = [
  { id: 'nina', email: 'nina@corp.example', name: 'Nina Haddad', team: 'billing', role: 'engineer' },
  // On call this week: needs to see production at once, also at night.
  {
    id: 'tom',
    email: 'tom@corp.example',
    name: 'Tom Brandt',
    team: 'platform',
    role: 'engineer',
    on_call: true,
  },
  { id: 'sara', email: 'sara@corp.example', name: 'Sara Ilves', team: 'access', role: 'administrator' },
];

const person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  team: z.string(),
  role: z.string(),
  on_call: z.boolean().describe('Whether this person has the pager now'),
});

function findPerson({ email }) {
  const found = PEOPLE.find((candidate) => candidate.email === email.trim().toLowerCase());
  if (!found)
    return { isError: true, content: [{ type: 'text', text: `Nobody here has the address ${email}.` }] };
  const structuredContent = { on_call: false, ...found };
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

serveStdio(() => {
  const server = new McpServer({ name: 'directory', version: '1.0.0' });
  server.registerTool(
    'find_person',
    {
      description: 'An employee with team and role, by email address.',
      inputSchema: z.object({ email: z.string() }),
      outputSchema: person,
      annotations: { readOnlyHint: true },
    },
    findPerson,
  );
  return server;
});
