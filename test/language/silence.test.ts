import assert from 'node:assert/strict';
import { type CheckOptions, check } from '../../engine/language/language.ts';

const workflow = (extra = '', comment = '') => `{
  ${extra}
  "nodes": [
    { "id": "start", "type": "trigger", "triggerType": "manual" },
    ${comment}
    { "id": "alone", "type": "send_message", "message": "x" },
    { "id": "told", "type": "send_message", "message": "y" }
  ],
  "edges": [{ "from": "start", "to": "told" }]
}`;

function codes(text: string, options: Omit<CheckOptions, 'kind'> = {}): string[] {
  return check(text, { kind: 'workflow', ...options }).map(({ code, severity }) => `${severity} ${code}`);
}

describe('a diagnostic', () => {
  it('is there to begin with', () => assert.deepEqual(codes(workflow()), ['warning unreachable-node']));

  it('is silenced for a file by ignore', () => {
    assert.deepEqual(codes(workflow('"ignore": ["unreachable-node"],')), []);
  });

  it('is silenced for a node by ignore on it, in its data too', () => {
    const on = (more: string) => workflow().replace('"message": "x"', `"message": "x", ${more}`);
    assert.deepEqual(codes(on('"ignore": ["unreachable-node"]')), []);
    assert.deepEqual(codes(on('"data": { "ignore": ["unreachable-node"] }')), []);
    assert.deepEqual(codes(on('"ignore": ["dead-end"]')), ['warning unreachable-node']);
  });

  it('is silenced for the next line by a comment', () => {
    assert.deepEqual(codes(workflow('', '// handoff-ignore unreachable-node: kept for later')), []);
    assert.deepEqual(codes(workflow('', '/* handoff-ignore dead-end, unreachable-node: kept */')), []);
  });

  it('is not silenced by a comment about another code or line', () => {
    assert.deepEqual(codes(workflow('', '// handoff-ignore dead-end: why')), ['warning unreachable-node']);
    assert.deepEqual(codes(workflow('// handoff-ignore unreachable-node: why')), [
      'warning unreachable-node',
    ]);
  });

  it('is not silenced by a text that looks like a comment', () => {
    assert.deepEqual(codes(workflow('"name": "// handoff-ignore unreachable-node: x",')), [
      'warning unreachable-node',
    ]);
  });

  it('counts as the rules of the configuration say', () => {
    assert.deepEqual(codes(workflow(), { config: { rules: { 'unreachable-node': 'error' } } }), [
      'error unreachable-node',
    ]);
    assert.deepEqual(codes(workflow(), { config: { rules: { 'unreachable-node': 'off' } } }), []);
  });

  it('is always said where the engine would refuse the file', () => {
    const text = '{ "ignore": ["dangling-edge"], "nodes": [], "edges": [{ "from": "a", "to": "a" }] }';
    const config = { rules: { 'dangling-edge': 'off' as const } };
    assert.deepEqual(codes(text, { config }), ['error dangling-edge', 'error dangling-edge']);
  });
});
