import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Diagnostic } from '../../engine/language/language.ts';
import { checkFiles } from '../../engine/main/validate/check-files.ts';

const root = path.resolve(import.meta.dirname, '../..');

const SEVERITIES = ['', 'error', 'warning', 'information', 'hint'];

/** What is said of a place, as both sides can be compared. */
interface Said {
  readonly code: unknown;
  readonly severity: unknown;
  readonly message: string;
  readonly range: Diagnostic['range'];
}

describe('the command line and the language server', () => {
  let folder: string;
  let child: ChildProcess;
  let connection: MessageConnection;
  const told = new Map<string, readonly Said[]>();
  const listening = new Set<() => void>();

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'same-words-'));
    cpSync(path.join(root, 'examples'), path.join(folder, 'examples'), { recursive: true });
    cpSync(path.join(root, 'test/language/fixtures'), path.join(folder, 'golden'), { recursive: true });
    writeFileSync(path.join(folder, 'golden/handoff.config.json'), JSON.stringify(GOLDEN_CONFIG));
    for (const [name, content] of Object.entries(BOTS)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), JSON.stringify(content));
    }
    child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'engine/main/language-server.ts')], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    assert.ok(child.stdout && child.stdin);
    connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      const said = params.diagnostics.map(({ code, severity, message, range }) => ({
        code,
        severity: SEVERITIES[severity ?? 0],
        message: String(message),
        range,
      }));
      told.set(fileURLToPath(params.uri), said);
      for (const look of listening) look();
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'all' }],
    });
    await connection.sendNotification('initialized', {});
  });

  after(async () => {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await once(child, 'exit');
    connection.dispose();
    rmSync(folder, { recursive: true });
  });

  /** What the server says of a file, when it says it. */
  async function saidOf(file: string): Promise<readonly Said[]> {
    const uri = pathToFileURL(file).href;
    const said = new Promise<readonly Said[]>((resolve) => {
      const look = (): void => {
        const found = told.get(file);
        if (found === undefined) return;
        listening.delete(look);
        resolve(found);
      };
      listening.add(look);
    });
    const text = readFileSync(file, 'utf8');
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text },
    });
    return said;
  }

  it('say the same of every example, every golden file, and bots across files (R21)', async () => {
    const { files, unreadable } = checkFiles([folder]);
    assert.deepEqual(unreadable, []);
    const answers = await Promise.all(
      files.map(async ({ path: file }) => [file, await saidOf(file)] as const),
    );
    const byServer = new Map(answers);
    for (const { path: file, diagnostics } of files) {
      const wanted = diagnostics.map(({ code, severity, message, range }) => ({
        code,
        severity,
        message,
        range,
      }));
      assert.deepEqual(byServer.get(file), wanted, file);
    }
    const codes = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
    assert.ok(files.length > 95 && codes.size > 40, `${files.length} files, ${codes.size} codes`);
  });

  it('say which file has the bot too, whether all files are checked or one alone', () => {
    const file = path.join(folder, 'bots/shop.workflow.json');
    const messages = (checked: string): string[] =>
      checkFiles([checked])
        .files.filter(({ path: each }) => each === file)
        .flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => code === 'duplicate-bot'))
        .map(({ message }) => message);
    assert.match(
      messages(file)[0] ?? '',
      /The bot "shop" has another workflow in \.\/later\/shop\.workflow\.json\./,
    );
    assert.deepEqual(messages(path.join(folder, 'bots')), messages(file));
  });

  it('know the same files and bots that a run can go on with', () => {
    const [checked] = checkFiles([path.join(folder, 'bots/giving.workflow.json')]).files;
    const missing = (checked?.diagnostics ?? []).filter(({ code }) =>
      ['unknown-bot', 'unknown-workflow'].includes(code),
    );
    assert.deepEqual(
      missing.map(({ nodeId }) => nodeId),
      ['sub-2', 'sub-3', 'to-other-desk', 'to-dsk'],
    );
  });

  it('do not mind a bot that the configuration leads to one file, or that another configuration has', () => {
    const { files } = checkFiles([path.join(folder, 'bots')]);
    const doubled = files.filter(({ diagnostics }) =>
      diagnostics.some(({ code }) => code === 'duplicate-bot'),
    );
    assert.deepEqual(
      doubled.map(({ path: file }) => path.relative(folder, file)),
      ['bots/later/shop.workflow.json', 'bots/shop.workflow.json'],
    );
  });
});

const GOLDEN_CONFIG = {
  people: { alice: { name: 'Alice', roles: ['finance', 'lead'] }, bob: { name: 'Bob', teams: ['support'] } },
  models: { default: { baseUrl: 'http://127.0.0.1:1/v1', model: 'large' } },
  rules: { 'no-timeout': 'off', 'dead-end': 'error' },
};

const workflow = (bot?: string) => ({
  ...(bot === undefined ? {} : { bot }),
  nodes: [{ id: 'start', type: 'trigger', triggerType: 'manual' }],
});

/** Goes on with what is there and with what is not: files by path, bots by name. */
const giving = {
  nodes: [
    { id: 'start', type: 'trigger', triggerType: 'manual' },
    ...[
      './desk.workflow.json',
      'later/shop.workflow.json',
      './dusk.workflow.json',
      '../out.workflow.json',
    ].map((file, index) => ({ id: `sub-${index}`, type: 'sub_workflow', workflow: file })),
    ...['shop', 'desk', 'giving', 'other-desk', 'dsk'].map((bot) => ({
      id: `to-${bot}`,
      type: 'delegate_to_bot',
      bot,
    })),
  ],
};

/** Two files of one bot, two more that the configuration tells apart, and a folder with its own configuration. */
const BOTS = {
  'bots/handoff.config.json': {
    bots: { desk: { workflow: 'desk.workflow.json' } },
    rules: { nothing: 'off' },
  },
  'bots/shop.workflow.json': workflow(),
  'bots/later/shop.workflow.json': workflow('shop'),
  'bots/desk.workflow.json': workflow(),
  'bots/giving.workflow.json': giving,
  'bots/other-desk.workflow.json': workflow('desk'),
  'bots/inner/handoff.config.json': {},
  'bots/inner/shop.workflow.json': workflow(),
};
