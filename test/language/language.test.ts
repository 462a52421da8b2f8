import assert from 'node:assert/strict';
import fc from 'fast-check';
import { check, kindOf } from '../../engine/language/language.ts';
import { Lines } from '../../engine/language/lines.ts';

describe('checking a file', () => {
  it('knows a kind by its name', () => {
    assert.equal(kindOf('/a/refund.workflow.json'), 'workflow');
    assert.equal(kindOf('C:\\a\\refund.scenario.json'), 'scenario');
    assert.equal(kindOf('handoff.config.json'), 'config');
    assert.equal(kindOf('a/my.handoff.config.json'), undefined);
    assert.equal(kindOf('package.json'), undefined);
  });

  it('says line and column of what is wrong, from zero', () => {
    const text = '{\r\n  "nodes": [],\r\n  "edges": [{ "from": "a", "to": "b" }]\r\n}';
    assert.deepEqual(
      check(text, { kind: 'workflow' }).map(({ code, range }) => [code, range.start, range.end]),
      [
        ['dangling-edge', { line: 2, character: 22 }, { line: 2, character: 25 }],
        ['dangling-edge', { line: 2, character: 33 }, { line: 2, character: 36 }],
      ],
    );
  });

  it('says it of configurations and scenarios too', () => {
    assert.deepEqual(
      check('{\n"polices": []}', { kind: 'config' }).map(({ range }) => range.start.line),
      [1],
    );
    assert.deepEqual(
      check('{\n"scenarios": 1}', { kind: 'scenario' }).map(({ code }) => code),
      ['invalid-schema', 'invalid-schema'],
    );
  });

  it('names the node that a diagnostic is about', () => {
    const text = '{ "nodes": [{ "id": "a", "type": "logic", "condition": "x >" }] }';
    assert.deepEqual(
      check(text, { kind: 'workflow' })
        .filter(({ nodeId }) => nodeId === 'a')
        .map(({ code }) => code),
      ['dead-end', 'invalid-expression'],
    );
  });

  it('never throws, whatever the text is (G13)', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"nodes":',
      '"edges":',
      '"id":',
      '"type":',
      '"human"',
      '"logic"',
      '"a"',
      ',',
      '1',
      'null',
      '"{{"',
      '//x\n',
      '"from":',
      '"when":',
      '"data":',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        for (const kind of ['workflow', 'scenario', 'config'] as const) check(parts.join(''), { kind });
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        check(json, { kind: 'workflow' });
        check(`{"nodes": [${json}], "edges": [${json}]}`, { kind: 'workflow' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('lines', () => {
  it('end with LF, CRLF or CR', () => {
    const lines = new Lines('a\nbc\r\nd\re');
    assert.deepEqual(
      [0, 2, 3, 6, 8, 99].map((offset) => lines.positionAt(offset)),
      [
        { line: 0, character: 0 },
        { line: 1, character: 0 },
        { line: 1, character: 1 },
        { line: 2, character: 0 },
        { line: 3, character: 0 },
        { line: 3, character: 1 },
      ],
    );
  });
});
