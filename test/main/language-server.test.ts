import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  CodeActionContext,
  CompletionList,
  InlayHint,
  PublishDiagnosticsParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Lines } from '../../engine/language/lines.ts';

const root = path.resolve(import.meta.dirname, '../..');

const GERMAN = {
  'Open graph': 'Graph öffnen',
  'when a person approves': 'wenn jemand zustimmt',
  'when {0}': 'falls {0}',
};

describe('the language server as a process', () => {
  let folder: string;
  let child: ChildProcess;
  let connection: MessageConnection;
  let uri: string;
  let text: string;
  const told: PublishDiagnosticsParams[] = [];
  const listening = new Set<() => void>();

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'language-server-'));
    cpSync(path.join(root, 'examples/refund'), folder, { recursive: true });
    const file = path.join(folder, 'refund.workflow.json');
    uri = pathToFileURL(file).href;
    // Without its silencing comment the example has something to be told.
    text = readFileSync(file, 'utf8').replace(/^.*handoff-ignore.*\n/m, '');
    writeFileSync(file, text);
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
      told.push(params);
      for (const look of listening) look();
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'shop' }],
      initializationOptions: {
        hasSchemas: true,
        commands: { graph: 'show', handoffs: 'waiting' },
        sentences: GERMAN,
      },
    });
    await connection.sendNotification('initialized', {});
    await open(uri, text);
  });

  after(async () => {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await once(child, 'exit');
    connection.dispose();
    rmSync(folder, { recursive: true });
  });

  async function open(address: string, content: string): Promise<void> {
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: address, languageId: 'json', version: 1, text: content },
    });
  }

  /** Writes `to` in the place of `from`, as an edit of that range. */
  async function edit(version: number, from: string, to: string): Promise<void> {
    const offset = text.indexOf(from);
    assert.notEqual(offset, -1, from);
    const range = new Lines(text).rangeOf({ offset, length: from.length });
    text = text.replace(from, () => to);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: to }],
    });
  }

  /** Codes said of a version, when they come. */
  function codes(
    version: number,
    fits: (codes: readonly unknown[]) => boolean = () => true,
  ): Promise<unknown[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const last = told.findLast((params) => params.uri === uri && params.version === version);
        const found = last?.diagnostics.map(({ code }) => code);
        if (found === undefined || !fits(found)) return;
        listening.delete(look);
        resolve(found);
      };
      listening.add(look);
      look();
    });
  }

  function place(of: string, inside = 0) {
    return { textDocument: { uri }, position: new Lines(text).positionAt(text.indexOf(of) + inside) };
  }

  it('says of each version what the command line says, and nothing that the schema says', async () => {
    assert.ok(!(await codes(1)).includes('dangling-edge'));
    await edit(2, '"target": "review"', '"target": "nobody"');
    assert.ok((await codes(2)).includes('dangling-edge'));
    await edit(3, '"target": "nobody"', '"target": "review", "source": 7');
    assert.ok(!(await codes(3)).includes('invalid-schema'));
    await edit(4, ', "source": 7', '');
    assert.deepEqual(await codes(4), await codes(1));
  });

  it('offers a quick fix for what it said', async () => {
    await edit(5, '"target": "review"', '"target": "reviev"');
    await codes(5);
    const range = { start: place('"reviev"').position, end: place('"reviev"').position };
    const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    const fix = actions.find(({ isPreferred, title }) => isPreferred === true && title.includes('"review"'));
    assert.equal(fix?.edit?.changes?.[uri]?.[0]?.newText, '"review"');
    await edit(6, '"target": "reviev"', '"target": "review"');
    await codes(6);
  });

  it('rewrites the file or a node in the other shape when somebody asks for it, not by itself', async () => {
    const at = place('"id": "verify"').position;
    const offered = async (context: Partial<CodeActionContext>): Promise<string[]> => {
      const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [], ...context },
      });
      return actions.filter(({ kind }) => kind === 'refactor.rewrite').map(({ title }) => title);
    };
    const both = ['Write the fields of this node beside its id', 'Convert this file to the flat shape'];
    assert.deepEqual(await offered({ triggerKind: 1 }), both);
    assert.deepEqual(await offered({ only: ['refactor'] }), both);
    assert.deepEqual(await offered({ only: ['quickfix'] }), []);
    assert.deepEqual(await offered({ triggerKind: 2 }), []);
  });

  it('completes with what the scenario beside the file shows', async () => {
    await edit(7, 'Reference {{refund.refund_id}}', 'Reference {{refund.');
    const { items } = await connection.sendRequest<CompletionList>(
      'textDocument/completion',
      place('Reference {{refund.', 'Reference {{refund.'.length),
    );
    assert.ok(items.some(({ label }) => label === 'refund_id'));
    await edit(8, 'Reference {{refund.', 'Reference {{refund.refund_id}}');
  });

  it('completes tools and their arguments with what an engine knows of them', async () => {
    const inputSchema = { type: 'object', properties: { parcel: { type: 'string' } } };
    await connection.sendNotification('handoff/tools', {
      folder: pathToFileURL(folder).href,
      tools: [{ name: 'orders__track', description: 'Where a parcel is', inputSchema }],
    });
    const at = place('"toolName": "orders__get_order"', '"toolName": "'.length);
    const { items } = await connection.sendRequest<CompletionList>('textDocument/completion', at);
    assert.equal(items[0]?.label, 'orders__track');
    assert.equal(items[0]?.detail, 'Where a parcel is');
  });

  it('tells the value of the last run, else of a scenario', async () => {
    const at = place('{{order.total}}', '{{order.to'.length);
    const hover = async (): Promise<string> => {
      const found = await connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', at);
      return found.contents.value;
    };
    assert.match(await hover(), /In the scenario "[^"]+":\n\n```json\n120\n```$/);
    await connection.sendNotification('handoff/runs', {
      folder: pathToFileURL(folder).href,
      runs: [
        { bot: 'other', id: 'r1', startedAt: '2026-11-21T09:00:00Z', variables: { order: { total: 1 } } },
        { bot: 'shop', id: 'r2', startedAt: '2026-11-21T10:00:00Z', variables: { order: { total: 777 } } },
      ],
    });
    assert.match(await hover(), /In the run r2, begun 2026-11-21T10:00:00Z:\n\n```json\n777\n```$/);
  });

  it('renames in the files that are not open too', async () => {
    const renamed = await connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
      ...place('"id": "verify"', 8),
      newName: 'identify',
    });
    assert.deepEqual(
      Object.keys(renamed.changes ?? {}).map((each) => path.basename(each)),
      ['refund.workflow.json', 'refund.scenario.json'],
    );
    await assert.rejects(
      () =>
        connection.sendRequest('textDocument/rename', { ...place('"id": "verify"', 8), newName: 'check' }),
      /There is a node "check" already/,
    );
  });

  it('offers only the commands that the editor has', async () => {
    const lenses = await connection.sendRequest<{ command: { title: string; command: string } }[]>(
      'textDocument/codeLens',
      { textDocument: { uri } },
    );
    assert.deepEqual(
      lenses.map(({ command }) => `${command.title}: ${command.command}`),
      ['Graph öffnen: show', 'Open handoffs here: waiting'],
    );
  });

  it('says what an edge means in the language of the editor, and in English what it has no word for', async () => {
    const hints = await connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } },
    });
    const labels = new Set(hints.map(({ label }) => label));
    assert.ok(labels.has('wenn jemand zustimmt'));
    assert.ok(labels.has('when a person rejects'));
    assert.ok([...labels].some((label) => /^falls (?!\{0\}).+/.test(String(label))));
  });

  it('looks again when the configuration on the disk changes, and keeps the last good one', async () => {
    const config = path.join(folder, 'handoff.config.json');
    const good = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
    const [known] = (await codes(8)).filter((code) => code !== undefined);
    assert.ok(typeof known === 'string', 'the example has a warning to silence');
    const change = (content: string) => {
      writeFileSync(config, content);
      return connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: pathToFileURL(config).href, type: 2 }],
      });
    };
    await change(JSON.stringify({ ...good, rules: { [known]: 'off' } }));
    await codes(8, (found) => !found.includes(known));
    told.length = 0;
    await change('{ "rules": ');
    assert.ok(!(await codes(8)).includes(known));
    await change(JSON.stringify(good));
    await codes(8, (found) => found.includes(known));
  });
});
