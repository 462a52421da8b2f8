import assert from 'node:assert/strict';
import { quickFixes } from '../../../engine/language/editor.ts';
import { check } from '../../../engine/language/language.ts';
import { opened } from './marked.ts';

describe('quick fixes in an editor', () => {
  it('R24 offers what mends two diagnostics once, for both', () => {
    const text = JSON.stringify({
      nodes: [
        { id: 'start', type: 'trigger', triggerType: 'message_received' },
        { id: 'review', type: 'human', prompt: 'Refund?', assignee: 'role:finance', timeout: '1h' },
        { id: 'told', type: 'send_message', message: 'Done' },
      ],
      edges: [
        { from: 'start', to: 'review' },
        { from: 'review', to: 'told', sourceHandle: 'approved' },
      ],
    });
    const file = opened('refund.workflow.json', text);
    const diagnostics = check(text, { kind: 'workflow' });
    const at = diagnostics.find(({ code }) => code === 'silent-path')?.range;
    assert.ok(at);
    const messages = quickFixes(file, at, diagnostics, {}).filter(
      ({ title }) => title === 'Send a message after "rejected"',
    );
    assert.equal(messages.length, 1);
    assert.deepEqual(messages[0]?.diagnostics?.map(({ code }) => code).sort(), [
      'handoff-path-missing',
      'silent-path',
    ]);
  });
});
