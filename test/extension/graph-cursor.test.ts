import assert from 'node:assert/strict';
import { cursorIn } from '../../extension/graph/cursor.ts';
import { decodeFromGraphPage } from '../../schemas/protocol/graph-page.ts';
import { drawn } from '../language/graph/graphs.ts';

const TEXT = `{
  "nodes": [
    { "id": "a", "type": "logic", "condition": "1 >" },
    { "id": "b", "type": "send_message", "message": "x" }
  ],
  "edges": [
    { "from": "a", "to": "b" }
  ]
}`;

describe('the place of the text cursor in the graph', () => {
  const graph = drawn(TEXT);
  const at = (line: number, character: number) => cursorIn(graph, { line, character });

  it('is the node or the edge it stands in, or nothing', () => {
    assert.deepEqual(at(3, 10), { node: 'b', edge: null, path: [] });
    assert.deepEqual(at(6, 8), { node: null, edge: 0, path: [] });
    assert.deepEqual(at(5, 3), { node: null, edge: null, path: [] });
  });

  it('has the path of the diagnostic it stands on, and of no other', () => {
    const [first, ...others] = graph.nodes;
    assert.ok(first);
    const range = { start: { line: 2, character: 20 }, end: { line: 2, character: 25 } };
    const mark = { code: 'silent-path', severity: 'warning', message: 'm', range, path: ['a', 'b'] } as const;
    const painted = { ...graph, nodes: [{ ...first, marks: [mark] }, ...others] };
    assert.deepEqual(cursorIn(painted, { line: 2, character: 22 }).path, ['a', 'b']);
    assert.deepEqual(cursorIn(painted, { line: 2, character: 40 }).path, []);
  });
});

describe('what a graph page may say (T21)', () => {
  const hear = (message: unknown) => decodeFromGraphPage(message, 'n');

  it('is heard with the nonce of its panel alone', () => {
    assert.deepEqual(hear({ kind: 'ready', nonce: 'n' }), { kind: 'ready' });
    assert.deepEqual(hear({ kind: 'ready', nonce: 'other' }), { wrong: 'nonce' });
    assert.deepEqual(hear({ kind: 'ready' }), { wrong: 'nonce' });
  });

  it('is to look at the text or to save a picture, in the right form', () => {
    assert.deepEqual(hear({ kind: 'reveal', node: 'a', jump: 1, nonce: 'n' }), {
      kind: 'reveal',
      node: 'a',
      jump: false,
    });
    assert.deepEqual(hear({ kind: 'reveal', node: 1, nonce: 'n' }), { wrong: 'node' });
    assert.deepEqual(hear({ kind: 'reveal-edge', edge: 0.5, nonce: 'n' }), { wrong: 'edge' });
    assert.deepEqual(hear({ kind: 'save', picture: 'exe', content: '', nonce: 'n' }), { wrong: 'picture' });
    assert.deepEqual(hear({ kind: 'save', picture: 'svg', content: 1, nonce: 'n' }), { wrong: 'content' });
    assert.deepEqual(hear({ kind: 'handoff/decide', nonce: 'n' }), { wrong: 'kind' });
    assert.deepEqual(hear(null), { wrong: 'not an object' });
  });
});
