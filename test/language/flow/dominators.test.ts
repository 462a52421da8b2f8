import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dominatorsOf } from '../../../engine/language/flow/dominators.ts';
import { waysIn } from '../../../engine/language/flow/ways.ts';

/** Points reached from the root when one of them is closed. */
function reachedWithout(next: readonly (readonly number[])[], closed: number): Set<number> {
  const seen = new Set(closed === 0 ? [] : [0]);
  for (const point of seen) for (const to of next[point] ?? []) if (to !== closed) seen.add(to);
  return seen;
}

describe('dominators', () => {
  it('are those without which a point is not reached, in any graph', () => {
    const graph = fc
      .integer({ min: 1, max: 14 })
      .chain((size) =>
        fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(graph, (next) => {
        const { dominates, reached } = dominatorsOf(next.length, 0, waysIn(next));
        const all = reachedWithout(next, -1);
        for (let over = 0; over < next.length; over++) {
          const left = reachedWithout(next, over);
          for (let point = 0; point < next.length; point++) {
            assert.equal(reached(point), all.has(point));
            const wanted = all.has(over) && all.has(point) && !left.has(point);
            assert.equal(dominates(over, point), wanted, JSON.stringify({ next, over, point }));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are found in a chain of 100,000 points whose every point also leads to the last', () => {
    const size = 100_000;
    const next = Array.from({ length: size }, (_, point) => (point < size - 1 ? [point + 1, size - 1] : []));
    const { dominates } = dominatorsOf(size, 0, waysIn(next));
    assert.equal(dominates(size - 3, size - 2), true);
    assert.equal(dominates(1, size - 1), false);
  });
});
