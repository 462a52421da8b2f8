import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { botOn } from '../support/customer.ts';
import { type ModelServer, says, startModelServer } from '../support/model-server.ts';
import { connect, mint, type Served, serve } from '../support/serve.ts';

const KEY = 'sk-of-the-shop-4242';
const temporary = (): string => realpathSync(mkdtempSync(path.join(tmpdir(), 'handoff-models-')));

describe('main: a model behind chat completions', () => {
  let folder: string;
  let stateDir: string;
  let model: ModelServer;
  let engine: Served;

  beforeEach(async () => {
    folder = temporary();
    stateDir = temporary();
    model = await startModelServer();
    process.env.HANDOFF_TEST_MODEL_KEY = KEY;
    write('handoff.config.json', {
      models: { default: { baseUrl: model.url, model: 'large', apiKey: '${env:HANDOFF_TEST_MODEL_KEY}' } },
    });
    write('shop.workflow.json', {
      bot: 'shop',
      nodes: [
        { id: 'start', type: 'trigger', triggerType: 'message_received' },
        { id: 'draft', type: 'llm', prompt: '{{message}}', outputVariable: 'text' },
        { id: 'send', type: 'send_message', message: '{{text}}' },
      ],
      edges: [
        { from: 'start', to: 'draft' },
        { from: 'draft', to: 'send' },
      ],
    });
    engine = await serve({ workspace: folder, stateDir });
  });
  afterEach(async () => {
    delete process.env.HANDOFF_TEST_MODEL_KEY;
    await engine.kill();
    await model.close();
    for (const directory of [folder, stateDir]) rmSync(directory, { recursive: true, force: true });
  });

  const write = (name: string, content: object) =>
    writeFileSync(path.join(folder, name), JSON.stringify(content));

  it('is asked again after a kill -9 in the middle of its answer, and its key is on no disk (R45, T9, F1)', async () => {
    const asked = new Promise<void>((resolve) => model.next(() => resolve(), says('Good day, Jane.')));
    const token = await mint(folder, { bot: 'shop' });
    const before = connect(folder, token);
    const jane = botOn(before).customer('c1');
    await jane.writes('hello');
    await asked;
    before.close();
    await engine.kill();
    engine = await serve({ workspace: folder, stateDir });
    const after = connect(folder, token);
    await botOn(after)
      .customer('c1')
      .hears(/Good day, Jane/);
    after.close();
    assert.deepEqual(
      model.asked.map(({ authorization }) => authorization),
      [`Bearer ${KEY}`, `Bearer ${KEY}`],
    );
    await engine.stop();
    const store = path.join(folder, '.handoff');
    const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    assert.ok(files.length > 0);
    for (const file of files)
      assert.ok(!readFileSync(path.join(file.parentPath, file.name)).includes(KEY), file.name);
    assert.ok(!engine.log().includes(KEY));
  });
});
