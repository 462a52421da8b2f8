import assert from 'node:assert/strict';
import { isTicket, sameTicket } from '../../extension/commands/ticket.ts';
import { stepsOf } from '../../extension/migrate/steps.ts';
import { changesText, verdictText } from '../../extension/migrate/verdict.ts';
import { assigneeChoices, poolsOf } from '../../extension/people/assignees.ts';
import type { Person } from '../../extension/people/directory.ts';
import { historyText } from '../../extension/queue/history.ts';
import { answerRow, talkRow } from '../../extension/queue/talk-row.ts';
import { nodeStatsText } from '../../extension/stats/words.ts';
import { type Standing, statusWords } from '../../extension/status-words.ts';
import { plain } from '../../extension/words.ts';
import type { ConversationItem, NodeStats, ReviewItem, RunChanges } from '../../schemas/protocol/views.ts';
import { refund } from '../webview/sample.ts';

const people: Person[] = [
  { principal: 'user:alice', name: 'Alice Moreno', roles: ['finance'], teams: ['emea'] },
  { principal: 'user:bob', name: 'Bob', roles: ['finance'], teams: [] },
];

describe('whom a handoff can be given to', () => {
  it('R60 lists people, roles and teams, each with who is behind it', () => {
    assert.deepEqual(
      assigneeChoices(people, plain).map(({ assignee, description }) => [assignee, description]),
      [
        ['user:alice', 'finance, emea'],
        ['user:bob', 'finance'],
        ['role:finance', 'Alice Moreno, Bob'],
        ['team:emea', 'Alice Moreno'],
      ],
    );
  });

  it('knows the roles and teams of one person', () => {
    assert.deepEqual(
      poolsOf(people, 'user:bob', plain).map(({ assignee }) => assignee),
      ['role:finance'],
    );
    assert.deepEqual(poolsOf(people, null, plain), []);
  });
});

describe('a ticket that somebody typed (R85)', () => {
  for (const typed of ['H-1042', 'h-1042', 'h1042', ' H 1042 ', '1042'])
    it(`is H-1042 when it is "${typed}"`, () => {
      assert.ok(isTicket(typed) && sameTicket('H-1042', typed));
    });
  for (const typed of ['', 'H-', 'H-10x', 'refund', '1042 5'])
    it(`is none when it is "${typed}"`, () => {
      assert.ok(!isTicket(typed) && !sameTicket('H-1042', typed));
    });
});

describe('rows that are no handoffs', () => {
  const talk: ConversationItem = {
    bot: 'shop',
    conversation: 'jane',
    owner: 'user:alice',
    openHandoffs: [],
    runs: [],
    messages: 3,
    lastAt: '2026-11-21T14:00:00Z',
    envelope: { ticket: 'H-1', summary: 'Jane wants her money', note: '' },
  };
  it('R33 says who has a conversation', () => {
    const mine = talkRow(talk, { me: 'user:alice', people }, plain);
    assert.deepEqual([mine.description, mine.contextValue], ['with you · bot shop', 'talk.mine']);
    const others = talkRow(talk, { me: 'user:bob', people }, plain);
    assert.deepEqual(
      [others.description, others.contextValue],
      ['with Alice Moreno · bot shop', 'talk.other'],
    );
    assert.ok(others.tooltip.includes('Jane wants her money'));
  });

  it('R41 says why a finished answer was picked, and how sure the bot was', () => {
    const review: ReviewItem = {
      id: 'v1',
      status: 'open',
      bot: 'shop',
      workflow: 'w',
      run: 'r',
      conversation: null,
      because: 'one of the first 3',
      openedAt: '2026-11-21T14:00:00Z',
      answer: 'Your parcel arrives on Monday.',
      confidence: 0.914,
    };
    const { label, description, contextValue } = answerRow(review, plain);
    assert.deepEqual(
      [label, description, contextValue],
      ['Your parcel arrives on Monday', 'one of the first 3 · 91 % confident', 'answer'],
    );
  });
});

