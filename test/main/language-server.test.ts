import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { GRAPH_REQUEST, type GraphAnswer } from '../../schemas/protocol/language.ts';

const FILE = path.resolve('examples/refund/refund.workflow.json');
const URI = pathToFileURL(FILE).toString();

interface Told {
  uri: string;
  version?: number;
  diagnostics: { code: string; severity: number }[];
}

describe('the language server', () => {
  let child: ChildProcess;
  let connection: MessageConnection;
  const waiting = new Map<string, (told: Told) => void>();

  before(async () => {
    child = spawn(process.execPath, ['--import', 'tsx', 'engine/main/language-server.ts', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (!child.stdout || !child.stdin) throw new Error('the server has no pipes');
    connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onNotification('textDocument/publishDiagnostics', (told: Told) =>
      waiting.get(`${told.uri} ${told.version}`)?.(told),
    );
    connection.listen();
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
  });

  after(async () => {
    await connection.sendRequest('shutdown');
    const ended = once(child, 'exit');
    await connection.sendNotification('exit');
    connection.dispose();
    await ended;
  });

  const told = (uri: string, version: number) =>
    new Promise<Told>((resolve) => waiting.set(`${uri} ${version}`, resolve));
  const open = (uri: string, text: string) =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text },
    });
  const graph = (uri: string) => connection.sendRequest<GraphAnswer>(GRAPH_REQUEST, { uri });

  it('draws an open workflow with what is said about it', async () => {
    await open(URI, readFileSync(FILE, 'utf8'));
    const answer = await graph(URI);
    assert.ok(answer.kind === 'graph');
    assert.equal(answer.graph.nodes.length, 13);
  });

  it('says what is wrong after a change, and draws the change', async () => {
    const uri = 'untitled:new.workflow.json';
    const first = told(uri, 1);
    await open(uri, '{"nodes":[{"id":"a","type":"trigger","triggerType":"message_received"}],"edges":[]}');
    await first;
    const next = told(uri, 2);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: '{"nodes":[{"id":"a","type":"logic","condition":"1 >"}],"edges":[]}' }],
    });
    const { diagnostics } = await next;
    assert.ok(diagnostics.some(({ code }) => code === 'invalid-expression'));
    const answer = await graph(uri);
    assert.ok(answer.kind === 'graph' && answer.version === 2);
    assert.ok(answer.graph.nodes[0]?.marks.some(({ code }) => code === 'invalid-expression'));
  });

  it('leaves what the schema says to the editor’s own JSON support', async () => {
    const uri = 'untitled:broken.workflow.json';
    const next = told(uri, 1);
    await open(uri, '{"nodes": [');
    assert.deepEqual((await next).diagnostics, []);
    const answer = await graph(uri);
    assert.ok(answer.kind === 'unreadable');
    assert.match(answer.why, /^Line 1: /);
  });

  it('knows nothing of a text that is not open, and draws no configuration', async () => {
    assert.deepEqual(await graph('untitled:other.workflow.json'), { kind: 'unknown' });
    await open('untitled:handoff.config.json', '{}');
    assert.deepEqual(await graph('untitled:handoff.config.json'), { kind: 'unknown' });
  });
});
