import assert from 'node:assert/strict';
import { check } from '../../engine/language/language.ts';

/** Ids of the nodes of which is said that no path leads to them. */
function lost(...arrows: readonly string[]): string[] {
  const edges = arrows.map((arrow) => arrow.split('>')).map(([from, to]) => ({ from, to }));
  const ids = new Set(edges.flatMap(({ from = '', to = '' }) => [from, to]));
  const nodes = [...ids].map((id) =>
    id === 'start'
      ? { id, type: 'trigger', triggerType: 'manual' }
      : { id, type: 'send_message', message: 'Hello' },
  );
  return check(JSON.stringify({ nodes, edges }), { kind: 'workflow' }).flatMap(({ code, nodeId = '' }) =>
    code === 'unreachable-node' ? [nodeId] : [],
  );
}

describe('nodes that no path leads to', () => {
  it('are told by the first of each part, however much comes after it', () => {
    assert.deepEqual(lost('start>hello', 'a>b', 'b>c', 'c>hello', 'd>c'), ['a', 'd']);
  });

  it('are told by one of each circle that nothing else leads into', () => {
    assert.deepEqual(lost('start>hello', 'a>b', 'b>a', 'b>c', 'c>d', 'd>c', 'e>e'), ['a', 'e']);
  });

  it('are not those that a start leads to in a circle', () => {
    assert.deepEqual(lost('start>a', 'a>b', 'b>a'), []);
  });
});
