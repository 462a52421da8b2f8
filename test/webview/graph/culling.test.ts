import assert from 'node:assert/strict';
import type { PlacedGraph } from '../../../schemas/protocol/graph.ts';
import { Culling, detailAt } from '../../../webview/graph/culling.ts';
import { arrows, placed } from '../../language/graph/graphs.ts';

/** Boxes of 200 by 100 in a square of 100 by 100 of them. */
function field(): PlacedGraph {
  const [template] = placed(arrows('a>b')).nodes;
  if (!template) throw new Error('nothing was placed');
  const nodes = Array.from({ length: 10_000 }, (_, at) => ({
    ...template,
    id: `n${at}`,
    x: (at % 100) * 300,
    y: Math.floor(at / 100) * 200,
    width: 200,
    height: 100,
  }));
  return { width: 30_000, height: 20_000, nodes, edges: [] };
}

describe('culling', () => {
  const culling = new Culling(field());

  it('takes the nodes that touch the view and no others', () => {
    const { nodes } = culling.look({ x: 250, y: 150, width: 400, height: 100 }, 1);
    assert.deepEqual(
      [...nodes].sort((a, b) => a - b),
      [101, 102],
    );
  });

  it('takes at most what fits, wherever one looks', () => {
    for (const x of [0, 5000, 29_000]) {
      const { nodes } = culling.look({ x, y: x / 2, width: 1200, height: 800 }, 1);
      assert.ok(nodes.size > 0 && nodes.size <= 5 * 5, `${nodes.size}`);
    }
  });

  it('takes whole squares from far away, so that their number does not grow with the graph', () => {
    const { nodes, squares, detail } = culling.look({ x: 0, y: 0, width: 30_000, height: 20_000 }, 0.03);
    assert.equal(detail, 'far');
    assert.equal(nodes.size, 0);
    assert.ok(squares.length <= 8 * 6, `${squares.length}`);
    assert.match(culling.square(squares[0] ?? '').nodes, /^M0 0h200v100h-200z/);
  });

  it('keeps a line that only passes through the view', () => {
    const chain = placed(arrows('a>b b>c c>d a>d'));
    const line = chain.edges.findIndex(({ source, target }) => source === 'a' && target === 'd');
    const middle = chain.edges[line]?.points[6];
    const { edges } = new Culling(chain).look(
      { x: middle?.x ?? 0, y: middle?.y ?? 0, width: 2, height: 2 },
      1,
    );
    assert.ok(edges.has(line));
  });

  it('shows less the farther away one is', () => {
    assert.deepEqual([1, 0.5, 0.4, 0.25, 0.2].map(detailAt), ['full', 'full', 'label', 'label', 'far']);
  });
});
