import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { graphOf } from '../../../engine/language/graph/graph.ts';
import type { Diagnostic } from '../../../engine/language/language.ts';
import { drawn } from './graphs.ts';

const REFUND = readFileSync('examples/refund/refund.workflow.json', 'utf8');

describe('the graph of a workflow (R81)', () => {
  it('has every node and edge of the refund example, in the order of the file', () => {
    const { name, nodes, edges } = drawn(REFUND);
    assert.equal(name, 'Refund');
    assert.equal(nodes.length, 13);
    assert.equal(edges.length, 13);
    assert.deepEqual(
      nodes.slice(0, 2).map(({ id, shape, kind, label }) => ({ id, shape, kind, label })),
      [
        { id: 'start', shape: 'start', kind: 'Trigger', label: 'A customer writes' },
        { id: 'verify', shape: 'step', kind: 'Identity check', label: 'Confirm who is asking' },
      ],
    );
    assert.deepEqual(
      edges.slice(1, 3).map(({ handle, tone }) => [handle, tone]),
      [
        ['verified', 'good'],
        ['failed', 'bad'],
      ],
    );
  });

  it('knows where each node and edge stands in the text', () => {
    const { nodes, edges } = drawn(
      '{\n "nodes": [\n  {"id": "a", "type": "logic", "condition": "x > 1"}\n ],\n "edges": [\n  {"from": "a", "to": "a"}]}',
    );
    assert.equal(nodes[0]?.range.start.line, 2);
    assert.equal(edges[0]?.range.start.line, 5);
  });

  it('reads both shapes alike, and on_failure as the handle error', () => {
    const { edges } = drawn(
      '{"nodes":[{"id":"a","type":"send_message","message":"x"},{"id":"b","type":"send_message","data":{"message":"y"}}],"edges":[{"from":"a","to":"b","type":"on_failure"},{"source":"a","target":"b","when":"x == 1"}]}',
    );
    assert.deepEqual(
      edges.map(({ handle, when }) => [handle, when]),
      [
        ['error', undefined],
        [undefined, 'x == 1'],
      ],
    );
  });

  it('draws an unknown type as what it is called', () => {
    const { nodes } = drawn('{"nodes":[{"id":"a","type":"teleport"}],"edges":[]}');
    assert.deepEqual(
      nodes.map(({ shape, kind, label }) => [shape, kind, label]),
      [['unknown', 'teleport', 'a']],
    );
  });

  it('leaves out an edge to nowhere and says so at the node it leaves', () => {
    const { nodes, edges } = drawn(
      '{"nodes":[{"id":"a","type":"send_message","message":"x"}],"edges":[{"from":"a","to":"nowhere"}]}',
    );
    assert.deepEqual(edges, []);
    assert.ok(nodes[0]?.marks.some(({ code }) => code === 'dangling-edge'));
  });

  it('paints a diagnostic on the edge it stands in, else on its node, with the path that proves it', () => {
    const text =
      '{"nodes":[\n{"id":"a","type":"logic","condition":"x > 1"},\n{"id":"b","type":"logic","condition":"x > 1"}],"edges":[\n{"from":"a","to":"b"}]}';
    const at = (line: number): Diagnostic['range'] => ({
      start: { line, character: 2 },
      end: { line, character: 3 },
    });
    const said = (line: number, nodeId?: string): Diagnostic => ({
      code: 'silent-path',
      severity: 'warning',
      message: 'm',
      range: at(line),
      ...(nodeId && { nodeId }),
      path: ['a', 'b'],
    });
    const answer = graphOf(text, [said(3, 'a'), said(1), said(1, 'b'), said(0)]);
    assert.ok(answer.kind === 'graph');
    const { nodes, edges, marks } = answer.graph;
    assert.deepEqual(
      nodes.map((node) => node.marks.length),
      [1, 1],
    );
    assert.deepEqual(edges[0]?.marks[0]?.path, ['a', 'b']);
    assert.equal(marks.length, 1);
  });

  it('shows a path that begins in the middle from where runs start', () => {
    const text =
      '{"nodes":[{"id":"a","type":"trigger","triggerType":"x"},\n{"id":"b","type":"send_message","message":"x"},\n{"id":"c","type":"send_message","message":"x"}],"edges":[{"from":"a","to":"b"},{"from":"b","to":"c"}]}';
    const range = { start: { line: 2, character: 2 }, end: { line: 2, character: 3 } };
    const said: Diagnostic = { code: 'silent-path', severity: 'warning', message: 'm', range, path: ['c'] };
    const answer = graphOf(text, [said]);
    assert.ok(answer.kind === 'graph');
    assert.deepEqual(answer.graph.nodes[2]?.marks[0]?.path, ['a', 'b', 'c']);
  });

  it('says on which line a text stops being JSON', () => {
    const answer = graphOf('{\n "nodes": [\n', []);
    assert.ok(answer.kind === 'unreadable');
    assert.match(answer.why, /^Line \d: /);
  });

  it('takes ids that are names of the language for what they are', () => {
    const { nodes } = drawn(
      '{"nodes":[{"id":"__proto__","type":"send_message","message":"x"},{"id":"constructor","type":"send_message","message":"x"}],"edges":[{"from":"__proto__","to":"constructor"}]}',
    );
    assert.deepEqual(
      nodes.map(({ id }) => id),
      ['__proto__', 'constructor'],
    );
  });
});
