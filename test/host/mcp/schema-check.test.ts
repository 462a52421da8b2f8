import assert from 'node:assert/strict';
import { schemaCheck } from '../../../engine/host/mcp/schema-check.ts';

const nested = (levels: number): Record<string, unknown> =>
  levels === 0 ? { type: 'string' } : { type: 'object', properties: { in: nested(levels - 1) } };

describe('schemas that servers send', () => {
  it('run none of their expressions (T40)', () => {
    const word = { type: 'string', pattern: '^(a+)+$', format: 'regex' };
    const check = schemaCheck({
      type: 'object',
      properties: { word },
      patternProperties: { '^(b+)+$': word },
    });
    assert.equal(check.problem({ word: `${'a'.repeat(60)}!`, [`${'b'.repeat(60)}!`]: 1 }), undefined);
  });

  it('may name a property like a keyword', () => {
    const check = schemaCheck({
      type: 'object',
      properties: { pattern: { type: 'string' } },
      required: ['pattern'],
    });
    assert.match(check.problem({}) ?? '', /pattern/);
    assert.match(check.problem({ pattern: 5 }) ?? '', /string/);
  });

  it('do not refuse what their dropped expressions allowed', () => {
    const check = schemaCheck({
      patternProperties: { '^x-': { type: 'number' } },
      additionalProperties: false,
    });
    assert.equal(check.problem({ 'x-a': 1 }), undefined);
  });

  it('refuse everything when they cannot be used', () => {
    const unusable = [
      { $ref: 'https://schemas.test/one.json' },
      { $ref: '#/nowhere' },
      { type: 'no such type' },
      nested(100),
      { enum: ['x'.repeat(300 * 1024)] },
    ];
    for (const schema of unusable) {
      assert.ok(schemaCheck(schema).fault());
      assert.ok(schemaCheck(schema).problem({}));
    }
  });

  it('refuse rather than crash when they never end', () => {
    const check = schemaCheck({ allOf: [{ $ref: '#' }] });
    assert.ok(check.problem({}));
  });

  it('read both dialects of definitions', () => {
    for (const [$schema, place] of [
      ['http://json-schema.org/draft-07/schema#', 'definitions'],
      ['https://json-schema.org/draft/2020-12/schema', '$defs'],
    ]) {
      const amount = { $ref: `#/${place}/amount` };
      const check = schemaCheck({
        $schema,
        properties: { amount },
        [place ?? '']: { amount: { type: 'number' } },
      });
      assert.equal(check.fault(), undefined);
      assert.ok(check.problem({ amount: 'ten' }));
      assert.equal(check.problem({ amount: 10 }), undefined);
    }
  });
});
