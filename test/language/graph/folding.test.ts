import assert from 'node:assert/strict';
import { arrows, node, placed } from './graphs.ts';

describe('folding a graph', () => {
  const graph = arrows('a>b b>c b>d c>e d>e a>f f>e');
  const shown = (folded: string[]) => placed(graph, folded).nodes.map(({ id }) => id);

  it('takes in what only the node leads to', () => {
    assert.deepEqual(shown(['b']), ['a', 'b', 'e', 'f']);
  });

  it('says which nodes are folded, and how many could be', () => {
    assert.deepEqual(node(placed(graph, ['b']), 'b').folded, ['c', 'd']);
    assert.equal(node(placed(graph), 'b').foldable, 2);
    assert.equal(node(placed(graph), 'e').foldable, 0);
  });

  it('draws edges that leave the folded part once, from the node', () => {
    const { edges } = placed(graph, ['b']);
    const merged = edges.filter(({ source }) => source === 'b');
    assert.deepEqual(
      merged.map(({ target, edges: indexes, pill }) => [target, indexes, pill?.text]),
      [['e', [3, 4], '2 edges']],
    );
  });

  it('folds all into the first node, and a folded node inside a folded one', () => {
    assert.deepEqual(shown(['a']), ['a']);
    assert.deepEqual(shown(['a', 'b']), ['a']);
  });

  it('passes over ids that are not there', () => {
    assert.deepEqual(shown(['nobody']), shown([]));
  });

  it('keeps a cycle that nothing leads to', () => {
    const cycle = arrows('a>b x>y y>x');
    assert.deepEqual(
      placed(cycle, ['x']).nodes.map(({ id }) => id),
      ['a', 'b', 'x'],
    );
  });
});
