import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBridge, readOwnerToken } from '../../extension/engine/bridge-file.ts';
import { installEngine } from '../../extension/engine/bundle.ts';
import { serversOf, unapproved } from '../../extension/engine/servers.ts';
import { isOlder } from '../../extension/engine/standing.ts';

describe('the engine as the extension finds and starts it', () => {
  let scratch: string;
  let folder: string;
  beforeEach(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'handoff-ext-'));
    folder = path.join(scratch, 'shop');
    mkdirSync(path.join(folder, '.handoff'), { recursive: true });
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  const door = (changes: object = {}) => ({
    url: 'ws://127.0.0.1:4242/bridge',
    pid: process.pid,
    engine: '0.1.0',
    credential: path.join(scratch, 'state/owner.json'),
    ...changes,
  });
  const bridge = (content: unknown) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(path.join(folder, '.handoff/bridge.json'), text);
    return readBridge(folder);
  };

  it('finds no engine where there is no bridge.json', async () => {
    assert.deepEqual(await readBridge(folder), { kind: 'none' });
  });

  it('finds the one that runs, and tells a dead one from it', async () => {
    assert.deepEqual(await bridge(door()), { kind: 'running', file: door() });
    const dead = door({ pid: 2 ** 22 + 1 });
    assert.deepEqual(await bridge(dead), { kind: 'dead', file: dead });
  });

  const HOSTILE: [string, object | string][] = [
    ['a host elsewhere', { url: 'ws://evil.example:4242/bridge' }],
    ['a host that only looks like loopback', { url: 'ws://127.0.0.1.evil.example:1/bridge' }],
    ['user info before the host', { url: 'ws://127.0.0.1:1@evil.example/bridge' }],
    ['another path', { url: 'ws://127.0.0.1:4242/other' }],
    ['a credential named by the folder itself', { credential: 'owner.json' }],
    ['no process', { pid: 0 }],
    ['no credential', { credential: undefined }],
  ];
  for (const [what, changes] of HOSTILE)
    it(`T17 T27 does not believe a bridge.json with ${what}`, async () => {
      assert.equal((await bridge(door(changes as object))).kind, 'refused');
    });

  it('T27 reads no credential inside the folder, and no broken file', async () => {
    assert.equal((await bridge(door({ credential: path.join(folder, 'owner.json') }))).kind, 'refused');
    assert.equal((await bridge('{')).kind, 'refused');
    assert.equal((await bridge('[]')).kind, 'refused');
  });

  it('T8 uses an owner credential only where nobody else can read it', async () => {
    const file = path.join(scratch, 'owner.json');
    writeFileSync(file, '{"token":"secret"}', { mode: 0o600 });
    assert.deepEqual(await readOwnerToken(file), { token: 'secret' });
    rmSync(file);
    writeFileSync(file, '{"token":"secret"}', { mode: 0o644 });
    assert.deepEqual(await readOwnerToken(file), { refused: 'the owner credential can be read by others' });
    assert.ok('refused' in (await readOwnerToken(path.join(scratch, 'missing.json'))));
  });

  it('copies the engine once a version and content, without what is not of it', async () => {
    const built = path.join(scratch, 'dist');
    mkdirSync(path.join(built, 'webview'), { recursive: true });
    for (const name of ['cli.js', 'cli.js.map', 'chunk-1.js', 'sql-wasm.wasm', 'extension.cjs'])
      writeFileSync(path.join(built, name), name);
    const storage = path.join(scratch, 'storage');
    const entry = await installEngine(built, storage, '1.0.0');
    assert.deepEqual(readdirSync(path.dirname(entry)).sort(), [
      'chunk-1.js',
      'cli.js',
      'package.json',
      'sql-wasm.wasm',
    ]);
    assert.equal(await installEngine(built, storage, '1.0.0'), entry);
    writeFileSync(path.join(built, 'cli.js'), 'newer');
    const newer = await installEngine(built, storage, '1.0.0');
    assert.notEqual(newer, entry);
    assert.ok(existsSync(entry), 'an engine that still runs keeps its files');
  });

  it('compares versions as numbers', () => {
    const CASES: [string, string, boolean][] = [
      ['0.1.0', '0.2.0', true],
      ['0.9.0', '0.10.0', true],
      ['0.10.0', '0.9.0', false],
      ['1.0.0', '1.0.0', false],
    ];
    for (const [engine, own, older] of CASES) assert.equal(isOlder(engine, own), older, `${engine} < ${own}`);
  });
});

describe('agreeing to what the engine would start', () => {
  const server = { command: 'node', args: ['orders.mjs'], env: { LEDGER: 'a' }, cwd: '.' };
  const of = (changes: object, folder = '/shop') =>
    serversOf(JSON.stringify({ mcpServers: { orders: { ...server, ...changes } } }), folder);
  const approved = of({}).map(({ hash }) => hash);

  it('asks once for a definition', () => {
    assert.equal(unapproved(of({}), []).length, 1);
    assert.deepEqual(unapproved(of({}), approved), []);
    assert.equal(of({})[0]?.summary, 'node orders.mjs');
    assert.deepEqual(of({})[0]?.environment, ['LEDGER']);
  });

  const SWAPS: [string, object][] = [
    ['command', { command: 'sh' }],
    ['arguments', { args: ['orders.mjs', '--evil'] }],
    ['argument boundaries', { args: ['orders.mjs --evil'] }],
    ['environment names', { env: { LEDGER: 'a', NODE_OPTIONS: '' } }],
    ['environment values', { env: { LEDGER: 'b' } }],
    ['place', { cwd: '/tmp' }],
    ['address', { url: 'https://evil.example/mcp' }],
  ];
  for (const [what, changes] of SWAPS)
    it(`T28 asks again when the ${what} changed`, () => {
      assert.equal(unapproved(of(changes), approved).length, 1);
    });

  it('T28 asks again in another folder, where the same command means another program', () => {
    assert.equal(unapproved(of({}, '/other'), approved).length, 1);
  });

  it('finds nothing to start in a config that is not one', () => {
    for (const text of ['', '[]', '{"mcpServers": []}', '{"mcpServers": null}', '{'])
      assert.deepEqual(serversOf(text, '/shop'), [], text);
  });
});
