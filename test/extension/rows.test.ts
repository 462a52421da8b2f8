import assert from 'node:assert/strict';
import { peopleOf } from '../../extension/people/directory.ts';
import { byUrgency, groupOf, type Viewer } from '../../extension/queue/groups.ts';
import { rowOf } from '../../extension/queue/row.ts';
import { plain } from '../../extension/words.ts';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { refund } from '../webview/sample.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 0);
const CONFIG = `{
  // who may decide
  "people": {
    "alice": { "name": "Alice Moreno", "roles": ["finance"], "teams": ["emea"], },
    "bob": { "name": "Bob" },
  },
}`;
const people = peopleOf(CONFIG);
const as = (me: string | null): Viewer => ({ me, people });
const item = (changes: Partial<HandoffItem> = {}): HandoffItem => refund(changes, NOW);
const row = (changes: Partial<HandoffItem> = {}, me: string | null = 'user:alice') =>
  rowOf(item(changes), as(me), NOW, plain);

describe('a row of the queue', () => {
  it('reads the people of a config with comments and trailing commas', () => {
    assert.deepEqual(
      people.map(({ principal, name }) => [principal, name]),
      [
        ['user:alice', 'Alice Moreno'],
        ['user:bob', 'Bob'],
      ],
    );
  });

  const GROUPS: [string | null, string | null, HandoffItem['status'], string][] = [
    ['user:alice', 'role:finance', 'open', 'mine'],
    ['user:alice', 'team:emea', 'open', 'mine'],
    ['user:alice', 'user:alice', 'open', 'mine'],
    ['user:alice', null, 'open', 'mine'],
    ['user:alice', 'user:bob', 'open', 'others'],
    ['user:bob', 'role:finance', 'open', 'others'],
    ['user:stranger', 'role:finance', 'open', 'others'],
    [null, null, 'open', 'others'],
    ['user:alice', 'role:finance', 'decided', 'decided'],
    ['user:alice', null, 'cancelled', 'decided'],
  ];
  for (const [me, assignee, status, group] of GROUPS)
    it(`puts what is ${status} and for ${assignee ?? 'anybody'} under "${group}" when ${me ?? 'nobody'} looks`, () => {
      assert.equal(groupOf(item({ assignee, status }), as(me)), group);
    });

  it('R83 says what and how much, who and until when', () => {
    const { label, description } = row();
    assert.equal(label, 'Refund of $2000 for order #45678, placed 3 days ago');
    assert.equal(description, 'role finance · due in 38 min');
  });

  it('R54 can be heard: priority, risk and whose turn it is', () => {
    assert.match(row().accessibleLabel, /due in 38 min, high priority, normal risk, waiting for you$/);
  });

  it('says high risk in words, not by the picture alone', () => {
    const { icon, description } = row({ risk: 'high' });
    assert.equal(icon.id, 'warning');
    assert.match(description, /high risk/);
  });

  it('offers to decide only what I may decide', () => {
    assert.equal(row().contextValue, 'handoff.decidable');
    assert.equal(row({}, 'user:bob').contextValue, 'handoff.open');
    assert.equal(
      row({ status: 'decided', decision: 'approve', decidedBy: 'user:bob' }).contextValue,
      'handoff.closed',
    );
  });

  const OUTCOMES: [Partial<HandoffItem>, string][] = [
    [{ status: 'decided', decision: 'approve', decidedBy: 'user:alice' }, 'approved by you'],
    [{ status: 'decided', decision: 'reject', decidedBy: 'user:bob' }, 'rejected by Bob'],
    [{ status: 'decided', decision: 'reject', decidedBy: 'timeout' }, 'rejected by the clock'],
    [{ status: 'expired' }, 'expired, nobody decided in time'],
    [{ status: 'cancelled' }, 'cancelled'],
  ];
  for (const [changes, words] of OUTCOMES)
    it(`says "${words}"`, () => {
      assert.equal(row(changes).description, words);
    });

  it('T24 shows characters that would turn a row around', () => {
    assert.equal(row({ reason: 'pay \u202e0002' }).label, 'pay ‹U+202E›0002');
  });

  it('keeps a row on one line', () => {
    assert.equal(row({ reason: `one   two ${'x'.repeat(200)}` }).label.length, 60);
  });

  it('R62 lists the urgent first, then what is due sooner, then what waits longer', () => {
    const later = new Date(NOW + 9e6).toISOString();
    const sorted = [
      item({ id: 'low', priority: 'low' }),
      item({ id: 'late', dueAt: later }),
      item({ id: 'none', dueAt: undefined }),
      item({ id: 'soon' }),
      item({ id: 'urgent', priority: 'urgent', dueAt: undefined }),
    ].sort(byUrgency);
    assert.deepEqual(
      sorted.map(({ id }) => id),
      ['urgent', 'soon', 'late', 'none', 'low'],
    );
  });
});
