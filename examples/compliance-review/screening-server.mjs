// Reads a text for signs of trouble, as an MCP server on standard input and output. It counts words, so that the same
// text always scores the same; a real one would ask a classifier.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const SIGNS = {
  spam: ['discount', 'click here', 'free money', 'casino', 'followers'],
  insult: ['idiot', 'moron', 'stupid', 'loser'],
};

const screening = z.object({
  score: z.number().min(0).max(1).describe('0 nothing found, 1 certain'),
  category: z.enum(['none', ...Object.keys(SIGNS)]),
  evidence: z.string().describe('The words that were found'),
});

function score({ text }) {
  const lower = text.toLowerCase();
  const found = Object.entries(SIGNS)
    .map(([category, signs]) => ({ category, hits: signs.filter((sign) => lower.includes(sign)) }))
    .sort((a, b) => b.hits.length - a.hits.length)[0];
  const structuredContent =
    found.hits.length === 0
      ? { score: 0, category: 'none', evidence: '' }
      : {
          score: Math.min(1, found.hits.length * 0.5),
          category: found.category,
          evidence: found.hits.join(', '),
        };
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

serveStdio(() => {
  const server = new McpServer({ name: 'screening', version: '1.0.0' });
  server.registerTool(
    'score',
    {
      description: 'How much a text looks like spam or an insult.',
      inputSchema: z.object({ text: z.string() }),
      outputSchema: screening,
      annotations: { readOnlyHint: true },
    },
    score,
  );
  return server;
});
