import assert from 'node:assert/strict';
import type {
  FromConversationPage,
  Holder,
  Talk,
  ToConversationPage,
} from '../../../schemas/protocol/conversation-page.ts';
import type { Link } from '../../../schemas/protocol/webview.ts';
import { MOST } from '../../../webview/conversation/part.ts';
import { ATTACK, PAYLOADS } from '../payloads.ts';
import { type OpenOptions, type OpenPage, openStage, PAGE_NONCE, type Stage, settled } from '../stage.ts';
import { THEMES, type ThemeName } from '../themes.ts';
import { messages, said, THREAD, talk, view } from './sample.ts';

type Open = OpenPage<ToConversationPage, FromConversationPage>;
type Request = FromConversationPage & { kind: 'request'; nonce: string };

const PLACE = { folder: '/shop', bot: 'support', conversation: 'ada-17' };
const ME: Holder = { kind: 'me' };

describe('the conversation page', () => {
  let stage: Stage<ToConversationPage, FromConversationPage>;
  const opened: Open[] = [];

  before(async () => {
    stage = await openStage({
      entry: 'webview/conversation/main.ts',
      element: 'handoff-conversation',
      data: PLACE,
    });
  });
  after(() => stage.close());
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close();
  });

  async function open(options: OpenOptions = {}): Promise<Open> {
    const page = await stage.open(options);
    opened.push(page);
    return page;
  }

  /** A page with the whole sample, held by that person. */
  async function openTalk(holder: Holder = { kind: 'queue' }, options: OpenOptions = {}): Promise<Open> {
    const page = await open(options);
    await show(page, { holder });
    await page.send({ kind: 'messages', place: 'replace', items: THREAD, older: false });
    return page;
  }

  const show = (page: Open, change: Partial<Talk>) =>
    page.send({ kind: 'view', view: view({ talk: talk(change) }) });
  const newer = (page: Open, ...items: Parameters<typeof said>[]) =>
    page.send({ kind: 'messages', place: 'newer', items: items.map((item) => said(...item)) });
  const requests = async (page: Open): Promise<Request[]> =>
    (await page.said()).filter((message): message is Request => message.kind === 'request');
  const draft = (page: Open) => page.page.locator('#draft textarea');

  it('R22 shows the envelope and the whole thread: who speaks, when, and what was only said while waiting', async () => {
    const page = await openTalk();
    const text = await page.text();
    for (const part of [
      'Handed over as H-1004',
      'They wrote: I want to talk to a real person',
      'The articles are in the knowledge base',
      'It waits for a person.',
      'I was charged twice!',
      'ada',
      'Bea Lindholm',
      'operator',
    ])
      assert.ok(text.includes(part), part);
    assert.match(await page.page.locator('li[data-seq="4"]').innerText(), /support\s+bot\s+while waiting/);
    assert.equal(await page.count('.tag'), 1);
    assert.match((await page.page.locator('li[data-seq="1"] time').getAttribute('title')) ?? '', /2026/);
    assert.deepEqual(page.complaints, []);
  });

  const HOLDERS: [Holder, RegExp][] = [
    [{ kind: 'bot' }, /The bot answers/],
    [{ kind: 'queue' }, /It waits for a person[\s\S]*bot is silent/],
    [ME, /You have this conversation[\s\S]*the engine refuses/],
    [{ kind: 'other', name: 'Bob Stone' }, /Bob Stone has this conversation[\s\S]*only Bob Stone can write/],
  ];
  for (const [holder, words] of HOLDERS)
    it(`R33 says plainly who has it: ${holder.kind}`, async () => {
      const page = await openTalk(holder);
      assert.match(await page.text(), words);
      assert.equal(await page.count('#draft'), holder.kind === 'me' ? 1 : 0);
    });

  it('R22 takes over in two acts, by keyboard, and never by a held key or a double click', async () => {
    const page = await openTalk();
    await page.page.locator('#take').dblclick();
    assert.deepEqual(await requests(page), []);
    await page.page.keyboard.press('Escape');
    await page.page.locator('#take').focus();
    await page.page.keyboard.down('Enter');
    await page.page.keyboard.down('Enter');
    await page.page.keyboard.up('Enter');
    assert.deepEqual(await requests(page), []);
    assert.equal(await page.focused(), 'confirm-take');
    await page.page.keyboard.press('Enter');
    const [take, ...more] = await requests(page);
    assert.deepEqual(more, []);
    assert.deepEqual(take, {
      kind: 'request',
      id: 1,
      method: 'conversation/take',
      params: {},
      nonce: PAGE_NONCE,
    });
    await show(page, { holder: ME });
    await page.send({ kind: 'reply', reply: { kind: 'done', id: 1 } });
    assert.equal(await page.focused(), 'draft');
  });

  it('sends by Enter, starts a line by Shift+Enter, and empties the box only once it is on disk (R23)', async () => {
    const page = await openTalk(ME);
    await draft(page).focus();
    await page.page.keyboard.type('One charge is refunded.');
    await page.page.keyboard.press('Shift+Enter');
    await page.page.keyboard.type('By Friday.');
    await page.page.keyboard.press('Enter');
    const text = 'One charge is refunded.\nBy Friday.';
    const [reply, ...more] = await requests(page);
    assert.deepEqual(more, []);
    assert.deepEqual(reply?.params, { text });
    assert.match(await page.page.locator('footer').innerText(), /Saving… it is sent once it is on disk/);
    assert.equal(await draft(page).inputValue(), text);
    await page.send({ kind: 'reply', reply: { kind: 'done', id: reply?.id ?? 0 } });
    assert.equal(await draft(page).inputValue(), '');
    assert.equal(await page.focused(), 'draft');
  });

  it('keeps the text and says why when it could not be sent', async () => {
    const page = await openTalk(ME);
    await draft(page).fill('On its way.');
    await page.page.keyboard.press('Enter');
    const message = 'The store is read-only, so nothing was saved: the disk is full.';
    await page.send({
      kind: 'reply',
      reply: { kind: 'refused', id: 1, message, data: { code: 'read-only' } },
    });
    assert.match(await page.page.locator('footer').innerText(), /disk is full/);
    assert.equal(await draft(page).inputValue(), 'On its way.');
  });

  it('keeps what is being written over a reload, but not for another conversation', async () => {
    const saved = { ...PLACE, draft: 'half a sent', note: '' };
    const page = await openTalk(ME, { saved });
    assert.equal(await draft(page).inputValue(), 'half a sent');
    await draft(page).pressSequentially('ence');
    assert.deepEqual(await page.saved(), { ...saved, draft: 'half a sentence' });
    const other = await openTalk(ME, { saved: { ...saved, conversation: 'bob-2' } });
    assert.equal(await draft(other).inputValue(), '');
  });

  it('R23 returns with a note in two acts', async () => {
    const page = await openTalk(ME);
    await page.page.locator('#return').click();
    assert.equal(await page.focused(), 'note');
    await page.page.keyboard.type('Charged twice; one refunded.');
    await page.page.keyboard.press('Enter');
    assert.deepEqual(await requests(page), []);
    await page.page.keyboard.press('Backspace');
    await page.page.keyboard.press('Control+Enter');
    const [back] = await requests(page);
    assert.deepEqual(
      [back?.method, back?.params],
      ['conversation/return', { note: 'Charged twice; one refunded.' }],
    );
    await show(page, { holder: { kind: 'bot' }, envelope: null });
    await page.send({ kind: 'reply', reply: { kind: 'done', id: back?.id ?? 0 } });
    assert.match(await page.text(), /The bot answers/);
  });

  it('keeps what an operator wrote when somebody else gets the conversation, and says so at once', async () => {
    const page = await openTalk(ME);
    await draft(page).fill('I will ref');
    await show(page, { holder: { kind: 'other', name: 'Kofi Asante' } });
    assert.match(await page.page.locator('[role=alert]').first().innerText(), /Kofi Asante has taken/);
    assert.match(await page.page.locator('footer').innerText(), /What you wrote is kept/);
    await show(page, { holder: ME });
    assert.equal(await draft(page).inputValue(), 'I will ref');
  });

  it('announces new messages politely and follows them where the reader is at the end', async () => {
    const page = await openTalk(ME);
    await newer(page, [7, 'user', 'Thank you!', { name: 'ada' }]);
    assert.equal(await page.page.locator('[role=status]').first().innerText(), 'ada: Thank you!');
    assert.ok(await isAtEnd(page));
    await page.page.locator('#return').click();
    assert.ok(await isAtEnd(page), 'a taller footer hides the newest message');
  });

  it('leaves the reader where they are when something new arrives, and offers the way to it', async () => {
    const page = await open();
    await show(page, { holder: ME, total: 200 });
    await page.send({ kind: 'messages', place: 'replace', items: messages(100), older: false });
    await scrollTo(page, 900);
    const before = await firstSeen(page);
    await newer(
      page,
      [101, 'user', 'New one', { name: 'ada' }],
      [102, 'user', 'And another', { name: 'ada' }],
    );
    assert.deepEqual(await firstSeen(page), before);
    await page.page.locator('#news').getByText('2 new messages below').click();
    assert.ok(await isAtEnd(page));
    assert.equal(await page.count('#news'), 0);
  });

  it(`draws at most ${MOST} of 10,000 messages, wherever the reader scrolls, and all can be reached`, async () => {
    const page = await open();
    await show(page, { holder: ME, total: 10_000 });
    await page.send({ kind: 'messages', place: 'replace', items: messages(10_000), older: false });
    const whole = await page.count('*');
    assert.ok(whole < 2500, `${whole} elements`);
    assert.equal(await page.count('li[data-seq]'), MOST);
    assert.equal(await page.page.locator('li[data-seq]').last().getAttribute('data-seq'), '10000');
    for (let times = 0; times < 4; times++) {
      const [seen] = await firstSeen(page);
      await scrollTo(page, 0);
      const earliest = Number(await page.page.locator('li[data-seq]').first().getAttribute('data-seq'));
      assert.ok(earliest < Number(seen), `${earliest} before ${seen}`);
      assert.ok((await page.count('li[data-seq]')) <= MOST);
    }
    for (let times = 0; times < 12; times++) await scrollTo(page, 1e6);
    assert.equal(await page.page.locator('li[data-seq]').last().getAttribute('data-seq'), '10000');
    assert.ok((await page.count('li[data-seq]')) <= MOST);
  });

  it('asks for earlier messages once, and puts them above without moving what is read', async () => {
    const page = await open();
    await show(page, { holder: ME, total: 150 });
    await page.send({ kind: 'messages', place: 'replace', items: messages(100, 51), older: true });
    await scrollTo(page, 0);
    await scrollTo(page, 1);
    const asked = (await page.said()).filter(({ kind }) => kind === 'older');
    assert.deepEqual(asked, [{ kind: 'older', before: 51, nonce: PAGE_NONCE }]);
    const before = await offsetOf(page, 51);
    await page.send({ kind: 'messages', place: 'older', items: messages(50), older: false });
    const after = await offsetOf(page, 51);
    assert.ok(Math.abs(after - before) < 2, `${after} instead of ${before}`);
    assert.match(await page.text(), /Message number 5\b/);
  });

  const LINKS: [Link, RegExp][] = [
    [{ kind: 'stale', since: new Date().toISOString() }, /Connection lost[\s\S]*showing what was known/],
    [{ kind: 'read-only', why: 'the disk is full since 14:02' }, /Read only[\s\S]*disk is full/],
    [{ kind: 'denied', who: 'Only people of the configuration.' }, /not yours to see[\s\S]*configuration/],
    [{ kind: 'error', what: 'The engine ended.', next: 'Start it again.' }, /engine ended[\s\S]*Show log/],
  ];
  for (const [link, words] of LINKS)
    it(`lets nothing be written while ${link.kind}, says why, and keeps the draft`, async () => {
      const page = await openTalk(ME);
      await draft(page).fill('not lost');
      await page.send({ kind: 'view', view: view({ link, talk: talk({ holder: ME }) }) });
      assert.match(await page.text(), words);
      assert.match(await page.page.locator('footer').innerText(), /What you wrote is kept/);
      assert.equal(await page.count('footer vscode-button'), 0);
    });

  it('says that nothing is known, that nothing was said yet, or that it is loading', async () => {
    const page = await open();
    await page.page.getByText('Loading the conversation…').waitFor();
    await page.send({ kind: 'view', view: view({ link: { kind: 'gone' }, talk: null }) });
    assert.match(await page.text(), /does not know this conversation/);
    await show(page, { holder: { kind: 'bot' }, envelope: null, total: 0 });
    assert.match(await page.text(), /Nothing was said yet/);
  });

  it('offers to sign in to whoever only reads', async () => {
    const page = await open();
    await page.send({ kind: 'view', view: view({ me: null }) });
    await page.page.getByText('Sign in as…').click();
    assert.deepEqual(
      (await page.said()).map(({ kind }) => kind),
      ['ready', 'sign-in'],
    );
  });

  it('leads to the handoffs that wait in the same conversation, and says when a rule stopped the bot (R35)', async () => {
    const page = await open();
    const waiting = [{ id: 'h7', ticket: 'H-1007', summary: 'Refund $12' }];
    await show(page, { waiting, stopped: true });
    assert.match(await page.text(), /A rule of the configuration stopped the bot here/);
    await page.page.getByText('Open H-1007').click();
    assert.deepEqual((await page.said()).at(-1), { kind: 'open-handoff', handoff: 'h7', nonce: PAGE_NONCE });
  });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`G24 has no serious accessibility fault in ${theme}: waiting, confirming, writing, returning`, async () => {
      const page = await openTalk({ kind: 'queue' }, { theme });
      const faults = await page.faults();
      await page.page.locator('#take').click();
      faults.push(...(await page.faults()));
      await show(page, { holder: ME });
      faults.push(...(await page.faults()));
      await page.page.locator('#return').click();
      faults.push(...(await page.faults()));
      await page.send({
        kind: 'view',
        view: view({ link: { kind: 'stale', since: new Date().toISOString() } }),
      });
      faults.push(...(await page.faults()));
      assert.deepEqual(faults, []);
    });

  it('has targets of at least 24 pixels and no scrolling sideways in a narrow panel', async () => {
    const page = await openTalk(ME, { width: 320, height: 700 });
    await newer(page, [7, 'user', 'x'.repeat(400)]);
    const sizes = await page.page
      .locator('vscode-button')
      .evaluateAll((buttons) =>
        buttons
          .map((button) => button.getBoundingClientRect())
          .map(({ width, height }) => Math.min(width, height)),
      );
    assert.ok(sizes.length > 1 && sizes.every((size) => size >= 24), String(sizes));
    assert.equal(await page.page.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  it(`T20 T22 shows ${PAYLOADS.length} payloads in every place as text: 0 executions, 0 requests`, async () => {
    const page = await open();
    assert.ok(PAYLOADS.length >= 100);
    for (const payload of PAYLOADS) {
      await page.send({ kind: 'view', view: hostile(payload) });
      const items = [said(1, 'user', payload, { name: payload }), said(2, 'bot', payload, { holding: true })];
      await page.send({ kind: 'messages', place: 'replace', items, older: false });
      assert.equal(await page.count(FORBIDDEN), 0, payload);
      assert.equal(await page.page.evaluate((attack) => attack in window, MARK), false, payload);
    }
    assert.deepEqual(page.strangers, []);
    assert.deepEqual(page.complaints, []);
  });

  it('T24 names characters that hide or turn text around', async () => {
    const page = await openTalk();
    await newer(page, [7, 'user', 'pay \u202e0002\u202c to\u200b me']);
    assert.match(
      await page.page.locator('li[data-seq="7"]').innerText(),
      /pay U\+202E0002U\+202C toU\+200B me/,
    );
  });
});

const FORBIDDEN = 'script, img, svg, iframe, object, video, form, link, meta, base, a, input';
const MARK = ATTACK.slice(ATTACK.indexOf('.') + 1, ATTACK.indexOf('='));

function hostile(payload: string) {
  return view({
    me: payload,
    talk: talk({
      bot: payload,
      conversation: payload,
      holder: { kind: 'other', name: payload },
      stopped: true,
      envelope: { ticket: payload, summary: payload, note: payload, why: payload, dueAt: payload },
      waiting: [{ id: 'h', ticket: payload, summary: payload }],
    }),
  });
}

async function scrollTo(page: Open, top: number): Promise<void> {
  await page.page.locator('#scroll').evaluate((scroll, to) => {
    scroll.scrollTop = to;
  }, top);
  await settled(page.page);
}

function isAtEnd(page: Open): Promise<boolean> {
  return page.page
    .locator('#scroll')
    .evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop < 40);
}

/** How far below the upper edge of the box a message is, in pixels. */
function offsetOf(page: Open, seq: number): Promise<number> {
  return page.page
    .locator(`li[data-seq="${seq}"]`)
    .evaluate(
      (row) => row.getBoundingClientRect().top - (row.closest('#scroll')?.getBoundingClientRect().top ?? 0),
    );
}

/** The first message that can be seen: its sequence and its distance from the upper edge. */
function firstSeen(page: Open): Promise<[string, number]> {
  return page.page.locator('#scroll').evaluate((scroll) => {
    const edge = scroll.getBoundingClientRect().top;
    const row = [...scroll.querySelectorAll<HTMLElement>('li[data-seq]')].find(
      (each) => each.getBoundingClientRect().bottom > edge,
    );
    return [row?.dataset.seq ?? '', (row?.getBoundingClientRect().top ?? 0) - edge];
  });
}
