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

  const GROUPS: [string, Partial<HandoffItem>, string][] = [
    ['is for me by name', { assignee: 'user:alice' }, 'mine'],
    ['is for anybody', { assignee: null }, 'mine'],
    ['is for my role, and I have claimed it', { claimedBy: 'user:alice' }, 'mine'],
    ['is for a role of mine', { assignee: 'role:finance' }, 'teams'],
    ['is for a team of mine', { assignee: 'team:emea' }, 'teams'],
    ['is for me and of low priority', { assignee: 'user:alice', priority: 'low' }, 'low'],
    ['I may not decide, whoever it is for', { assignee: 'user:alice', mayDecide: false }, 'others'],
    ['is of low priority and for others', { priority: 'low', mayDecide: false }, 'others'],
    ['is a whole conversation', { takeover: true }, 'takeovers'],
    ['was decided', { status: 'decided' }, 'decided'],
    ['was a conversation and is over', { takeover: true, status: 'cancelled' }, 'decided'],
  ];
  for (const [what, changes, group] of GROUPS)
    it(`R37 puts what ${what} under "${group}"`, () => {
      assert.equal(groupOf(item(changes), as('user:alice')), group);
    });

  it('puts everything open under "others" while nobody has signed in', () => {
    assert.equal(groupOf(item(), as(null)), 'others');
    assert.equal(rowOf(item(), as(null), NOW, plain).contextValue, 'handoff.open');
  });

  it('R83 says what and how much, who and until when', () => {
    const { label, description } = row();
    assert.equal(label, 'Refund of $2000 for order #45678, p…');
    assert.equal(description, 'due in 38 min · role finance');
  });

  it('R54 can be heard: priority, risk and whose turn it is', () => {
    assert.match(
      row().accessibleLabel,
      /due in 38 min, role finance, high priority, normal risk, waiting for you$/,
    );
  });

  it('says high risk in words, not by the picture alone', () => {
    const { icon, description } = row({ risk: 'high' });
    assert.equal(icon.id, 'warning');
    assert.match(description, /high risk/);
  });

  it('offers to decide only what I may decide', () => {
    assert.equal(row().contextValue, 'handoff.decidable');
    assert.equal(row({ claimedBy: 'user:alice' }).contextValue, 'handoff.claimed');
    assert.equal(row({ mayDecide: false }).contextValue, 'handoff.open');
    assert.equal(row({ takeover: true }).contextValue, 'handoff.takeover');
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
    assert.equal(row({ reason: `one   two ${'x'.repeat(200)}` }).label.length, 36);
  });

  it('R62 lists the urgent first, then what is due sooner, then what waits longer', () => {
    const later = new Date(NOW + 9e6).toISOString();
    const sorted = [
      item({ id: 'low', priority: 'low' }),
      item({ id: 'late', dueAt: later }),
      item({ id: 'none', dueAt: undefined }),
      item({ id: 'soon' }),
      item({ id: 'urgent', priority: 'urgent', dueAt: undefined }),
      item({ id: 'overdue', priority: 'medium', overdue: true }),
    ].sort(byUrgency);
    assert.deepEqual(
      sorted.map(({ id }) => id),
      ['overdue', 'urgent', 'soon', 'late', 'none', 'low'],
    );
  });

  it('R55 says that time ran out in words and by a picture, not by colour alone', () => {
    const late = row({ dueAt: new Date(NOW - 5 * 60_000).toISOString() });
    assert.match(late.description, /^overdue 5 min · role finance$/);
    assert.equal(late.icon.id, 'watch');
    assert.match(late.accessibleLabel, /overdue 5 min/);
    assert.equal(row({ dueAt: new Date(NOW + 600_000).toISOString() }).icon.id, 'watch');
  });

  it('R62 says how many have agreed, whose word is missing, and on which level it stands', () => {
    const { description, tooltip } = row({
      agreement: { have: 1, needed: 2, missing: ['role:legal'] },
      level: { at: 2, of: 3, to: 'role:director' },
    });
    assert.match(description, /1 of 2 agreed/);
    assert.ok(tooltip.includes('still missing: role legal'));
    assert.ok(tooltip.includes('level 2 of 3: role director'));
  });

  it('leaves out for whom it waits where its group says so', () => {
    assert.equal(row({ mayDecide: false }).inGroup, 'due in 38 min');
    assert.equal(row().inGroup, 'due in 38 min · role finance');
  });

  it('says who looks at it', () => {
    assert.match(row({ claimedBy: 'user:bob' }).description, /Bob looks at it$/);
    assert.match(row({ claimedBy: 'user:alice' }).description, /claimed by you$/);
  });

  it('offers to take a decision back to who took it, until its time is over', () => {
    const held: Partial<HandoffItem> = {
      status: 'decided',
      decision: 'approve',
      decidedBy: 'user:alice',
      undoUntil: new Date(NOW + 9_000).toISOString(),
    };
    assert.equal(row(held).contextValue, 'handoff.undoable');
    assert.equal(row(held, 'user:bob').contextValue, 'handoff.closed');
    const over = { ...held, undoUntil: new Date(NOW).toISOString() };
    assert.equal(row(over).contextValue, 'handoff.closed');
  });

  it('says that the definition has changed since it was asked, once somebody has looked', () => {
    const { description, tooltip } = rowOf(item(), as('user:alice'), NOW, plain, 'Must be asked again.');
    assert.match(description, /definition changed$/);
    assert.ok(tooltip.includes('Must be asked again.'));
  });
});
