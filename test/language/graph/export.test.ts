import assert from 'node:assert/strict';
import { exported } from '../../../engine/language/graph/export.ts';
import { arrows, drawn } from './graphs.ts';

const HOSTILE = '</text><script>alert(1)</script>"\'&\u001b]]>';

describe('exporting a graph', () => {
  it('writes Mermaid with the author’s words and names of its own', () => {
    assert.equal(
      exported(arrows('end-approved>b'), [], { format: 'mermaid' }),
      'flowchart TD\n  n1("Message: end")\n  n2("Message: b")\n  n1 -->|"approved"| n2\n',
    );
  });

  it('T20 lets no text of the author out of its place', () => {
    const graph = drawn(
      JSON.stringify({
        name: HOSTILE,
        nodes: [{ id: HOSTILE, type: HOSTILE, label: HOSTILE }],
        edges: [{ from: HOSTILE, to: HOSTILE, sourceHandle: HOSTILE }],
      }),
    );
    const svg = exported(graph, [], { format: 'svg', scheme: 'auto' });
    assert.doesNotMatch(svg, /<script/);
    assert.ok([...svg].every((character) => character >= ' ' || character === '\n'));
    const mermaid = exported(graph, [], { format: 'mermaid' });
    assert.doesNotMatch(mermaid, /<script/);
    assert.equal(mermaid.split('\n').length, 4);
  });

  it('draws one group a node and one a line, with nothing that is loaded', () => {
    const svg = exported(arrows('a>b b>c a>c'), [], { format: 'svg', scheme: 'light' });
    assert.equal(svg.match(/<g class="node /g)?.length, 3);
    assert.equal(svg.match(/<path class="line"/g)?.length, 3);
    assert.doesNotMatch(svg, /href|url\(|@import/);
  });
});
