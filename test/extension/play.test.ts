import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { play } from '../../extension/language/play.ts';

const root = path.resolve(import.meta.dirname, '../..');
const COMMAND = ['--import', 'tsx', path.join(root, 'engine/main/cli.ts')];

describe('running scenarios from the editor', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'play-'));
    cpSync(path.join(root, 'examples/refund'), folder, {
      recursive: true,
      filter: (each) => path.basename(each) !== '.handoff',
    });
    file = path.join(folder, 'refund.scenario.json');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const played = (files: readonly string[], signal = new AbortController().signal) =>
    play({ command: process.execPath, args: COMMAND, files, cwd: root, env: process.env, signal });

  it('plays every scenario of a file, and leaves no store behind', async () => {
    const answer = await played([file]);
    assert.ok(answer.kind === 'played');
    assert.ok(answer.results.length > 2);
    assert.deepEqual(new Set(answer.results.map(({ status }) => status)), new Set(['passed']));
    assert.equal(answer.unreadable, '');
  });

  it('names the line of the step that failed', async () => {
    const text = readFileSync(file, 'utf8');
    const wrong = text.replace('"kind": "approval"', '"kind": "question"');
    writeFileSync(file, wrong);
    const answer = await played([file]);
    assert.ok(answer.kind === 'played');
    const failed = answer.results.filter(({ status }) => status === 'failed');
    assert.equal(failed.length, 1);
    const lines = wrong.split('\n');
    const changed = lines.findIndex((line) => line.includes('"kind": "question"'));
    const step = lines.slice(0, changed).findLastIndex((line) => line.includes('"expect"'));
    // The step is the object around `expect`.
    assert.equal(failed[0]?.line, step);
    assert.match(failed[0]?.error ?? '', /^step \d+: /);
  });

  it('says what could not be read, and that it was called off', async () => {
    writeFileSync(file, '{ "workflow": ');
    const unread = await played([file]);
    assert.ok(unread.kind === 'played');
    assert.match(unread.unreadable, /refund\.scenario\.json:1: .*\[invalid-json\]/);
    const ending = new AbortController();
    const answer = played([file], ending.signal);
    ending.abort();
    assert.deepEqual(await answer, { kind: 'cancelled' });
  });

  it('fails where no process can be started', async () => {
    const signal = new AbortController().signal;
    const answer = await play({
      command: path.join(folder, 'none'),
      args: [],
      files: [file],
      cwd: root,
      env: {},
      signal,
    });
    assert.equal(answer.kind, 'failed');
  });
});
