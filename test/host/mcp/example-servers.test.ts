import assert from 'node:assert/strict';
import { type McpTools, mcpTools } from '../../../engine/host/mcp/mcp-tools.ts';
import type { ToolEffect } from '../../../schemas/journal/event.ts';
import { type ExampleWorkspace, exampleWorkspace } from '../../support/example-workspace.ts';
import { outputOf } from './odd-servers.ts';

interface Example {
  readonly workspace: ExampleWorkspace;
  /** Calls `server__tool` with the effect that the configuration gives it. */
  call(tool: string, args: object, key?: string): ReturnType<McpTools['call']>;
  /** The output of a call that must have succeeded. */
  gives(tool: string, args: object, key?: string): Promise<Record<string, unknown>>;
}

async function withExample(name: string, use: (example: Example) => Promise<void>): Promise<void> {
  const workspace = exampleWorkspace(name);
  const servers = workspace.config.mcpServers ?? {};
  const tools = mcpTools({ servers: () => servers, cwd: workspace.folder });
  const effectOf = (server: string, tool: string): ToolEffect =>
    servers[server]?.tools?.[tool]?.effect ?? 'irreversible';
  const call: Example['call'] = (name, args, key = name) => {
    const [server = '', tool = ''] = name.split('__');
    return tools.call({ server, tool, arguments: JSON.stringify(args), effect: effectOf(server, tool) }, key);
  };
  try {
    await tools.ready(Object.keys(servers));
    for (const [server, { tools: declared = {} }] of Object.entries(servers))
      for (const tool of Object.keys(declared))
        assert.ok(tools.describe(server, tool), `${server} has no ${tool}`);
    await use({
      workspace,
      call,
      gives: async (tool, args, key) => outputOf(await call(tool, args, key)) as Record<string, unknown>,
    });
  } finally {
    await tools.close();
    workspace.remove();
  }
}

async function failsWith(outcome: ReturnType<McpTools['call']>, message: RegExp): Promise<void> {
  const result = await outcome;
  assert.equal(result.kind, 'failed');
  assert.match(result.kind === 'failed' ? result.message : '', message);
}

describe('the servers of the examples, through the real client', () => {
  it('access-request: find people and systems, and write each grant down before they answer', () =>
    withExample('access-request', async ({ workspace, call, gives }) => {
      const tom = await gives('directory__find_person', { email: 'TOM@corp.example ' });
      assert.deepEqual([tom.id, tom.team, tom.on_call], ['tom', 'platform', true]);
      assert.equal((await gives('directory__find_person', { email: 'nina@corp.example' })).on_call, false);
      await failsWith(call('directory__find_person', { email: 'eve@corp.example' }), /Nobody here/);
      const wish = await gives('access__find_system', { text: 'Make me admin of orders-db' });
      assert.deepEqual([wish.system, wish.level, wish.granted_before], ['orders-db', 'admin', 0]);
      await failsWith(call('access__find_system', { text: 'the thing' }), /is named there/);
      const request = { person: 'nina', system: 'orders-db', level: 'read', days: 7 };
      assert.deepEqual(await gives('access__grant', request, 'run/1'), { grant_id: 'G-1', ...request });
      assert.deepEqual(workspace.lines('grants.jsonl'), [{ grant_id: 'G-1', ...request, key: 'run/1' }]);
      const again = await gives('access__find_system', { text: 'orders-db please' });
      assert.deepEqual([again.level, again.granted_before], ['read', 1]);
      assert.equal((await call('access__grant', { ...request, days: 0 })).kind, 'failed');
      assert.equal(workspace.lines('grants.jsonl').length, 1);
    }));

  it('compliance-review: may repeat everything but a removal, which takes the text away', () =>
    withExample('compliance-review', async ({ workspace, call, gives }) => {
      const post = { author: 'finn', text: 'Free money! Click here' };
      const first = await gives('board__add', post, 'run/1');
      assert.deepEqual(await gives('board__add', post, 'run/1'), first);
      assert.equal(first.id, 'p-1001');
      assert.equal((await gives('board__add', post, 'run/2')).id, 'p-1002');
      const id = { id: 'p-1001' };
      assert.equal((await gives('board__hide', id)).state, 'hidden');
      assert.equal((await gives('board__hide', id)).state, 'hidden');
      assert.equal((await gives('board__unhide', id)).state, 'visible');
      assert.equal((await gives('board__remove', id)).state, 'removed');
      await failsWith(call('board__unhide', id), /is gone/);
      assert.equal(workspace.lines('board.jsonl').at(-1)?.text, '');
      assert.equal((await gives('board__add', post, 'run/3')).removed_before, 1);
      await failsWith(call('board__hide', { id: 'p-7' }), /There is no post p-7/);
      const spam = await gives('screening__score', { text: post.text });
      assert.deepEqual(spam, { score: 1, category: 'spam', evidence: 'click here, free money' });
      const clean = await gives('screening__score', { text: 'Has anybody seen my bicycle?' });
      assert.deepEqual(clean, { score: 0, category: 'none', evidence: '' });
    }));

  it('contract-review: name each deviation, and file an offer under the next number', () =>
    withExample('contract-review', async ({ workspace, call, gives }) => {
      const terms = { annual_value: 12000, term_months: 24, notice_days: 60 };
      assert.deepEqual(await gives('contracts__compare', terms), {
        deviations: [],
        summary: 'as the house signs',
      });
      const odd = await gives('contracts__compare', { annual_value: 100, term_months: 48, notice_days: 5 });
      assert.equal((odd.deviations as string[]).length, 3);
      const offer = { customer: 'Acme Ltd', annual_value: 12000, term_months: 24, text: 'Dear Acme' };
      assert.equal((await gives('contracts__file_offer', offer, 'run/1')).number, 'O-1');
      assert.equal((await gives('contracts__file_offer', offer, 'run/2')).number, 'O-2');
      assert.deepEqual(
        workspace.lines('offers.jsonl').map(({ key, text }) => [key, text]),
        [
          ['run/1', 'Dear Acme'],
          ['run/2', 'Dear Acme'],
        ],
      );
      assert.equal((await call('contracts__file_offer', { ...offer, text: '' })).kind, 'failed');
    }));

  it('support-escalation: find articles by words, and keep no ticket twice', () =>
    withExample('support-escalation', async ({ workspace, gives }) => {
      const { articles } = await gives('kb__search', { query: 'My notes do not sync' });
      assert.deepEqual(
        (articles as { id: string }[]).map(({ id }) => id),
        ['K-1'],
      );
      assert.deepEqual(await gives('kb__search', { query: 'charged twice' }), { articles: [] });
      const request = { customer: 'ada', text: 'charged twice' };
      const ticket = await gives('tickets__open_ticket', request, 'run/1');
      assert.deepEqual(await gives('tickets__open_ticket', request, 'run/1'), ticket);
      assert.equal(ticket.id, 'T-1');
      assert.equal((await gives('tickets__add_note', request, 'run/2')).id, 'N-1');
      assert.equal(workspace.lines('tickets.jsonl').length, 2);
    }));
});
