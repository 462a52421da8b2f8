import assert from 'node:assert/strict';
import type {
  FromOversightPage,
  OversightView,
  ToOversightPage,
} from '../../../schemas/protocol/oversight-page.ts';
import type { ReviewDetail } from '../../../schemas/protocol/views.ts';
import type { Link } from '../../../schemas/protocol/webview.ts';
import { ATTACK, PAYLOADS } from '../payloads.ts';
import { type OpenOptions, type OpenPage, openStage, PAGE_NONCE, type Stage } from '../stage.ts';
import { THEMES, type ThemeName } from '../themes.ts';
import { ANSWERS, detail, item, node, stats, view } from './sample.ts';

type Open = OpenPage<ToOversightPage, FromOversightPage>;
type Request = FromOversightPage & { kind: 'request'; nonce: string };

describe('the oversight page', () => {
  let stage: Stage<ToOversightPage, FromOversightPage>;
  const opened: Open[] = [];

  before(async () => {
    stage = await openStage({
      entry: 'webview/oversight/main.ts',
      element: 'handoff-oversight',
      data: { folder: '/shop' },
    });
  });
  after(() => stage.close());
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close();
  });

  async function open(change: Partial<OversightView> = {}, options: OpenOptions = {}): Promise<Open> {
    const page = await stage.open(options);
    opened.push(page);
    await page.send({ kind: 'view', view: view(change) });
    return page;
  }

  /** The answers' tab with the first answer read. */
  async function openAnswers(change: Partial<OversightView> = {}, options: OpenOptions = {}): Promise<Open> {
    const page = await open(change, options);
    await page.page.locator('#tab-answers').click();
    await answer(page);
    return page;
  }

  const requests = async (page: Open, method: string): Promise<Request[]> =>
    (await page.said()).filter(
      (message): message is Request => message.kind === 'request' && message.method === method,
    );

  /** Answers the last read, as the host would. */
  async function answer(page: Open, review: ReviewDetail = detail()): Promise<void> {
    const asked = (await requests(page, 'review/get')).at(-1);
    assert.ok(asked, 'no answer was asked for');
    await page.send({ kind: 'reply', reply: { kind: 'done', id: asked.id, review } });
  }

  it('R67 shows the review rate against its band in words, and draws the same', async () => {
    const page = await open();
    const bar = page.page.locator('.band svg');
    const words = '12 % of runs saw a person: inside the band of 10 % to 15 %.';
    assert.ok((await page.text()).includes(words));
    assert.equal(await bar.getAttribute('aria-label'), words);
    assert.equal(await page.count('.band .rate'), 1);
    await page.send({ kind: 'view', view: view({ stats: stats({ reviewRate: 0.4 }) }) });
    assert.match(await page.text(), /40 % of runs saw a person: above the band/);
    assert.deepEqual(page.complaints, []);
  });

  it('R67 says how people decide: first look, decision, first pass, and what is confident but wrong', async () => {
    const page = await open();
    const text = await page.text();
    for (const part of ['1 min 35 s', '4 min', 'one in ten over 2 h', '88 %', 'Confident but wrong: 2'])
      assert.ok(text.includes(part), part);
    assert.match(text, /10 looked at: 7 \(70 %\) good, 2 \(20 %\) corrected, 1 \(10 %\) bad/);
  });

  it('R68 shows suggestions with their evidence, and signals with theirs as signals', async () => {
    const page = await open();
    const text = await page.text();
    for (const part of [
      'Candidate for automation',
      '214 of 216 approved as they were',
      'decides faster than the text can be read',
      '1.2 s from look to decision',
      'Signals, not verdicts',
      'Alice Moreno 2 · anyone in role finance 1',
    ])
      assert.ok(text.includes(part), part);
  });

  it('sorts a table by its heads, with the keyboard, and says how it is sorted', async () => {
    const page = await open();
    const first = () => page.page.locator('tbody th').first().innerText();
    assert.match(await first(), /^ask/);
    const head = page.page.locator('[data-sort=median]').first();
    await head.focus();
    await page.page.keyboard.press('Enter');
    assert.match(await first(), /^sign/);
    assert.equal(await head.locator('xpath=..').getAttribute('aria-sort'), 'descending');
    await page.page.keyboard.press('Space');
    assert.match(await first(), /^ask/);
    assert.equal(await head.locator('xpath=..').getAttribute('aria-sort'), 'ascending');
    await page.send({ kind: 'view', view: view() });
    assert.equal(await head.locator('xpath=..').getAttribute('aria-sort'), 'ascending');
  });

  it('shows the row of the node that a command asked for', async () => {
    const page = await open();
    await page.send({ kind: 'focus', focus: { tab: 'figures', bot: 'legal', node: 'sign' } });
    assert.match(await page.page.locator('tr[aria-current=true]').innerText(), /^sign/);
  });

  it('lets the host copy and save, and sends none of the figures itself', async () => {
    const page = await open();
    await page.page.getByText('Copy', { exact: true }).click();
    await page.page.getByText('Save as CSV…').click();
    await page.page.locator('#tab-answers').click();
    await page.page.getByText('Save reviews as JSONL…').click();
    const deeds = (await page.said()).filter(({ kind }) => kind === 'deed');
    assert.deepEqual(
      deeds,
      ['copy', 'save-csv', 'save-reviews'].map((deed) => ({ kind: 'deed', deed, nonce: PAGE_NONCE })),
    );
  });

  it('R41 leads through the answers by keyboard: next, previous, and the verdict with two acts', async () => {
    const page = await openAnswers();
    assert.equal(await page.focused(), 'answer');
    assert.match(await page.text(), /2 to look at, 3 in all[\s\S]*My notes do not sync[\s\S]*Sync now/);
    await page.page.keyboard.press('n');
    await answer(page, detail({ id: 'v2', answer: 'Settings, Plan.' }));
    await page.page.keyboard.press('p');
    await answer(page);
    await page.page.keyboard.press('g');
    assert.deepEqual(await requests(page, 'review/record'), []);
    assert.equal(await page.focused(), 'confirm');
    await page.page.keyboard.press('Enter');
    const [record, ...more] = await requests(page, 'review/record');
    assert.deepEqual(more, []);
    assert.deepEqual(record?.params, { id: 'v1', verdict: 'good' });
    assert.match(await page.text(), /Saving… it counts once it is on disk/);
    const [first, ...rest] = ANSWERS;
    const items = [...rest, { ...first, ...item({ status: 'done', verdict: 'good' }) }];
    await page.send({ kind: 'view', view: view({ answers: { items, total: 3 } }) });
    await page.send({ kind: 'reply', reply: { kind: 'done', id: record?.id ?? 0, review: null } });
    assert.deepEqual((await requests(page, 'review/get')).at(-1)?.params, { id: 'v2' });
    assert.match(await page.page.locator('[role=status]').first().innerText(), /1 left to look at/);
  });

  it('R42 records a correction, which starts from the answer and has to differ from it', async () => {
    const page = await openAnswers();
    await page.page.keyboard.press('c');
    assert.equal(await page.focused(), 'correction');
    const box = page.page.locator('#correction textarea');
    assert.equal(await box.inputValue(), 'Open Settings, Account, and press Sync now.');
    await page.page.keyboard.press('Control+Enter');
    assert.deepEqual(await requests(page, 'review/record'), []);
    assert.match(await page.text(), /This is the answer as it was/);
    await box.fill('Open Settings, Sync, and press Sync now.');
    await page.page.locator('#note textarea').fill('It moved in version 3');
    await page.page.keyboard.press('Control+Enter');
    const [record] = await requests(page, 'review/record');
    assert.deepEqual(record?.params, {
      id: 'v1',
      verdict: 'corrected',
      correction: 'Open Settings, Sync, and press Sync now.',
      note: 'It moved in version 3',
    });
  });

  it('keeps what was written when a verdict is refused, and over a reload', async () => {
    const page = await openAnswers();
    await page.page.keyboard.press('b');
    await page.page.locator('#note textarea').fill('Rude');
    await page.page.keyboard.press('Control+Enter');
    const [record] = await requests(page, 'review/record');
    const message = 'This was not done: Nobody reviews the answer to their own request.';
    await page.send({
      kind: 'reply',
      reply: { kind: 'refused', id: record?.id ?? 0, message, data: { code: 'forbidden' } },
    });
    assert.match(await page.text(), /their own request/);
    const saved = { folder: '/shop', tab: 'answers', review: 'v1', correction: '', note: 'Rude' };
    assert.deepEqual(await page.saved(), saved);
    const again = await open({}, { saved });
    await answer(again);
    await again.page.locator('[data-verdict=bad]').click();
    assert.equal(await again.page.locator('#note textarea').inputValue(), 'Rude');
  });

  it('records nothing by a letter in a text, a held key or Escape', async () => {
    const page = await openAnswers();
    await page.page.keyboard.press('c');
    await page.page.keyboard.type('gb');
    await page.page.keyboard.press('Escape');
    assert.equal(await page.focused(), 'answer');
    await page.page.locator('[data-verdict=good]').focus();
    await page.page.keyboard.down('Enter');
    await page.page.keyboard.down('Enter');
    await page.page.keyboard.up('Enter');
    assert.deepEqual(await requests(page, 'review/record'), []);
  });

  it('opens the answer that a command asked for, and shows what was said of one that is done', async () => {
    const page = await open();
    await page.send({ kind: 'focus', focus: { tab: 'answers', review: 'v3' } });
    const done = { ...ANSWERS[2], correction: 'Yes, on Friday.', note: 'too short' };
    await answer(page, detail({ ...done, id: 'v3', verdict: 'corrected' }));
    assert.match(
      await page.text(),
      /Called corrected\s+by Alice Moreno[\s\S]*Yes, on Friday\.[\s\S]*too short/,
    );
    assert.equal(await page.count('[data-verdict]'), 0);
  });

  const LINKS: [Link, RegExp][] = [
    [{ kind: 'stale', since: new Date().toISOString() }, /Connection lost[\s\S]*showing what was known/],
    [{ kind: 'read-only', why: 'the disk is full since 14:02' }, /Read only[\s\S]*disk is full/],
    [{ kind: 'denied', who: 'Only people of the configuration.' }, /not yours to see[\s\S]*configuration/],
    [{ kind: 'error', what: 'The engine ended.', next: 'Start it again.' }, /engine ended[\s\S]*Show log/],
  ];
  for (const [link, words] of LINKS)
    it(`still shows the figures while ${link.kind}, says so, and records nothing`, async () => {
      const page = await openAnswers({ link });
      assert.match(await page.text(), words);
      assert.equal(await page.count('[data-verdict]'), 0);
      await page.page.locator('#tab-figures').click();
      assert.match(await page.text(), /12 % of runs/);
    });

  it('says that it is loading, that nothing has run yet, and that no answer was picked', async () => {
    const page = await stage.open();
    opened.push(page);
    await page.page.getByText('Loading the figures…').waitFor();
    const empty = stats({ reviewRate: null, nodes: [], reviewers: [] });
    await page.send({ kind: 'view', view: view({ stats: empty, answers: { items: [], total: 0 } }) });
    assert.match(await page.text(), /Nothing has run yet/);
    await page.page.locator('#tab-answers').click();
    assert.match(await page.text(), /No finished answer was picked/);
  });

  it('offers to sign in to whoever only reads', async () => {
    const page = await openAnswers({ me: null });
    await page.page.getByText('Sign in as…').click();
    assert.deepEqual((await page.said()).at(-1), { kind: 'deed', deed: 'sign-in', nonce: PAGE_NONCE });
  });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`G24 has no serious accessibility fault in ${theme}: figures, answers, correcting`, async () => {
      const page = await open({}, { theme });
      const faults = await page.faults();
      await page.page.locator('#tab-answers').click();
      await answer(page);
      faults.push(...(await page.faults()));
      await page.page.keyboard.press('c');
      faults.push(...(await page.faults()));
      assert.deepEqual(faults, []);
    });

  it('has targets of at least 24 pixels and no scrolling sideways in a narrow panel', async () => {
    const page = await open({}, { width: 320, height: 700 });
    const sizes = await page.page
      .locator('vscode-button, button')
      .evaluateAll((buttons) =>
        buttons
          .map((button) => button.getBoundingClientRect())
          .map(({ width, height }) => Math.min(width, height)),
      );
    assert.ok(sizes.length > 8 && sizes.every((size) => size >= 24), String(sizes));
    assert.equal(await page.page.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  it(`T20 T22 shows ${PAYLOADS.length} payloads in every place as text: 0 executions, 0 requests`, async () => {
    const page = await openAnswers();
    assert.ok(PAYLOADS.length >= 100);
    for (const payload of PAYLOADS) {
      await page.page.locator('#tab-figures').click();
      await page.send({ kind: 'view', view: hostile(payload) });
      assert.equal(await page.count(FORBIDDEN), 0, payload);
      await page.page.locator('#tab-answers').click();
      await page.page.locator('.pick').first().click();
      await answer(page, hostileDetail(payload));
      assert.equal(await page.count(FORBIDDEN), 0, payload);
      assert.equal(await page.page.evaluate((attack) => attack in window, MARK), false, payload);
    }
    assert.deepEqual(page.strangers, []);
    assert.deepEqual(page.complaints, []);
  });
});

const FORBIDDEN = 'script, img, svg:not(.band svg), iframe, object, video, form, link, meta, base, a, input';
const MARK = ATTACK.slice(ATTACK.indexOf('.') + 1, ATTACK.indexOf('='));

function hostile(payload: string): OversightView {
  const { reviewers } = stats();
  return view({
    me: payload,
    names: { 'user:alice': payload },
    stats: stats({
      nodes: [
        node({
          bot: payload,
          workflow: payload,
          node: payload,
          suggestion: { kind: 'automate', text: payload, evidence: payload },
        }),
      ],
      reviewers: reviewers.map((reviewer) => ({
        ...reviewer,
        who: payload,
        signals: [{ kind: 'burst', evidence: payload }],
      })),
      load: [{ assignee: payload, open: 1 }],
    }),
    answers: {
      items: [item({ id: `v-${payload}`, bot: payload, answer: payload, because: payload })],
      total: 1,
    },
  });
}

function hostileDetail(payload: string): ReviewDetail {
  const { messages } = detail();
  return detail({
    id: `v-${payload}`,
    status: 'done',
    bot: payload,
    answer: payload,
    because: payload,
    correction: payload,
    note: payload,
    verdict: 'bad',
    reviewedBy: payload,
    messages: messages.map((message) => ({ ...message, text: payload, name: payload })),
  });
}
