import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  complete,
  documentSymbols,
  hover,
  inlayHints,
  type OpenFile,
  semanticTokens,
} from '../../../engine/language/editor.ts';
import { CONFIG, opened, refund, SCENARIO } from './marked.ts';

interface Told {
  readonly nodes: readonly unknown[];
  readonly edges: readonly unknown[];
  readonly members: readonly unknown[];
}

/** Everything an outline says, without the objects that say it. */
function told({ outline: { nodes, edges, members } }: OpenFile): Told {
  const list = ({ offset, length, items, offsets }: typeof nodes | typeof edges) => [
    { offset, length, offsets },
    items.map(({ text }) => text),
  ];
  return { nodes: list(nodes), edges: list(edges), members };
}

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '{{',
  '}}',
  '\\',
  '\n',
  '//',
  '/*',
  'order',
  'null',
  '\0',
  '\uFEFF',
  '"id"',
  '\ud800',
];
const text = refund();
const edit = fc.tuple(
  fc.nat(text.length),
  fc.nat(12),
  fc.array(fc.constantFrom(...pieces), { maxLength: 4 }),
);

describe('the outline of a text', () => {
  it('after any edits is the one that reading it anew gives', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let file = opened('refund.workflow.json', text);
        for (const [at, removed, added] of edits) {
          const next = file.text.slice(0, at) + added.join('') + file.text.slice(at + removed);
          file = opened('refund.workflow.json', next, file);
          assert.deepEqual(told(file), told(opened('refund.workflow.json', next)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every item that an edit did not touch', () => {
    const before = opened('refund.workflow.json', text);
    const after = opened('refund.workflow.json', text.replace('Refund {{', 'Pay {{'), before);
    const same = after.outline.nodes.items.map((item, index) => item === before.outline.nodes.items[index]);
    assert.deepEqual(same, [true, true, true, false]);
    assert.equal(after.outline.shape, before.outline.shape);
    const other = opened('refund.workflow.json', after.text.replace('"order"', '"purchase"'), after);
    assert.notEqual(other.outline.shape, after.outline.shape);
  });
});

describe('features', () => {
  const names = {
    'refund.workflow.json': text,
    'refund.scenario.json': SCENARIO,
    'handoff.config.json': CONFIG,
  };

  for (const [name, whole] of Object.entries(names))
    it(`answer at the end of every beginning of ${name}`, () => {
      for (let end = 0; end <= whole.length; end += name === 'refund.workflow.json' ? 1 : 7) {
        const file = opened(name, whole.slice(0, end));
        const folder = { files: () => [file], config: () => undefined, tools: () => [] };
        complete(file, end, folder);
        hover(file, end, folder);
      }
    });

  it('answer for every kind of malformed text', () => {
    const odd = [
      '',
      '\0',
      '\uFEFF{}',
      '[]',
      '"',
      '{"nodes":{"a":1},"edges":"x"}',
      '['.repeat(5000),
      '{"nodes":['.repeat(3000),
      '{"nodes":[{"id":7,"type":[]},null,"x",[],{"id":"__proto__","type":"constructor"}],"edges":[3,{"source":{}}]}',
      '{"nodes":[{"id":"a","type":"router","routes":7},{"id":"a","type":"human","levels":{}}]}',
      `{"nodes":[{"id":"a","type":"human","prompt":"${'x'.repeat(1_000_000)}"}]}`,
    ];
    for (const each of odd) {
      const file = opened('odd.workflow.json', each);
      const folder = { files: () => [file], config: () => undefined, tools: () => [] };
      for (const offset of [0, 1, each.length >> 1, each.length]) {
        complete(file, offset, folder);
        hover(file, offset, folder);
      }
      documentSymbols(file);
      semanticTokens(file);
      inlayHints(file, { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } });
    }
  });
});
