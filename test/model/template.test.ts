import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scopeOf } from '../../engine/model/path.ts';
import { fill, malformed, references, split } from '../../engine/model/template.ts';

const scope = scopeOf({
  order: { total: 600, items: [{ name: 'cup' }], 'unit price': 3, note: null },
  message: 'pay {{order.total}}',
  list: [1, 2],
});

const filled = (value: unknown): unknown => fill(value, scope).value;

describe('a template', () => {
  const table: [string, string, unknown][] = [
    ['keeps the type of what it is exactly (R16)', '{{order.total}}', 600],
    ['allows blanks between the braces', '{{ order.total }}', 600],
    ['reads lists by index', '{{order.items[0].name}}', 'cup'],
    ['reads lists by a dotted index too', '{{order.items.0.name}}', 'cup'],
    ['reads keys in quotes', '{{order["unit price"]}}', 3],
    ['leaves the dollar sign in ${{x}} alone (R2)', 'Refund ${{order.total}}', 'Refund $600'],
    ['writes objects into a text as compact JSON', 'got {{list}}', 'got [1,2]'],
    ['writes nothing for null in a text', 'note: {{order.note}}', 'note: '],
    ['keeps null where it is the whole text', '{{order.note}}', null],
    ['leaves braces around a template', '{{{list}}}', '{[1,2]}'],
    ['leaves braces that are never closed', 'a {{ b', 'a {{ b'],
    ['does not read its own values as templates again (T39)', '{{message}}', 'pay {{order.total}}'],
  ];
  for (const [title, text, expected] of table) {
    it(title, () => assert.deepEqual(filled(text), expected));
  }

  it('names what is missing, each once, and leaves its place empty', () => {
    assert.deepEqual(fill('a {{nope}} b {{nope}} c {{order.nope}}', scope), {
      value: 'a  b  c ',
      missing: ['nope', 'order.nope'],
    });
  });

  it('gives undefined for a missing value that is the whole text, so that the caller decides', () => {
    assert.deepEqual(fill({ a: '{{nope}}' }, scope), { value: { a: undefined }, missing: ['nope'] });
  });

  it('fills strings deep inside objects and lists', () => {
    assert.deepEqual(filled({ a: [{ b: '{{order.total}}' }], c: 1 }), { a: [{ b: 600 }], c: 1 });
  });

  it('says what it reads and where', () => {
    assert.deepEqual(references({ a: ['x {{ order.total }}'] }), [
      { path: 'order.total', root: 'order', offset: 5, at: ['a', 0] },
    ]);
  });

  it('takes nothing but a path between its braces', () => {
    assert.deepEqual(
      malformed('{{1 + 2}} {{a b}} {{ok}}').map(({ source }) => source),
      ['1 + 2', 'a b'],
    );
    assert.deepEqual(fill('x{{1 + 2}}', scope), { value: 'x', missing: ['1 + 2'] });
  });

  it('never reaches what is not an own key (T41)', () => {
    for (const path of [
      'order.constructor',
      'order.__proto__',
      'order["prototype"]',
      'constructor',
      '__proto__.x',
      'list.map',
      'order.toString',
    ]) {
      assert.deepEqual(fill(`{{${path}}}`, scope).value, undefined, path);
    }
  });

  it('never reads a value as a template again, whatever the value is (T39)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = `${text}{{secret}}`;
        const own = scopeOf({ value, secret: 'canary' });
        assert.equal(fill('{{value}}', own).value, value);
        assert.equal(fill('> {{value}}', own).value, `> ${value}`);
      }),
    );
  });

  it('splits into parts whose sources joined are the text', () => {
    const alphabet = fc.constantFrom('{{', '}}', '{', '}', 'a', '.', '[0]', ' ', '"');
    fc.assert(
      fc.property(fc.array(alphabet), (pieces) => {
        const text = pieces.join('');
        const joined = split(text).map((part) =>
          part.kind === 'text' ? part.text : text.slice(part.offset, part.offset + part.length),
        );
        assert.equal(joined.join(''), text);
      }),
    );
  });
});
