import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { openDocument } from '../../engine/language/document.ts';
import { fileInShape, nodeInShape, type Shape } from '../../engine/language/fixes/shape.ts';
import type { Edit } from '../../engine/language/fixes/write.ts';
import { read } from '../../engine/model/read.ts';

const root = path.join(import.meta.dirname, '../..');

const files = [
  'test/language/fixtures',
  ...readdirSync(path.join(root, 'examples')).map((name) => `examples/${name}`),
]
  .flatMap((folder) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`))
  .filter((name) => name.endsWith('.workflow.json'));

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (done, { offset, length, text: by }) => done.slice(0, offset) + by + done.slice(offset + length),
      text,
    );
}

function inShape(text: string, shape: Shape): string {
  const { document } = openDocument(text);
  return document === undefined ? text : applied(text, fileInShape(document, shape));
}

/** What a text means: its nodes, edges, and what is wrong with it, wherever that stands. */
function meaning(text: string): unknown {
  const { draft, problems } = read(text);
  return {
    ...draft,
    nodes: Object.fromEntries(draft.nodes),
    outgoing: Object.fromEntries(draft.outgoing),
    problems: problems.map(({ code, message, nodeId }) => ({ code, message, nodeId })),
  };
}

function commentsIn(text: string): string[] {
  const found = text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? [];
  return found
    .flatMap((comment) => comment.split(/(?=\/\/)/))
    .map((comment) => comment.trim())
    .sort();
}

const SHAPES: readonly Shape[] = ['flat', 'data'];

describe('the other shape of a file', () => {
  it('means the same, has every comment, and leads back, for every example and golden file', () => {
    for (const file of files) {
      const text = readFileSync(path.join(root, file), 'utf8');
      for (const shape of SHAPES) {
        const after = inShape(text, shape);
        assert.deepEqual(meaning(after), meaning(text), `${file}\n${after}`);
        assert.deepEqual(commentsIn(after), commentsIn(text), `${file}\n${after}`);
        assert.equal(inShape(after, shape), after, file);
        const back = inShape(after, shape === 'flat' ? 'data' : 'flat');
        assert.deepEqual(meaning(back), meaning(text), `${file}\n${back}`);
        assert.deepEqual(commentsIn(back), commentsIn(text), `${file}\n${back}`);
      }
    }
  });

  it('means the same for any mixture of the two, in any layout', () => {
    const name = fc.constantFrom('message', 'label', 'id', 'type', 'prompt', 'a b', 'ignore');
    const fields = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }));
    const node = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'c'),
        type: fc.constantFrom('send_message', 'human', 'x'),
        data: fields,
      },
      { requiredKeys: ['id', 'type'] },
    );
    const mixed = fc.tuple(fields, node).map(([flat, head]) => ({ ...flat, ...head }));
    const ends = fc.dictionary(
      fc.constantFrom('from', 'source', 'to', 'target', 'when'),
      fc.constantFrom('a', 'b'),
    );
    const layouts = fc.constantFrom<[indent: number, comma: string]>(
      [0, ','],
      [2, ','],
      [2, ', // why\n'],
      [4, '/* x */,'],
    );
    fc.assert(
      fc.property(fc.array(mixed), fc.array(ends), layouts, (nodes, edges, [indent, comma]) => {
        const plain = JSON.stringify({ nodes, edges }, null, indent);
        // Commas of lines stand outside of texts, where a comment may follow them.
        const text = indent === 0 ? plain : plain.replace(/,$/gm, comma);
        for (const shape of SHAPES) {
          const after = inShape(text, shape);
          assert.deepEqual(meaning(after), meaning(text), after);
          assert.deepEqual(commentsIn(after), commentsIn(text), after);
        }
      }),
      { numRuns: 200 },
    );
  });

  const text = [
    '{',
    '  "nodes": [',
    '    { "id": "start", "type": "trigger", "triggerType": "manual" }, // begins',
    '    {',
    '      "id": "ask", // who',
    '      "type": "human",',
    '      // what is asked',
    '      "prompt": "Send it?", // short',
    '      "options": [',
    '        "approve",',
    '        "reject"',
    '      ]',
    '    }',
    '  ],',
    '  "edges": [{ "from": "start", "to": "ask", "when": "user_id" }]',
    '}',
  ].join('\n');

  const nested = [
    '{',
    '  "nodes": [',
    '    { "id": "start", "type": "trigger", "data": { "triggerType": "manual" } }, // begins',
    '    {',
    '      "id": "ask", // who',
    '      "type": "human",',
    '      "data": {',
    '        // what is asked',
    '        "prompt": "Send it?", // short',
    '        "options": [',
    '          "approve",',
    '          "reject"',
    '        ]',
    '      }',
    '    }',
    '  ],',
    '  "edges": [{ "source": "start", "target": "ask", "when": "user_id" }]',
    '}',
  ].join('\n');

  it('is laid out as people write it, and back again to the letter', () => {
    assert.equal(inShape(text, 'data'), nested);
    assert.equal(inShape(nested, 'flat'), text);
    const crlf = text.replaceAll('\n', '\r\n');
    assert.equal(inShape(crlf, 'data'), nested.replaceAll('\n', '\r\n'));
  });

  it('can be that of one node alone', () => {
    const { document } = openDocument(text);
    assert.ok(document);
    const edits = nodeInShape(document, text.indexOf('"prompt"'), 'data');
    assert.equal(edits.length, 1);
    assert.match(
      applied(text, edits),
      /"type": "trigger", "triggerType"[\s\S]*"data": \{\n {8}\/\/ what is asked/,
    );
    assert.deepEqual(nodeInShape(document, text.indexOf('"edges"'), 'data'), []);
  });
});
