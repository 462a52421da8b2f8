import assert from 'node:assert/strict';
import { schemaFault } from '../../engine/model/schema-fault.ts';
import { unreadable } from '../../engine/model/schema-unread.ts';

const fits = (schema: object, ...values: unknown[]) => {
  for (const value of values)
    assert.equal(schemaFault({ ...schema }, value, 'x'), undefined, JSON.stringify(value));
};
const refuses = (schema: object, value: unknown, path: string, message: RegExp) => {
  const fault = schemaFault({ ...schema }, value, 'x');
  assert.ok(fault, JSON.stringify(value));
  assert.equal(fault.path, path);
  assert.match(fault.message, message);
};

describe('a value against a schema', () => {
  it('is of one of its types', () => {
    fits({ type: ['string', 'null'] }, 'a', null);
    refuses({ type: 'number' }, '3', 'x', /must be number/);
    refuses({ type: 'integer' }, 3.5, 'x', /must be integer/);
  });

  it('is one of its choices, objects too', () => {
    fits({ enum: ['a', { b: 1 }] }, 'a', { b: 1 });
    refuses({ enum: ['a', 'b'] }, 'c', 'x', /one of a, b/);
    refuses({ const: { b: 1 } }, { b: 2 }, 'x', /must be \{"b":1\}/);
  });

  it('keeps to its limits', () => {
    refuses({ minimum: 1 }, 0, 'x', /at least 1/);
    refuses({ exclusiveMaximum: 5 }, 5, 'x', /less than 5/);
    refuses({ maxLength: 1 }, 'ab', 'x', /at most 1 characters/);
    refuses({ minProperties: 1 }, {}, 'x', /at least 1 properties/);
    fits({ maxLength: 1 }, '😀');
  });

  it('has what is required, in the form of its schema, and nothing else where that is said', () => {
    const schema = { required: ['a'], properties: { a: { type: 'string' } }, additionalProperties: false };
    fits(schema, { a: 'x' });
    refuses(schema, {}, 'x.a', /is required/);
    refuses(schema, { a: 1 }, 'x.a', /must be string/);
    refuses(schema, { a: 'x', b: 1 }, 'x.b', /is not a field/);
    refuses({ additionalProperties: { type: 'number' } }, { b: 'x' }, 'x.b', /must be number/);
    refuses({ properties: { a: false } }, { a: 1 }, 'x.a', /not allowed/);
  });

  it('does not get what it needs from a prototype (T41)', () => {
    refuses({ required: ['toString'] }, {}, 'x.toString', /is required/);
    refuses(
      { additionalProperties: false, properties: {} },
      { constructor: 1 },
      'x.constructor',
      /is not a field/,
    );
  });

  it('fits all, any, one or not', () => {
    const [text, short] = [{ type: 'string' }, { maxLength: 2 }];
    refuses({ allOf: [text, short] }, 'abc', 'x', /at most 2/);
    fits({ anyOf: [{ type: 'number' }, short] }, 'ab', 7);
    refuses({ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'ab', 'x', /must be number/);
    refuses({ oneOf: [text, short] }, 'ab', 'x', /several/);
    refuses({ oneOf: [{ type: 'number' }] }, 'ab', 'x', /must be number/);
    refuses({ not: text }, 'ab', 'x', /must not be/);
  });

  it('follows references inside the schema, and none that leads nowhere or round in circles', () => {
    const list = {
      $defs: { node: { properties: { next: { $ref: '#/$defs/node' }, n: { type: 'number' } } } },
      $ref: '#/$defs/node',
    };
    fits(list, { next: { next: { n: 1 } } });
    refuses(list, { next: { n: 'x' } }, 'x.next.n', /must be number/);
    refuses({ $ref: '#/nothing' }, 1, 'x', /leads nowhere/);
    refuses({ $ref: 'https://elsewhere.example/schema' }, 1, 'x', /leads nowhere/);
    refuses({ $ref: '#' }, 1, 'x', /too deep/);
    refuses({ anyOf: [{ $ref: '#' }, { $ref: '#' }] }, 1, 'x', /too deep|too long/);
  });

  it('is not taken for checked where a keyword is not known here (I16)', () => {
    assert.equal(unreadable({ type: 'object', properties: { if: { type: 'string' } } }), undefined);
    assert.equal(unreadable({ enum: [{ if: 1 }] }), undefined);
    assert.equal(unreadable({ items: { if: {} } }), 'if');
    assert.equal(unreadable({ anyOf: [{ patternProperties: {} }] }), 'patternProperties');
  });
});
