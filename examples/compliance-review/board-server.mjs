// A board of posts as an MCP server on standard input and output. What happens to a post is one line in the file that
// BOARD_FILE names. Everything but `remove` may be repeated: the same key gives the same post, hidden stays hidden.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

const board = process.env.BOARD_FILE;
if (!board) {
  process.stderr.write('BOARD_FILE must name the file that posts are written to\n');
  process.exit(2);
}

const FIRST = 1001;

const post = z.object({
  id: z.string(),
  author: z.string(),
  text: z.string(),
  state: z.enum(['visible', 'hidden', 'removed']),
  removed_before: z.number().int().describe('Posts of this author that were removed earlier'),
});

/** Posts by id, with the key that each was added under. */
function posts() {
  const found = new Map();
  const lines = existsSync(board) ? readFileSync(board, 'utf8').split('\n').filter(Boolean) : [];
  for (const line of lines) {
    const { id, ...change } = JSON.parse(line);
    found.set(id, { id, ...found.get(id), ...change });
  }
  return found;
}

function record(line) {
  const file = openSync(board, 'a');
  try {
    writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function answer({ id, author, text, state }, all) {
  const earlier = [...all.values()].filter((each) => each.author === author && each.state === 'removed');
  const removed_before = earlier.filter((each) => each.id !== id).length;
  const structuredContent = { id, author, text, state, removed_before };
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

function add({ author, text }, { mcpReq }) {
  const all = posts();
  const key = mcpReq._meta?.['handoff/idempotencyKey'] ?? null;
  const known = key === null ? undefined : [...all.values()].find((each) => each.key === key);
  if (known) return answer(known, all);
  const made = { id: `p-${FIRST + all.size}`, author, text, state: 'visible', key };
  record(made);
  return answer(made, all);
}

function moveTo(state) {
  return ({ id }) => {
    const all = posts();
    const found = all.get(id);
    if (!found) return { isError: true, content: [{ type: 'text', text: `There is no post ${id}.` }] };
    if (found.state === 'removed')
      return { isError: true, content: [{ type: 'text', text: `The post ${id} is gone.` }] };
    record({ id, state, ...(state === 'removed' && { text: '' }) });
    return answer({ ...found, state }, all);
  };
}

const one = z.object({ id: z.string().min(1) });

serveStdio(() => {
  const server = new McpServer({ name: 'board', version: '1.0.0' });
  server.registerTool(
    'add',
    {
      description: 'Puts a text on the board, where everybody sees it.',
      inputSchema: z.object({ author: z.string(), text: z.string().min(1).max(2000) }),
      outputSchema: post,
      annotations: { destructiveHint: false, idempotentHint: true },
    },
    add,
  );
  server.registerTool(
    'hide',
    {
      description: 'Hides a post from everybody but its author, until it is shown again.',
      inputSchema: one,
      outputSchema: post,
      annotations: { destructiveHint: false, idempotentHint: true },
    },
    moveTo('hidden'),
  );
  server.registerTool(
    'unhide',
    {
      description: 'Shows a hidden post again.',
      inputSchema: one,
      outputSchema: post,
      annotations: { destructiveHint: false, idempotentHint: true },
    },
    moveTo('visible'),
  );
  server.registerTool(
    'remove',
    {
      description: 'Removes a post with its text. It cannot be brought back.',
      inputSchema: one,
      outputSchema: post,
      annotations: { destructiveHint: true, idempotentHint: false },
    },
    moveTo('removed'),
  );
  return server;
});
