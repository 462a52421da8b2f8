import assert from 'node:assert/strict';
import { Feed } from '../../extension/conversation/feed.ts';
import { conversationView, type Known } from '../../extension/conversation/view.ts';
import { changesFigures } from '../../extension/oversight/figures.ts';
import { csvOf, pastedOf } from '../../extension/oversight/table.ts';
import { Throttle } from '../../extension/oversight/throttle.ts';
import { contentSecurityPolicy, pageHtml } from '../../extension/page-html.ts';
import { plain } from '../../extension/words.ts';
import {
  CONVERSATION_METHODS,
  decodeFromConversation,
  MAX_TEXT,
  type Messages,
} from '../../schemas/protocol/conversation-page.ts';
import { METHODS, type ParamsOf } from '../../schemas/protocol/methods.ts';
import {
  decodeFromOversight,
  MAX_CORRECTION,
  OVERSIGHT_METHODS,
} from '../../schemas/protocol/oversight-page.ts';
import { reviewLines } from '../../schemas/protocol/review-lines.ts';
import type { ConversationItem, HandoffDetail } from '../../schemas/protocol/views.ts';
import { csvCell } from '../../schemas/text/csv.ts';
import { messages } from '../webview/conversation/sample.ts';
import { detail, item as finished, node, stats } from '../webview/oversight/sample.ts';

const NONCE = 'page';
const talkSays = (message: object) => decodeFromConversation({ nonce: NONCE, ...message }, NONCE);
const boardSays = (message: object) => decodeFromOversight({ nonce: NONCE, ...message }, NONCE);
const asks = (method: string, params: unknown, id: unknown = 1) => ({ kind: 'request', id, method, params });

describe('what a conversation page may say', () => {
  it('passes its three methods without the place, which the host adds', () => {
    const elsewhere = { bot: 'bank', conversation: 'c2', as: 'user:bob' };
    assert.deepEqual(talkSays(asks('conversation/take', elsewhere)), asks('conversation/take', {}));
    assert.deepEqual(
      talkSays(asks('conversation/reply', { text: 'hi', ...elsewhere })),
      asks('conversation/reply', { text: 'hi' }),
    );
    assert.deepEqual(
      talkSays(asks('conversation/return', { note: 'done', ...elsewhere })),
      asks('conversation/return', { note: 'done' }),
    );
  });

  const REFUSED: [string, object, string][] = [
    ['another nonce', { nonce: 'x', kind: 'ready' }, 'nonce'],
    ['a kind nobody knows', { kind: 'eval' }, 'kind'],
    ['an empty text', asks('conversation/reply', { text: ' ' }), 'params/text'],
    ['an endless text', asks('conversation/reply', { text: 'x'.repeat(MAX_TEXT + 1) }), 'params/text'],
    ['half a character', asks('conversation/reply', { text: '\ud800' }), 'params/text'],
    ['a note that is no text', asks('conversation/return', { note: 7 }), 'params/note'],
    ['a list for parameters', asks('conversation/take', []), 'params'],
    ['no number of its own', asks('conversation/take', {}, 'one'), 'id'],
    ['a place before nothing', { kind: 'older', before: -1 }, 'before'],
  ];
  for (const [what, message, wrong] of REFUSED)
    it(`T21 refuses ${what}`, () => assert.deepEqual(talkSays(message), { wrong }));

  it('T21 refuses every other method of the bridge', () => {
    const others = METHODS.filter((method) => !CONVERSATION_METHODS.some((own) => own === method));
    assert.ok(others.length > 30);
    for (const method of others) assert.deepEqual(talkSays(asks(method, {})), { wrong: 'method' }, method);
  });
});

describe('what an oversight page may say', () => {
  it('passes a verdict with what it knows of it, and the deeds of the host by name', () => {
    const params = { id: 'v1', verdict: 'corrected', correction: 'x', note: 'y' };
    assert.deepEqual(
      boardSays(asks('review/record', { ...params, by: 'user:bob' })),
      asks('review/record', params),
    );
    assert.deepEqual(boardSays({ kind: 'deed', deed: 'save-csv', path: '/etc' }), {
      kind: 'deed',
      deed: 'save-csv',
    });
  });

  const REFUSED: [string, object, string][] = [
    ['another nonce', { nonce: 'x', kind: 'ready' }, 'nonce'],
    ['a deed nobody knows', { kind: 'deed', deed: 'run' }, 'deed'],
    ['no review', asks('review/get', {}), 'params/id'],
    ['a verdict nobody knows', asks('review/record', { id: 'v', verdict: 'fine' }), 'params/verdict'],
    [
      'an endless correction',
      asks('review/record', { id: 'v', verdict: 'corrected', correction: 'x'.repeat(MAX_CORRECTION + 1) }),
      'params/correction',
    ],
  ];
  for (const [what, message, wrong] of REFUSED)
    it(`T21 refuses ${what}`, () => assert.deepEqual(boardSays(message), { wrong }));

  it('T21 refuses every other method of the bridge', () => {
    const others = METHODS.filter((method) => !OVERSIGHT_METHODS.some((own) => own === method));
    for (const method of others)
      assert.deepEqual(boardSays(asks(method, { id: 'v' })), { wrong: 'method' }, method);
  });
});

