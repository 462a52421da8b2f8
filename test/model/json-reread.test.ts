import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rereadJson } from '../../engine/model/json-reread.ts';
import { type Node, readJson } from '../../engine/model/json-text.ts';

/** A tree without its ways up, which would go round. */
function plain(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const { parent, children, ...rest } = node;
  return { ...rest, up: parent?.offset, children: children?.map(plain) };
}

/** Reads `from`, then `to` again; whether only what changed was parsed. */
function agrees(from: string, to: string): boolean {
  const earlier = readJson(from);
  const again = rereadJson(to, from, earlier);
  if (again === undefined) return false;
  const fresh = readJson(to);
  assert.deepEqual(fresh.problems, [], `${JSON.stringify(from)} → ${JSON.stringify(to)}`);
  assert.deepEqual(again.value, fresh.value);
  assert.deepEqual(plain(again.tree), plain(fresh.tree), `${JSON.stringify(from)} → ${JSON.stringify(to)}`);
  return true;
}

const LIST = '{"a": 1, "nodes": [{"id": "x"}, {"id": "y"}, {"id": "z"}], "edges": [1, 2], "b": [{"c": []}]}';

describe('reading JSON again after an edit', () => {
  it('parses only the items of a list that were touched', () => {
    for (const [from, to] of [
      ['"y"', '"why"'],
      ['{"id": "y"}, ', ''],
      ['{"id": "x"}, ', ''],
      [', {"id": "z"}', ''],
      ['{"id": "y"}', '{"id": "y"}, {"id": "new"}'],
      ['{"id": "z"}', '{"id": "z"}, /* last */ '],
      ['{"id": "x"}, {"id": "y"}, {"id": "z"}', ''],
      ['[1, 2]', '[1, 25]'],
      ['[]', '[4]'],
    ] as const) {
      assert.ok(agrees(LIST, LIST.replace(from, to)), `${from} → ${to}`);
      assert.ok(agrees(LIST.replace(from, to), LIST), `${to} → ${from}`);
    }
  });

  it('reads the whole text where the edit could mean more', () => {
    for (const [from, to] of [
      ['"a"', '"aa"'],
      ['{"id": "y"}', '{"id": "y"'],
      ['{"id": "y"}', '// {"id": "y"}'],
      ['{"id": "y"}', '/* {"id": "y"}'],
      ['{"id": "y"}, ', '{"id": "y"} '],
      ['"y"', '"__proto__": 1'],
      ['"y"', '"\u0000"'],
      ['"y"', '"\ud800"'],
    ] as const) {
      assert.ok(!agrees(LIST, LIST.replace(from, to)), `${from} → ${to}`);
    }
  });

  it('agrees with a fresh reading wherever it gives one', () => {
    const value = fc.oneof(fc.json({ maxDepth: 3 }), fc.constantFrom('1', '-1', '[]', '{}', 'true', '"a"'));
    const piece = fc.constantFrom(
      '1',
      '-',
      ',',
      ' ',
      '[',
      ']',
      '{',
      '}',
      '"',
      '//',
      '/*',
      '*/',
      '\n',
      'e',
      '.',
      '"k":',
    );
    const gap = fc.constantFrom('', ' ', '\n', ' // c\n', '/* d */');
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 4 }),
        gap,
        fc.nat(1000),
        fc.nat(6),
        fc.oneof(piece, value, fc.constant('')),
        (items, between, place, removed, added) => {
          const from = `{"a": ${items[0] ?? '1'}, "nodes": [${items.join(`${between},${between}`)}${between}], "b": [${items[1] ?? ''}]}`;
          const at = Math.floor((from.length * place) / 1000);
          if (agrees(from, from.slice(0, at) + added + from.slice(at + removed))) taken++;
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(taken > 100, `${taken} were read again`);
  });
});