describe('the status bar', () => {
  const standing: Standing = { state: 'live', who: 'Alice', mine: 2, open: 5, taken: 0, halted: false };
  const CASES: [Partial<Standing>, string, string][] = [
    [{}, '$(person) 2', 'handoff.resume'],
    [{ who: undefined }, '$(person) 5', 'handoff.signIn'],
    [{ taken: 1 }, '$(person) 2 $(comment-discussion) 1', 'handoff.resume'],
    [{ halted: true }, '$(stop-circle) effects stopped $(person) 2', 'handoff.resumeEffects'],
    [{ state: 'read-only' }, '$(lock) read-only', 'handoff.showLog'],
    [{ state: 'engine-off' }, '$(circle-slash) Handoff', 'handoff.startEngine'],
  ];
  for (const [changes, text, command] of CASES)
    it(`says "${text}"`, () => {
      const words = statusWords({ ...standing, ...changes }, plain);
      assert.deepEqual([words.text, words.command], [text, command]);
      assert.notEqual(words.tooltip, '');
    });
});

describe('a definition that changed while a run waits (F26)', () => {
  const changes: RunChanges = {
    run: 'r1',
    pinned: { hash: 'a', path: 'shop.workflow.json', text: '' },
    current: { hash: 'b', path: 'shop.workflow.json', text: '' },
    verdict: 'ask-again',
    why: ['What "review" asks differs.'],
    nodes: { added: ['mail'], removed: [], changed: ['review'] },
    mapping: [],
  };
  it('is said in words: the verdict, why, and which steps', () => {
    assert.match(verdictText(changes.verdict, plain), /^Must be asked again/);
    assert.equal(
      changesText(changes, plain),
      'What "review" asks differs.\nNew steps: mail\nSteps that differ: review',
    );
  });

  it('finds the steps of both shapes, and which of them ask a person', () => {
    const text = `{ // flat and nested
      "nodes": [
        { "id": "a", "type": "human", },
        { "id": "b", "type": "action", "data": { "actionType": "human_handoff" } },
        { "id": "c", "type": "action", "actionType": "human_handoff" },
        { "id": "d", "type": "logic" },
        { "type": "logic" }, 7
      ] }`;
    assert.deepEqual(
      stepsOf(text).map(({ id, asks }) => [id, asks]),
      [
        ['a', true],
        ['b', true],
        ['c', true],
        ['d', false],
      ],
    );
    assert.equal(text.slice(stepsOf(text)[1]?.offset).slice(0, 3), '"b"');
    assert.deepEqual(stepsOf('not JSON'), []);
  });
});

describe('the line above a step that asks people (R67)', () => {
  const stats: NodeStats = {
    bot: 'shop',
    workflow: 'shop.workflow.json',
    node: 'review',
    opened: 13,
    decided: 12,
    approved: 11,
    edited: 0,
    rejected: 1,
    escalated: 0,
    expired: 0,
    medianMs: 4 * 60_000,
  };
  it('says how many, how often yes, and how long it took', () => {
    assert.equal(nodeStatsText(stats, plain), '12 decided · 92 % approved · median 4 min');
    assert.equal(
      nodeStatsText({ ...stats, medianMs: 9_400 }, plain),
      '12 decided · 92 % approved · median 9 s',
    );
  });

  it('says so where there are no figures yet', () => {
    assert.equal(nodeStatsText({ ...stats, decided: 0, approved: 0 }, plain), '13 asked, none decided yet');
    assert.equal(nodeStatsText({ ...stats, opened: 0, decided: 0 }, plain), 'nobody was asked yet');
  });

  it('names what the figures suggest', () => {
    const suggestion = { kind: 'automate' as const, text: '', evidence: '' };
    assert.match(nodeStatsText({ ...stats, suggestion }, plain), /candidate for automation$/);
  });
});

describe('the history of a handoff', () => {
  it('T24 is one line an event, with names, and foreign text made visible', () => {
    const text = historyText(
      refund({
        history: [
          { seq: 1, at: '2026-11-21T14:00:00Z', type: 'handoff-opened' },
          {
            seq: 2,
            at: '2026-11-21T14:01:00Z',
            type: 'handoff-annotated',
            by: 'user:bob',
            text: 'a\nb\u202e',
          },
        ],
        votes: [{ by: 'user:alice', decision: 'approve' }],
        seenBy: ['user:bob'],
      }),
      people,
      plain,
    );
    assert.match(text, /^H-1042 {2}Refund \$2,000 for order #45678\n/);
    assert.match(text, / {2}opened\n/);
    assert.match(text, / {2}annotated {2}Bob {2}a b‹U\+202E›\n/);
    assert.match(text, /Votes\n.*Alice Moreno {2}approve\n/);
    assert.match(text, /Seen by Bob\n/);
  });
});
