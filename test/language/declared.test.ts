import assert from 'node:assert/strict';
import { check } from '../../engine/language/language.ts';

const person = {
  prompt: 'Refund {{order.total}} to {{mail}}?',
  timeout: '4h',
  escalation: 'auto_reject',
  holdingMessage: 'Finance looks at it within a day; write to help@example.com if it is urgent.',
};

/** Codes of what is said of a refund that a person agrees to, with some fields of its nodes written otherwise and more edges. */
function codes(changed: Readonly<Record<string, object>>, ...more: readonly string[]): string[] {
  const node = (id: string, type: string, fields: object) => ({ id, type, ...fields, ...changed[id] });
  const nodes = [
    node('start', 'trigger', { triggerType: 'message_received' }),
    node('gate', 'auth_gate', { contact_type: 'email', outputVariable: 'mail' }),
    node('look', 'mcp_tool', { toolName: 'orders__get', outputVariable: 'order' }),
    node('ask', 'human', person),
    node('pay', 'mcp_tool', { toolName: 'payments__create_refund', arguments: '{ "of": "{{order.id}}" }' }),
    node('done', 'send_message', { message: 'Paid.' }),
    node('no', 'send_message', { message: 'Not paid; write to help@example.com.' }),
  ];
  const edges = ['start gate', 'gate look verified', 'gate no failed', 'look ask', 'look no error'];
  edges.push('ask pay approved', 'ask no rejected', 'pay done', 'pay no error', ...more);
  const text = JSON.stringify({
    nodes,
    edges: edges.map((edge) => {
      const [from, to, sourceHandle] = edge.split(' ');
      return { from, to, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
    }),
  });
  return check(text, { kind: 'workflow' }).map(({ code }) => code);
}

describe('a node with a field that does not fit', () => {
  const mistakes: readonly (readonly [id: string, field: string, value: unknown])[] = [
    ['ask', 'priority', 'highest'],
    ['ask', 'options', 'approve'],
    ['ask', 'prompt', 5],
    ['ask', 'prompt', undefined],
    ['ask', 'timeout', 4],
    ['ask', 'holdingMessage', {}],
    ['gate', 'contact_type', 'pigeon'],
    ['look', 'label', 7],
    ['done', 'message', 7],
    ['no', 'label', {}],
    ['pay', 'label', []],
  ];

  it('is nothing to complain of as long as they fit', () => {
    assert.deepEqual(codes({}), []);
  });

  for (const [id, field, value] of mistakes)
    it(`is one message: ${id}.${field} = ${JSON.stringify(value)}`, () => {
      assert.deepEqual(new Set(codes({ [id]: { [field]: value } })), new Set(['invalid-schema']));
    });

  it('is no yes where nobody says one: a call after a rejection is told all the same', () => {
    const found = codes({ ask: { priority: 'highest' } }, 'ask pay rejected');
    assert.deepEqual(new Set(found), new Set(['invalid-schema', 'unguarded-side-effect']));
  });
});
