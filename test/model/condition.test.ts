import assert from 'node:assert/strict';
import { conditionOf, evaluate, parse, references, truthy } from '../../engine/model/condition.ts';
import { scopeOf } from '../../engine/model/path.ts';

const scope = scopeOf({
  order: { total: 600, text: '600', status: 'paid', tags: ['vip', 3], empty: null, 'unit price': 2 },
  message: 'hi there',
  zero: 0,
  no: false,
  blank: '',
});

type Outcome = boolean | number | string | null | 'undecidable';

function outcome(source: string): unknown {
  const result = evaluate(conditionOf(source), scope);
  return result.kind === 'undecidable' ? 'undecidable' : result.value;
}

const TABLE: Record<string, [string, Outcome][]> = {
  'reads variables with and without braces (R7)': [
    ['{{order.total}} > 500', true],
    ['order.total > 500', true],
    ['{{ order["unit price"] }} == 2', true],
    ['"{{order.status}}" == "paid"', true],
    ["'{{order.status}}' == 'paid'", true],
    ['"is {{order.status}}!" == "is paid!"', true],
    ['{{ order.total * 2 }} == 1200', true],
    ['order.tags[0] == "vip"', true],
    ['order[message] == null', true],
  ],
  'knows comparison, logic and arithmetic': [
    ['1 + 2 * 3 == 7', true],
    ['7 / 2', 3.5],
    ['7 % 4', 3],
    ['-order.total', -600],
    ['"a" + "b"', 'ab'],
    ['order.total > 500 ? "big" : "small"', 'big'],
    ['"a" < "b"', true],
    ['!(1 == 2)', true],
    ['1 != 2', true],
    ['2 >= 2 && 2 <= 2', true],
  ],
  'gives every value a truth': [
    ['!order', false],
    ['!order.empty', true],
    ['!zero', true],
    ['!blank', true],
    ['!no', true],
    ['!nobody', true],
    ['!message', false],
    ['message && order.tags', true],
    ['blank || no', false],
  ],
  'takes a missing variable as null': [
    ['nobody == null', true],
    ['nobody.at.all == null', true],
    ['order.empty == null', true],
    ['nobody == false', false],
    ['nobody == 0', false],
  ],
  'compares a text that is a JSON number with a number as that number': [
    ['order.text == 600', true],
    ['order.text > 500', true],
    ['500 < order.text', true],
    ['"6e2" == order.total', true],
    ['"0600" == 600', false],
    ['" 600" == 600', false],
    ['"10" > "9"', true],
    ['order.text in [600]', true],
  ],
  'cannot decide an ordering whose operand is missing, null or not comparable (I16)': [
    ['nobody > 500', 'undecidable'],
    ['order.missing <= 500', 'undecidable'],
    ['500 >= order.empty', 'undecidable'],
    ['message > 500', 'undecidable'],
    ['order.tags < 3', 'undecidable'],
    ['no < 1', 'undecidable'],
    ['"1,000" > 500', 'undecidable'],
    ['"1,000" > "500"', 'undecidable'],
    ['order == 5 || nobody > 1', 'undecidable'],
  ],
  'cannot decide arithmetic with what is no number': [
    ['message + 1', 'undecidable'],
    ['order.text + 1', 'undecidable'],
    ['nobody * 2', 'undecidable'],
    ['-message', 'undecidable'],
    ['1 / 0', 'undecidable'],
    ['1 % 0', 'undecidable'],
  ],
  'lets one operand decide where the other cannot be (Kleene)': [
    ['false && nobody > 1', false],
    ['nobody > 1 && false', false],
    ['true || nobody > 1', true],
    ['nobody > 1 || true', true],
    ['true && nobody > 1', 'undecidable'],
    ['nobody > 1 || false', 'undecidable'],
    ['!(nobody > 1)', 'undecidable'],
    ['nobody > 1 ? true : true', 'undecidable'],
  ],
  'looks with in among the values of a list and the own keys of an object': [
    ['"vip" in order.tags', true],
    ['3 in order.tags', true],
    ['"gold" in order.tags', false],
    ['"total" in order', true],
    ['"toString" in order', false],
    ['"constructor" in order', false],
    ['"hi" in message', 'undecidable'],
    ['"hi" in nobody', 'undecidable'],
    ['order.status in ["paid", "sent"]', true],
  ],
  'compares lists and objects by their parts': [
    ['[1, 2] == [1, 2]', true],
    ['[1, 2] == [2, 1]', false],
    ['order.tags == ["vip", 3]', true],
    ['order == order', true],
    ['order == order.tags', false],
  ],
};

describe('a condition', () => {
  for (const [title, rows] of Object.entries(TABLE)) {
    it(title, () => {
      for (const [source, expected] of rows) assert.deepEqual(outcome(source), expected, source);
    });
  }

  it('refuses what is not in its language, at its place', () => {
    const refused: [string, number, number][] = [
      ['size(order) > 1', 0, 11],
      ['order.total.toFixed(2) == "1"', 0, 22],
      ['1 == 1 && has(order.total)', 10, 16],
      ['message.matches("^(a+)+$")', 0, 26],
      ['{"a": 1} == order', 0, 8],
      ['order.total >', 13, 0],
      ['{{order.total}} >>> 5', 17, 1],
      ['a = 1', 2, 1],
      ['', 0, 0],
      ['b"bytes" == message', 0, 8],
      ['9007199254740993 == 1', 0, 16],
    ];
    for (const [source, offset, length] of refused) {
      const parsed = parse(source);
      assert.ok(parsed.kind === 'invalid', source);
      assert.deepEqual([parsed.offset, parsed.length], [offset, length], source);
    }
  });

  it('that cannot be read is undecidable in a run', () =>
    assert.equal(outcome('order.total >'), 'undecidable'));

  it('names what it reads with positions in its source', () => {
    const parsed = parse('{{order.total}} > limit && "x {{who}}" == note');
    assert.ok(parsed.kind === 'ok');
    assert.deepEqual(
      references(parsed.expression).map(({ root, path, offset }) => [root, path, offset]),
      [
        ['order', 'order.total', 0],
        ['limit', 'limit', 18],
        ['who', 'who', 27],
        ['note', 'note', 42],
      ],
    );
  });

  it('has limits of length, size, depth and work (T38)', () => {
    const sources = [
      'a'.repeat(5000),
      `${'('.repeat(300)}1${')'.repeat(300)}`,
      `${'!'.repeat(1000)}true`,
      `${'1+'.repeat(1200)}1`,
    ];
    for (const source of sources) assert.equal(parse(source).kind, 'invalid', source.slice(0, 20));
    const long = scopeOf({ list: Array.from({ length: 200_000 }, () => 'x') });
    assert.equal(evaluate(conditionOf('"y" in list'), long).kind, 'undecidable');
  });

  it('treats NaN-like and empty values as the contract says', () => {
    assert.deepEqual([null, undefined, false, 0, ''].map(truthy), [false, false, false, false, false]);
    assert.deepEqual(['0', [], {}, -1, true].map(truthy), [true, true, true, true, true]);
  });
});
