import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pageOf } from './docs-pages.ts';

const root = path.join(import.meta.dirname, '..');
const page = pageOf('graph.md');

function rowsOf(header: string): string[] {
  const [, table = ''] = page.split(`\n${header}\n|---|---|\n`);
  return table
    .slice(0, table.indexOf('\n\n'))
    .split('\n')
    .map((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? row);
}

describe('the page about the graph', () => {
  it('names every key of the drawing and no other', () => {
    // The page runs in a browser; here its table is read as text.
    const source = readFileSync(path.join(root, 'webview/graph/keys.ts'), 'utf8');
    const table = source.slice(source.indexOf('= {'), source.indexOf('\n};'));
    const keys = [...table.matchAll(/^ {2}(?:'([^']+)'|(\w+)):/gm)].map(
      ([, quoted, plain]) => quoted ?? plain,
    );
    assert.ok(keys.length > 10);
    assert.deepEqual(
      rowsOf('| Key | Does |').sort(),
      keys.map((key) => (key === ' ' ? 'Space' : key)).sort(),
    );
  });

  it('shows commands that draw, with options that the command line knows', () => {
    const cli = ['--import', 'tsx', path.join(root, 'engine/main/cli.ts')];
    const handoff = (args: readonly string[]) =>
      spawnSync(process.execPath, [...cli, ...args], { cwd: root, encoding: 'utf8' });
    const help = handoff(['graph', '--help']).stdout;
    for (const option of rowsOf('| Option | |')) {
      const [flag = '', value = ''] = option.split(' ');
      assert.match(help, new RegExp(flag === '--format' ? `${flag} .*${value}` : flag), option);
    }
    const lines = [...page.matchAll(/^ {4}handoff (graph [^\n>]+)/gm)].map(([, line = '']) => line.trim());
    assert.equal(lines.length, 3);
    for (const line of lines) {
      const args = line.replace('refund.workflow.json', 'examples/refund/refund.workflow.json').split(' ');
      const { status, stdout } = handoff(args);
      assert.ok(status === 0 && stdout.length > 500, line);
    }
  });

  it('links to what is there', () => {
    for (const [, target = ''] of page.matchAll(/\]\((?!https?:)([^)#]+)/g))
      assert.ok(existsSync(path.join(root, 'docs', target)), target);
  });
});
