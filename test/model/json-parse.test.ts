import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { parseSound } from '../../engine/model/json-parse.ts';
import { readJson } from '../../engine/model/json-text.ts';

const DEEPEST = 64;
const ALLOWED = { allowTrailingComma: true, disallowComments: false };

/** A tree without its ways up, which would go round. */
function plain(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const { parent, children, ...rest } = node;
  return { ...rest, up: parent?.offset, children: children?.map(plain) };
}

function agrees(text: string): void {
  const own = parseSound(text, DEEPEST);
  if (own !== undefined) assert.deepEqual(plain(own), plain(parseTree(text, [], ALLOWED)), text);
}

describe('the quick reader', () => {
  it('gives the same tree as the thorough one', () => {
    const example = path.join(import.meta.dirname, '../../examples/refund/refund.workflow.json');
    agrees(readFileSync(example, 'utf8'));
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.constantFrom('', ' ', '\n', '// x\n', '/* y */'),
        (json, gap) => {
          agrees(json);
          agrees(`${gap}${json.replaceAll(',', `${gap},${gap}`)}${gap}`);
        },
      ),
    );
  });

  it('takes comments, trailing commas and escapes', () => {
    const text = '{ // a\n "k\\u0041": [1, -2.5e3, true, null, "\\n",], /* b */ }';
    assert.notEqual(parseSound(text, DEEPEST), undefined);
    agrees(text);
  });

  it('gives up where the thorough one has something to say, and never takes what it refuses', () => {
    const pieces = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"a"', '"b"', '"', '\\', '1', '-', '01', '1.', '1e', 'true', 'nul'],
      ...[
        '//',
        '/*',
        '*/',
        '\n',
        ' ',
        '\t',
        '"__proto__"',
        '99999999999999999999',
        '"\\ud800"',
        '\u0001',
        '\uFEFF',
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        agrees(text);
        const errors: unknown[] = [];
        parseTree(text, errors as never[], ALLOWED);
        if (errors.length > 0) assert.equal(parseSound(text, DEEPEST), undefined, text);
      }),
      { numRuns: 5000 },
    );
  });

  it('refuses what is nested too deeply without running out of stack', () => {
    assert.equal(parseSound('['.repeat(100_000), DEEPEST), undefined);
    assert.match(readJson('['.repeat(100_000)).problems[0]?.message ?? '', /64 levels/);
  });
});
