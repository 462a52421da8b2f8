import assert from 'node:assert/strict';
import { conditionOf, evaluate, parse } from '../../engine/model/condition.ts';
import { scopeOf } from '../../engine/model/path.ts';
import { fill } from '../../engine/model/template.ts';

/** Ways in: roots, steps towards a function, and what one would do with it. */
const ROOTS = [
  'order',
  'list',
  'text',
  '"x"',
  '1',
  'true',
  '[]',
  'this',
  'globalThis',
  'process',
  'constructor',
  '__proto__',
  'Object',
  'self',
];
const STEPS = [
  '.constructor',
  '["constructor"]',
  '.__proto__',
  '["__pro" + "to__"]',
  '.prototype',
  '["\\u0063onstructor"]',
  '.toString',
  '.valueOf',
  '["__lookupGetter__"]',
  '.constructor.constructor',
];
const ENDS = ['', '("canary()")', '.call(1, "canary()")', '("canary()")()', '.bind(canary)()'];

/** Known tricks of other expression languages, in our own spelling. */
const TRICKS = [
  'canary()',
  'order.run()',
  'order["run"](1)',
  'Function("canary()")()',
  'eval("canary()")',
  'import("node:fs")',
  'new Function("canary()")',
  '(() => canary())()',
  'order => canary()',
  '`${canary()}`',
  'order.total = canary()',
  'order["total"] = 1',
  'delete order.total',
  'order?.constructor?.("canary()")',
  'order.map(x, canary())',
  '[1].map(x, canary())',
  '[1].exists(x, canary())',
  'cel.bind(f, canary, f())',
  '{{constructor.constructor("canary()")()}}',
  '"{{constructor.constructor}}" == 1',
  '{{order.__proto__.polluted}} == 1',
  'order.__defineGetter__("x", canary)',
  'Reflect.construct(order.constructor, ["canary()"])',
  'order is Function',
  'canary`x`',
  '/x/.constructor',
  '#{canary()}',
  '${canary()}',
  '<%= canary() %>',
];

describe('escapes from conditions and templates (T38, T41, G11)', () => {
  const sources = [
    ...ROOTS.flatMap((root) => STEPS.flatMap((step) => ENDS.map((end) => root + step + end))),
    ...TRICKS,
  ];
  let touched = 0;
  const canary = (): string => {
    touched++;
    return 'canary';
  };
  const order = { total: 1, run: canary };
  const scope = scopeOf({ order, list: [1], text: 'x', canary });

  it('are at least 500', () => assert.ok(sources.length >= 500, String(sources.length)));

  it('give an error or plain data as conditions, and the canary stays untouched', () => {
    for (const source of sources) {
      const parsed = parse(source);
      const result = evaluate(conditionOf(source), scope);
      const isPlain = result.kind === 'undecidable' || !['function', 'symbol'].includes(typeof result.value);
      // The canary itself is a variable here; naming it gives it back, calling it is impossible.
      assert.ok(parsed.kind === 'invalid' || isPlain || ['canary', 'order.run'].includes(source), source);
    }
    assert.equal(touched, 0);
  });

  it('give nothing as templates, and nothing is polluted', () => {
    for (const source of sources) {
      const { value } = fill(`{{${source}}}`, scope);
      assert.ok(value === undefined || typeof value !== 'function', source);
    }
    assert.equal(touched, 0);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });
});
