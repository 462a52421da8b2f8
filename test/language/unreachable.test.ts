import assert from 'node:assert/strict';
import { check, fixes } from '../../engine/language/language.ts';
import { Lines } from '../../engine/language/lines.ts';

/** A workflow of messages with these edges, one node a line. */
function withEdges(...arrows: readonly string[]): string {
  const edges = arrows.map((arrow) => arrow.split('>')).map(([from, to]) => ({ from, to }));
  const ids = new Set(edges.flatMap(({ from = '', to = '' }) => [from, to]));
  const nodes = [...ids].map((id) =>
    id === 'start'
      ? { id, type: 'trigger', triggerType: 'manual' }
      : { id, type: 'send_message', message: 'Hello' },
  );
  return JSON.stringify({ nodes, edges }, undefined, 2);
}

/** Ids of the nodes of which is said that no path leads to them. */
function lost(...arrows: readonly string[]): string[] {
  return lostIn(withEdges(...arrows));
}

function lostIn(text: string): string[] {
  return check(text, { kind: 'workflow' }).flatMap(({ code, nodeId = '' }) =>
    code === 'unreachable-node' ? [nodeId] : [],
  );
}

/** What is left of the arrows after the first fix of the first lost node, with its title. */
function removed(...arrows: readonly string[]): { title: string; ids: string[]; lost: string[] } {
  const text = withEdges(...arrows);
  const [found] = check(text, { kind: 'workflow' }).filter(({ code }) => code === 'unreachable-node');
  assert.ok(found);
  const [fix] = fixes(text, found);
  assert.ok(fix);
  const lines = new Lines(text);
  const after = fix.edits.reduceRight(
    (done, { range, newText }) =>
      done.slice(0, lines.offsetAt(range.start)) + newText + done.slice(lines.offsetAt(range.end)),
    text,
  );
  const { nodes } = JSON.parse(after) as { nodes: { id: string }[] };
  return { title: fix.title, ids: nodes.map(({ id }) => id), lost: lostIn(after) };
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

  it('are removed with everything that only they lead to, by one fix', () => {
    assert.deepEqual(removed('start>hello', 'a>b', 'b>c', 'c>hello'), {
      title: 'Remove "a" and the 2 nodes after it',
      ids: ['start', 'hello'],
      lost: [],
    });
    assert.deepEqual(removed('start>hello', 'a>b', 'b>a', 'b>c', 'd>c'), {
      title: 'Remove "a" and "b"',
      ids: ['start', 'hello', 'c', 'd'],
      lost: ['d'],
    });
    assert.deepEqual(removed('start>hello', 'a>b', 'b>a'), {
      title: 'Remove "a" and "b"',
      ids: ['start', 'hello'],
      lost: [],
    });
  });
});
