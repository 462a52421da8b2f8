// Help articles as an MCP server on standard input and output. It only reads.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const ARTICLES = [
  {
    id: 'K-1',
    title: 'The app does not sync',
    words: ['sync', 'synchronise', 'missing', 'old'],
    text: 'Open Settings, Account, and press Sync now. After an update of the app, sign in once more.',
  },
  {
    id: 'K-2',
    title: 'Changing the plan',
    words: ['plan', 'upgrade', 'downgrade', 'price'],
    text: 'Settings, Plan. A larger plan holds at once, a smaller one from the next month.',
  },
  {
    id: 'K-3',
    title: 'Exporting data',
    words: ['export', 'download', 'backup'],
    text: 'Settings, Data, Export. The archive is ready within the hour.',
  },
];

const found = z.object({
  articles: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
});

function search({ query }) {
  const asked = query.toLowerCase();
  const articles = ARTICLES.filter(({ words }) => words.some((word) => asked.includes(word))).map(
    ({ id, title, text }) => ({ id, title, text }),
  );
  const structuredContent = { articles };
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

serveStdio(() => {
  const server = new McpServer({ name: 'kb', version: '1.0.0' });
  server.registerTool(
    'search',
    {
      description: 'Help articles about what a customer describes; an empty list where there is none.',
      inputSchema: z.object({ query: z.string() }),
      outputSchema: found,
      annotations: { readOnlyHint: true },
    },
    search,
  );
  return server;
});
