import assert from 'node:assert/strict';
import { search } from '../../../webview/graph/search.ts';
import { spokenNode, waysOf } from '../../../webview/graph/spoken.ts';
import { type Step, walk } from '../../../webview/graph/walk.ts';
import { arrows, placed } from '../../language/graph/graphs.ts';

describe('walking a graph', () => {
  const graph = placed(arrows('a>b a>c b>d c>d d-again>a'));
  const along = (...steps: Step[]) => {
    let here = walk(graph, undefined, 'first');
    for (const step of steps) here = walk(graph, here, step) ?? here;
    return here?.at;
  };

  it('goes down the first way, and right to the next of the same node', () => {
    assert.equal(along('down'), 'b');
    assert.equal(along('down', 'right'), 'c');
  });

  it('goes back up the way it came', () => {
    assert.equal(along('down', 'right', 'down', 'up'), 'c');
    assert.equal(along('down', 'down', 'up', 'up'), 'a');
  });

  it('follows a line that leads back', () => {
    assert.equal(along('last', 'down'), 'a');
  });

  it('stays where there is no way on', () => {
    assert.equal(along('up', 'left'), 'd');
    assert.equal(along('down', 'left'), 'b');
  });
});

describe('what is said and found', () => {
  const graph = arrows('refund-approved>pay refund>tell');

  it('says what a node is, where it leads and by which handle', () => {
    const [node] = graph.nodes;
    assert.ok(node);
    const said = spokenNode({ ...node, marks: [] }, waysOf(graph), (id) => id.toUpperCase(), 2);
    assert.equal(said, 'Message: refund. 2 folded. Leads approved to PAY; then to TELL.');
  });

  it('finds by every word, in id, kind, label and detail', () => {
    assert.deepEqual(search(graph.nodes, 'MESSAGE tell'), ['tell']);
    assert.deepEqual(search(graph.nodes, ' '), []);
  });
});
