import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { playFiles } from '../../engine/main/scenarios/play-files.ts';
import { FolderWorkspace } from '../../engine/main/workspace.ts';

const start = { id: 'start', type: 'trigger', triggerType: 'message_received' };
const say = (message: string) => ({ nodes: [{ id: 'say', type: 'send_message', message }], edges: [] });

describe('workflows that run other workflows of their folder', () => {
  let folder: string;
  const write = (name: string, content: unknown): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), JSON.stringify(content));
  };

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'handoff-'));
    write('work/handoff.config.json', {});
    write('work/flows/shop.workflow.json', {
      bot: 'shop',
      nodes: [
        start,
        { id: 'inner', type: 'sub_workflow', workflow: '../parts/inner.workflow.json', inputs: { n: 7 } },
        { id: 'give', type: 'delegate_to_bot', bot: 'billing' },
        { id: 'outer', type: 'sub_workflow', workflow: '../../outside.workflow.json' },
      ],
      edges: [
        { from: 'start', to: 'inner' },
        { from: 'inner', to: 'give' },
        { from: 'give', to: 'outer' },
      ],
    });
    write('work/parts/inner.workflow.json', say('inner {{n}}'));
    write('work/parts/billing.workflow.json', { bot: 'billing', ...say('billing') });
    write('outside.workflow.json', say('outside'));
    symlinkSync(
      path.join(folder, 'outside.workflow.json'),
      path.join(folder, 'work/parts/linked.workflow.json'),
    );
    write('work/flows/shop.scenario.json', {
      workflow: './shop.workflow.json',
      scenarios: [
        {
          name: 'all of it',
          steps: [
            { user: 'hi' },
            { expect: { message: 'inner 7' } },
            { expect: { message: 'billing' } },
            { expect: { handoff: { node: 'outer', kind: 'failure', status: 'open' } } },
            { expect: { run: 'waiting' } },
          ],
        },
      ],
    });
  });

  after(() => rmSync(folder, { recursive: true }));

  it('are played with them; what lies outside the folder is for a person (T15)', async () => {
    const report = await playFiles([path.join(folder, 'work')]);
    assert.deepEqual(
      report.scenarios.map(({ error }) => error),
      [undefined],
    );
    const [coverage] = Object.values(report.coverage);
    assert.deepEqual(Object.keys(coverage?.nodes ?? {}), ['start', 'inner', 'give', 'outer']);
    assert.deepEqual(Object.values(coverage?.nodes ?? {}), [1, 1, 1, 1]);
  });

  it('find files inside the folder only, and never through a link out of it (T15)', () => {
    const workspace = new FolderWorkspace(path.join(folder, 'work'));
    workspace.reload();
    assert.equal(workspace.file('parts/inner.workflow.json')?.path, 'parts/inner.workflow.json');
    assert.equal(workspace.file('parts/linked.workflow.json'), undefined);
    assert.equal(workspace.file('../outside.workflow.json'), undefined);
  });
});
