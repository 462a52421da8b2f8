import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Graph } from '../../schemas/protocol/graph.ts';

const REFUND = 'examples/refund/refund.workflow.json';

function handoff(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'engine/main/cli.ts', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('handoff graph (R81)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'graph-'));
  after(() => rmSync(folder, { recursive: true }));

  it('draws SVG, writes Mermaid, and gives the graph as data', () => {
    assert.match(handoff('graph', REFUND).stdout, /^<svg [\s\S]*Finance decides[\s\S]*<\/svg>\n$/);
    assert.match(handoff('graph', REFUND, '--format', 'mermaid').stdout, /^flowchart TD\n/);
    const graph = JSON.parse(handoff('graph', REFUND, '--format', 'json').stdout) as Graph;
    assert.equal(graph.nodes.length, 13);
  });

  it('folds what it is told to', () => {
    const { stdout } = handoff('graph', REFUND, '--fold', 'check');
    assert.doesNotMatch(stdout, /Finance decides/);
    assert.match(stdout, />\+7</);
  });

  it('ends with 1 and the line for a file that cannot be drawn, with 2 for what it does not know', () => {
    const broken = path.join(folder, 'broken.workflow.json');
    writeFileSync(broken, '{\n"nodes": [');
    const { status, stdout, stderr } = handoff('graph', broken);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /cannot be drawn\. Line 2: /);
    assert.equal(handoff('graph', REFUND, '--format', 'gif').status, 2);
    assert.equal(handoff('graph', path.join(folder, 'none.workflow.json')).status, 2);
  });
});
