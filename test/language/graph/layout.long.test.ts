import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SIZES } from '../../../engine/language/graph/boxes.ts';
import type { PlacedGraph, Point } from '../../../schemas/protocol/graph.ts';
import { anyGraph, arrows, drawn, node, placed } from './graphs.ts';

const RUNS = 150;

describe('the layout of a graph (R81)', () => {
  it('overlaps no two nodes, whatever the graph', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => assert.deepEqual(overlaps(placed(graph)), [])),
      { numRuns: RUNS },
    );
  });

  it('draws every edge once, from a node that is drawn to one that is, without a line outside the picture', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const { edges, nodes, width, height } = placed(graph);
        const ids = new Set(nodes.map(({ id }) => id));
        const drawnEdges = edges.flatMap(({ edges: indexes }) => [...indexes]).sort((a, b) => a - b);
        assert.deepEqual(
          drawnEdges,
          graph.edges.map(({ index }) => index),
        );
        for (const { source, target, points } of edges) {
          assert.ok(ids.has(source) && ids.has(target));
          assert.equal(points.length % 3, 1, 'a start, then whole curves');
          for (const { x, y } of points)
            assert.ok(x >= 0 && y >= 0 && x <= width && y <= height, `${x},${y}`);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('leads every line down, but for those that go back to a node that was there before', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const picture = placed(graph);
        const rank = new Map(picture.nodes.map(({ id, rank: at }) => [id, at]));
        for (const { source, target, back } of picture.edges) {
          const down = (rank.get(source) ?? 0) < (rank.get(target) ?? 0);
          assert.equal(down, !back, `${source} to ${target}`);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('gives the same picture for the same graph', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => assert.deepEqual(placed(graph), placed(graph))),
      { numRuns: 40 },
    );
  });

  it('starts a line at the bottom of its node and ends it at the top of the next', () => {
    const picture = placed(arrows('a>b'));
    const [line] = picture.edges;
    const [a, b] = [node(picture, 'a'), node(picture, 'b')];
    assert.deepEqual(ends(line?.points ?? []), [
      { x: a.x + a.width / 2, y: a.y + a.height },
      { x: b.x + b.width / 2, y: b.y },
    ]);
  });

  it('hangs handles in the order of what they lead to, beside each other', () => {
    const { edges } = placed(arrows('a-rejected>x a-approved>y a-timeout>z'));
    const pills = edges.flatMap(({ pill, points }) =>
      pill ? [{ ...pill, end: points.at(-1)?.x ?? 0 }] : [],
    );
    const byTarget = [...pills].sort((one, other) => one.end - other.end);
    assert.equal(pills.length, 3);
    for (const [at, pill] of byTarget.slice(1).entries()) {
      const before = byTarget[at];
      assert.ok(before && before.x + before.width / 2 <= pill.x - pill.width / 2);
    }
  });

  it('marks a line that goes back, and a loop, and keeps their words', () => {
    const { edges } = placed(arrows('a>b b-retry>a b-again>b'));
    assert.deepEqual(
      edges.map(({ back, pill }) => [back, pill?.text]),
      [
        [false, undefined],
        [true, 'retry'],
        [true, 'again'],
      ],
    );
  });

  it('draws several lines of a node to itself below each other, beside the node and with their words', () => {
    const words = ['again', 'later', 'timeout', 'error', 'returned', 'rejected', 'other'];
    const picture = placed(arrows(`a>b ${words.map((word) => `b-${word}>b`).join(' ')} b>c`));
    const [b, c] = [node(picture, 'b'), node(picture, 'c')];
    const loops = picture.edges.filter(({ source, target }) => source === target);
    assert.equal(loops.length, words.length);
    const heights = loops.map(({ points, pill }) => {
      for (const { x, y } of points) assert.ok(x >= b.x + b.width && y < c.y, `${x},${y}`);
      for (const end of ends(points)) assert.ok(end && end.y >= b.y && end.y <= b.y + b.height);
      assert.ok(pill && pill.x - pill.width / 2 > b.x + b.width);
      return pill.y;
    });
    for (const [at, y] of heights.slice(1).entries()) assert.ok(y - (heights[at] ?? 0) >= SIZES.pillHeight);
  });

  it('draws nothing for a file without nodes', () => {
    assert.deepEqual(placed(drawn('{"nodes":[],"edges":[]}')).nodes, []);
  });

  it('lays out a chain of 20,000 nodes without recursion', () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) => ({
      id: `n${at}`,
      type: 'send_message',
      message: 'x',
    }));
    const edges = nodes.slice(1).map(({ id }, at) => ({ from: `n${at}`, to: id }));
    const picture = placed(drawn(JSON.stringify({ nodes, edges })));
    assert.equal(picture.nodes.at(-1)?.rank, 19_999);
  });
});

function ends(points: readonly Point[]): (Point | undefined)[] {
  return [points[0], points.at(-1)];
}

function overlaps({ nodes }: PlacedGraph): string[] {
  return nodes.flatMap((one, at) =>
    nodes
      .slice(at + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.id} and ${other.id}`),
  );
}
