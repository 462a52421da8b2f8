import assert from 'node:assert/strict';
import fc from 'fast-check';
import { handoffOfLink } from '../../extension/link.ts';
import { contentSecurityPolicy } from '../../extension/page-html.ts';
import { reviewHtml } from '../../extension/review/html.ts';
import { METHODS } from '../../schemas/protocol/methods.ts';
import { decodeFromPage, REVIEW_METHODS } from '../../schemas/protocol/webview.ts';
import { MAX_EDITED, MAX_REASON } from '../../schemas/protocol/webview-params.ts';

const NONCE = 'panel';
const decode = (message: unknown) => decodeFromPage(message, 'h1', NONCE);
const decide = (params: object, more: object = {}) =>
  decode({
    kind: 'request',
    nonce: NONCE,
    id: 1,
    method: 'handoff/decide',
    params: { id: 'h1', revision: 3, decision: 'approve', digest: 'd', ...params },
    ...more,
  });

describe('what a review page may say', () => {
  it('passes a decision on its own handoff, and only the members it knows', () => {
    const members = { reason: 'fine', seenSeq: 9, edits: { amount: 1 }, response: { approved: true } };
    assert.deepEqual(decide({ ...members, as: 'user:bob' }), {
      kind: 'request',
      id: 1,
      method: 'handoff/decide',
      params: { id: 'h1', revision: 3, decision: 'approve', digest: 'd', ...members },
    });
  });

  const VERBS: [string, object, object][] = [
    ['handoff/preview', { revision: 3, decision: 'edit', edits: { a: 1 } }, { response: [1] }],
    ['handoff/undo', {}, {}],
    ['handoff/claim', { revision: 3 }, { revision: -1 }],
    ['handoff/assign', { revision: 3, assignee: 'user:bob' }, { assignee: '' }],
    ['handoff/escalate', { revision: 3, reason: 'too much' }, { reason: 7 }],
    ['handoff/redirect', { revision: 3, to: 'legal', reason: 'theirs' }, { to: undefined }],
    ['handoff/ask', { revision: 3, text: 'Which order?', to: 'bot' }, { to: 'user:bob' }],
    ['handoff/annotate', { revision: 3, note: 'seen before' }, { note: 'x'.repeat(MAX_REASON + 1) }],
  ];
  for (const [method, params, wrong] of VERBS)
    it(`R60 passes ${method} with its own members, strictly`, () => {
      const ask = (more: object) =>
        decode({
          kind: 'request',
          nonce: NONCE,
          id: 1,
          method,
          params: { id: 'h1', ...params, by: 'x', ...more },
        });
      assert.deepEqual(ask({}), { kind: 'request', id: 1, method, params: { id: 'h1', ...params } });
      const [member] = Object.keys(wrong);
      if (member) assert.deepEqual(ask(wrong), { wrong: `params/${member}` });
      assert.deepEqual(ask({ id: 'h2' }), { wrong: 'params/id' });
    });

  it('T21 T44 passes edits and answers that are plain JSON of a bearable size, nothing else', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const edits of [
      new Map([['a', 1]]),
      { at: new Date() },
      { a: Number.NaN },
      { a: undefined },
      { a: '\ud800' },
      { a: 'x'.repeat(MAX_EDITED + 1) },
      circle,
      [1],
    ])
      assert.deepEqual(decide({ edits }), { wrong: 'params/edits' });
  });

  it('asks for the diff editor with a path and a text, no more', () => {
    const edit = (more: object) =>
      decode({ kind: 'edit-text', nonce: NONCE, path: 'draft.text', text: 'Dear', ...more });
    assert.deepEqual(edit({ written: 'lies' }), { kind: 'edit-text', path: 'draft.text', text: 'Dear' });
    assert.deepEqual(edit({ path: 7 }), { wrong: 'path' });
    assert.deepEqual(edit({ text: 'x'.repeat(MAX_EDITED + 1) }), { wrong: 'text' });
  });

  const REFUSED: [string, unknown, string][] = [
    ['another handoff', decide({ id: 'h2' }), 'params/id'],
    ['no revision', decide({ revision: undefined }), 'params/revision'],
    ['a revision that is no whole number', decide({ revision: 1.5 }), 'params/revision'],
    ['no digest of what was shown', decide({ digest: undefined }), 'params/digest'],
    ['a decision that is no text', decide({ decision: { approve: true } }), 'params/decision'],
    ['an endless reason', decide({ reason: 'x'.repeat(MAX_REASON + 1) }), 'params/reason'],
    ['half a character', decide({ reason: '\ud800' }), 'params/reason'],
    [
      'a list for parameters',
      decode({ kind: 'request', nonce: NONCE, id: 1, method: 'handoff/seen', params: [] }),
      'params',
    ],
    ['a foreign nonce', decide({}, { nonce: 'other' }), 'nonce'],
    ['no nonce', decide({}, { nonce: undefined }), 'nonce'],
    ['an unknown kind', decode({ kind: 'eval', nonce: NONCE }), 'kind'],
    ['a text', decode('approve'), 'not an object'],
  ];
  for (const [what, answer, wrong] of REFUSED)
    it(`T21 is refused with ${what}`, () => {
      assert.deepEqual(answer, { wrong });
    });

  it('T10 T21 has no method of the bridge but its own', () => {
    const others = METHODS.filter((method) => !REVIEW_METHODS.some((own) => own === method));
    assert.equal(others.length, METHODS.length - REVIEW_METHODS.length);
    for (const method of others) assert.deepEqual(decide({}, { method }), { wrong: 'method' });
  });

  it('T21 is never anything but a decoded message, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const decoded = decode(value);
        assert.ok('wrong' in decoded);
      }),
    );
  });
});

describe('the document of a review panel', () => {
  const page = {
    script: 'https://host/review.js',
    scriptNonce: 'n1',
    handoff: 'h1',
    folder: 'file:///shop',
    panelNonce: 'p1',
  };

  it('T20 may load nothing, and runs one script', () => {
    const policy = contentSecurityPolicy('n1');
    assert.match(policy, /^default-src 'none'; script-src 'nonce-n1'; style-src 'nonce-n1';/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.equal(reviewHtml(page).match(/<script/g)?.length, 1);
    assert.doesNotMatch(reviewHtml(page), /<style|\son\w+=|javascript:/);
  });

  it('I12 holds no markup that an id could bring', () => {
    const html = reviewHtml({ ...page, handoff: '"><script>alert(1)</script>', folder: "'><img src=x>" });
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /<img/);
  });
});

describe('a vscode:// link', () => {
  it('names a handoff', () => {
    assert.equal(handoffOfLink({ path: '/handoff/0193-abc', query: '', fragment: '' }), '0193-abc');
  });

  it('T25 is nothing as soon as it carries more', () => {
    for (const link of [
      { path: '/handoff/h1', query: 'decision=approve', fragment: '' },
      { path: '/handoff/h1', query: '', fragment: 'approve' },
      { path: '/handoff/h1/approve', query: '', fragment: '' },
      { path: '/handoff/../approve', query: '', fragment: '' },
      { path: '/approve/h1', query: '', fragment: '' },
      { path: '/handoff/', query: '', fragment: '' },
      { path: '/handoff/h1%0Aapprove', query: '', fragment: '' },
      { path: `/handoff/${'x'.repeat(200)}`, query: '', fragment: '' },
    ])
      assert.equal(handoffOfLink(link), undefined, JSON.stringify(link));
  });
});
