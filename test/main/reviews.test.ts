import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../support/desk.ts';
import { connect, mint, ownerTokenOf, serve } from '../support/serve.ts';
import { watch } from '../support/watcher.ts';

const WORKFLOW = {
  bot: 'help',
  nodes: [
    { id: 'start', type: 'trigger', triggerType: 'message_received' },
    { id: 'say', type: 'send_message', message: 'Press Sync now.' },
  ],
  edges: [{ from: 'start', to: 'say' }],
};
const CONFIG = { bots: { help: { reviews: { first: 2 } } }, people: { alice: { name: 'Alice' } } };

describe('reviews from the command line', () => {
  it('R42 --export writes each answer that was looked at with its correction, a line of JSON each', async () => {
    const [folder, stateDir] = ['handoff-reviews-', 'handoff-state-'].map((name) =>
      realpathSync(mkdtempSync(path.join(tmpdir(), name))),
    );
    assert.ok(folder && stateDir);
    writeFileSync(path.join(folder, 'help.workflow.json'), JSON.stringify(WORKFLOW));
    writeFileSync(path.join(folder, 'handoff.config.json'), JSON.stringify(CONFIG));
    const engine = await serve({ workspace: folder, stateDir });
    const owner = connect(folder, ownerTokenOf(folder), 'test-owner');
    const bot = connect(folder, await mint(folder, { bot: 'help' }), 'help');
    const alice = connect(folder, await mint(folder, { user: 'alice' }), 'alice');
    try {
      const watcher = watch(owner);
      bot.onSay(() => undefined);
      for (const conversation of ['ada', 'ben']) {
        const message = { id: conversation, text: `${conversation} cannot sync`, from: { id: conversation } };
        await bot.request('conversation/message', { bot: 'help', conversation, message });
        await watcher.sees(
          ({ type, body }) => type === 'review-opened' && body?.conversation === conversation,
        );
      }
      const { items } = await alice.request('review/list', { status: 'open' });
      const ada = items.find(({ conversation }) => conversation === 'ada');
      assert.deepEqual([items.length, ada?.because], [2, 'first']);
      const correction = 'Open Settings, then press Sync now.';
      await alice.request('review/record', {
        id: ada?.id ?? '',
        verdict: 'corrected',
        correction,
        note: 'where?',
      });
      const env = { HANDOFF_STATE_DIR: stateDir };
      const { code, stdout } = await run(['reviews', '--export', '--workspace', folder], env);
      const lines = stdout.trim().split('\n');
      assert.deepEqual([code, lines.length], [0, 1]);
      const { at, review, ...line } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
      assert.ok(typeof at === 'string' && review === ada?.id);
      assert.deepEqual(line, {
        messages: [{ role: 'user', content: 'ada cannot sync' }],
        answer: 'Press Sync now.',
        correction,
        verdict: 'corrected',
        note: 'where?',
        bot: 'help',
        workflow: 'help.workflow.json',
        by: 'user:alice',
        confidence: null,
      });
      const waiting = await run(['reviews', '--json', '--workspace', folder], env);
      assert.equal((JSON.parse(waiting.stdout) as unknown[]).length, 1);
    } finally {
      for (const client of [owner, bot, alice]) client.close();
      await engine.stop();
      for (const place of [folder, stateDir]) rmSync(place, { recursive: true, force: true });
    }
  });
});