describe('the document of a page', () => {
  it('T20 allows its one script and escapes what it is told of itself', () => {
    const html = pageHtml({
      title: 'Conversation',
      script: 'https://x/y.js',
      scriptNonce: 'n1',
      data: { folder: '"><script>', nonce: 'p' },
    });
    assert.ok(html.includes(contentSecurityPolicy('n1').replaceAll("'", '&#39;')));
    assert.ok(html.includes('data-folder="&quot;&gt;&lt;script&gt;"'));
    assert.equal(html.match(/<script/g)?.length, 1);
  });
});

describe('a conversation as it is read', () => {
  /** A conversation of so many messages that answers like the engine. */
  function source(count: number) {
    const all = messages(count);
    const ranges: object[] = [];
    return {
      all,
      ranges,
      async get(range: { after?: number; before?: number; limit: number }) {
        ranges.push(range);
        const { after, before = Number.MAX_SAFE_INTEGER, limit } = range;
        const fits = all.filter(({ seq }) => (after === undefined ? seq < before : seq > after));
        const items = after === undefined ? fits.slice(-limit) : fits.slice(0, limit);
        const next = after !== undefined && items.length === limit ? items.at(-1)?.seq : undefined;
        return { ...item({ messages: all.length }), items, ...(next !== undefined && { next }) };
      },
      handoff: () => Promise.reject(new Error('there is none')),
    };
  }

  function feedOf(of: ReturnType<typeof source>) {
    const heard: Messages[] = [];
    const feed = new Feed(of, { onKnown: () => undefined, onMessages: (more) => heard.push(more) });
    return { feed, heard };
  }

  it('reads the last page first, then only what is new, however much came meanwhile (F31)', async () => {
    const of = source(250);
    const { feed, heard } = feedOf(of);
    await feed.refresh();
    of.all.push(...messages(230, 251));
    await feed.refresh();
    await feed.refresh();
    assert.deepEqual(
      heard.map(({ place, items, older }) => [place, items[0]?.seq, items.at(-1)?.seq, older]),
      [
        ['replace', 151, 250, true],
        ['newer', 251, 350, undefined],
        ['newer', 351, 450, undefined],
        ['newer', 451, 480, undefined],
      ],
    );
  });

  it('reads backwards on demand, until nothing is before', async () => {
    const { feed, heard } = feedOf(source(150));
    await feed.refresh();
    await feed.older(51);
    assert.deepEqual(
      heard.map(({ place, items, older }) => [place, items.length, older]),
      [
        ['replace', 100, true],
        ['older', 50, false],
      ],
    );
  });

  it('reads once for a burst of events and once more for those that came meanwhile', async () => {
    const of = source(1);
    const { feed } = feedOf(of);
    await Promise.all([feed.refresh(), feed.refresh(), feed.refresh()]);
    assert.equal(of.ranges.length, 2);
  });

  it('replaces everything after texts were erased', async () => {
    const { feed, heard } = feedOf(source(3));
    await feed.refresh();
    feed.forget();
    await feed.refresh();
    assert.deepEqual(
      heard.map(({ place }) => place),
      ['replace', 'replace'],
    );
  });
});

