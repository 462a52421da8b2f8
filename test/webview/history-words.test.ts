import assert from 'node:assert/strict';
import type { HistoryItem } from '../../schemas/protocol/views.ts';
import { sentenceOf } from '../../webview/review/history.ts';

const SENTENCES: [Partial<HistoryItem> & { type: string }, string][] = [
  [{ type: 'handoff-opened' }, 'The bot asked'],
  [{ type: 'handoff-seen', by: 'user:alice' }, 'alice looked at it'],
  [{ type: 'handoff-announced', text: 'user:alice, user:bob' }, 'alice, bob were told about it'],
  [
    { type: 'handoff-assigned', by: 'user:alice', text: 'given to role:finance: too large' },
    'alice gave it on: role:finance: too large',
  ],
  [{ type: 'handoff-decided', by: 'user:alice', text: 'edit' }, 'alice decided: approved with edits'],
  [{ type: 'handoff-undone', by: 'user:alice', text: 'edit' }, 'alice took back: approved with edits'],
  [{ type: 'handoff-asked', by: 'user:alice', text: 'Which order?' }, 'alice asked: “Which order?”'],
  [{ type: 'handoff-answered', by: 'model', text: 'The first.' }, 'A model answered: “The first.”'],
  [{ type: 'escalation-advanced', by: 'timeout' }, 'The clock moved it up a level'],
  [{ type: 'handoff-expired', by: 'timeout' }, 'The time ran out'],
  [{ type: 'handoff-of-tomorrow', by: 'user:bob', text: 'why' }, 'handoff of tomorrow by bob why'],
];

describe('the history of a handoff', () => {
  for (const [entry, sentence] of SENTENCES)
    it(`says "${sentence}"`, () => {
      assert.equal(sentenceOf({ seq: 1, at: '2026-01-05T09:30:00Z', ...entry }), sentence);
    });
});