describe('what a conversation page is told', () => {
  const PEOPLE = [{ principal: 'user:bob', name: 'Bob Stone', roles: [], teams: [] }];
  const LIVE = { kind: 'live', engine: '1' } as const;
  const told = (known: Known, me: string | null = 'user:alice') =>
    conversationView({ standing: LIVE, me, people: PEOPLE, found: 'read', known }, plain).talk;

  it('R33 names who has it as that person, me, the queue or the bot', () => {
    const holder = (owner: ConversationItem['owner']) =>
      told({ item: item({ owner }), handoffs: [] })?.holder;
    assert.deepEqual(holder('bot'), { kind: 'bot' });
    assert.deepEqual(holder('queue'), { kind: 'queue' });
    assert.deepEqual(holder('user:alice'), { kind: 'me' });
    assert.deepEqual(holder('user:bob'), { kind: 'other', name: 'Bob Stone' });
  });

  it('R22 takes the envelope from the handoff, else from what the engine put together', () => {
    const handed = { takeover: true, ticket: 'H-1', summary: 's', note: 'n', reason: 'r', dueAt: 'd' };
    const handoffs = [handed as HandoffDetail];
    assert.deepEqual(told({ item: item({ owner: 'queue' }), handoffs })?.envelope, {
      ticket: 'H-1',
      summary: 's',
      note: 'n',
      why: 'r',
      dueAt: 'd',
    });
    const envelope = { ticket: 'H-2', summary: 'x', note: 'y' };
    const mine = item({ owner: 'user:alice', envelope });
    assert.equal(told({ item: mine, handoffs: [] })?.envelope?.ticket, 'H-2');
    assert.equal(told({ item: item({ owner: 'bot', envelope }), handoffs: [] })?.envelope, null);
  });
});

describe('the figures', () => {
  it('are read once for a burst of events, and once more when the time is over', () => {
    const reads: string[] = [];
    const due: (() => void)[] = [];
    const timers = { set: (act: () => void) => due.push(act), clear: () => due.splice(0) };
    const throttle = new Throttle(() => reads.push('read'), 2000, timers);
    for (let times = 0; times < 50; times++) throttle.call();
    assert.equal(reads.length, 1);
    due.shift()?.();
    assert.equal(reads.length, 2);
    due.shift()?.();
    assert.deepEqual([reads.length, due.length], [2, 0]);
    throttle.call();
    assert.equal(reads.length, 3);
  });

  it('are not read for messages', () => {
    assert.equal(changesFigures('message-said'), false);
    for (const type of ['handoff-decided', 'run-ended', 'review-recorded'])
      assert.ok(changesFigures(type), type);
  });

  it('T26 leave as a table in which nothing can become a formula', () => {
    const evil = node({ bot: '=cmd|calc!A1', node: '@sum', workflow: 'a,"b"' });
    const [head, all, row] = csvOf(stats({ nodes: [evil] })).split('\r\n');
    assert.match(head ?? '', /^row,bot,workflow,node/);
    assert.match(all ?? '', /^all,/);
    assert.match(row ?? '', /^node,'=cmd\|calc!A1,"a,""b""",'@sum,/);
    const pasted = pastedOf(stats({ nodes: [node({ bot: 'a\t=b' })] })).split('\n');
    assert.equal(new Set(pasted.filter(Boolean).map((line) => line.split('\t').length)).size, 1);
    assert.equal(csvCell('\n=1'), "' ⏎ =1");
  });
});

describe('reviews as lines', () => {
  it('R42 give what was said before, the answer, the correction and who said so, page by page', async () => {
    const asked: ParamsOf<'review/list'>[] = [];
    const lines: unknown[] = [];
    const reader = {
      async list(params: ParamsOf<'review/list'>) {
        asked.push(params);
        const isFirst = params.after === undefined;
        return { items: [finished({ id: isFirst ? 'v2' : 'v1' })], total: 2, ...(isFirst && { next: 'v2' }) };
      },
      get: async ({ id }: { id: string }) =>
        detail({
          id,
          verdict: 'corrected',
          correction: 'better',
          note: 'n',
          reviewedAt: 'then',
          reviewedBy: 'user:a',
        }),
    };
    for await (const line of reviewLines(reader)) lines.push(JSON.parse(line));
    assert.deepEqual(
      asked.map(({ status, after }) => [status, after]),
      [
        ['done', undefined],
        ['done', 'v2'],
      ],
    );
    assert.deepEqual(lines[1], {
      messages: [{ role: 'user', content: 'My notes do not sync' }],
      answer: 'Open Settings, Account, and press Sync now.',
      correction: 'better',
      verdict: 'corrected',
      note: 'n',
      bot: 'support',
      workflow: 'support.workflow.json',
      at: 'then',
      by: 'user:a',
      confidence: 0.92,
      review: 'v1',
    });
  });
});

function item(change: Partial<ConversationItem> = {}): ConversationItem {
  return {
    bot: 'shop',
    conversation: 'c1',
    owner: 'bot',
    openHandoffs: [],
    runs: [],
    messages: 0,
    lastAt: '2026-03-02T10:00:00.000Z',
    ...change,
  };
}
