import assert from 'node:assert/strict';
import { HANDOFF, type Review } from './page.ts';
import {
  ALICE,
  accept,
  focused,
  LIVE,
  preview,
  read,
  refuse,
  requests,
  reviewStage,
  show,
} from './reading.ts';
import { fileOffer, offer, refund } from './sample.ts';

describe('what a reviewer can do besides deciding (R60)', () => {
  const stage = reviewStage();

  async function opened(item = offer()): Promise<Review> {
    const review = await stage.open({ height: 1100 });
    await read(review, item);
    return review;
  }
  async function begin(review: Review, act: string): Promise<void> {
    await review.page.locator('#more').click();
    await review.page.locator(`[data-act=${act}]`).click();
  }
  const footer = (review: Review) => review.page.locator('footer').innerText();

  const ACTS: [string, string | undefined, string, object][] = [
    ['ask', undefined, 'handoff/ask', { text: 'Because', to: 'user' }],
    ['escalate', undefined, 'handoff/escalate', { reason: 'Because' }],
    ['redirect', 'user:bob', 'handoff/redirect', { to: 'user:bob', reason: 'Because' }],
    ['assign', 'role:finance', 'handoff/assign', { assignee: 'role:finance', reason: 'Because' }],
    ['annotate', undefined, 'handoff/annotate', { note: 'Because' }],
  ];
  for (const [act, to, method, params] of ACTS)
    it(`does ${method} in two acts, by keyboard`, async () => {
      const review = await opened();
      await begin(review, act);
      assert.equal(await focused(review), to ? 'act-to' : 'act-text');
      if (to) await review.page.locator('#act-to').selectOption(to);
      await review.page.locator('#act-text').fill('Because');
      const ofMethod = async () =>
        (await review.said()).flatMap((m) => (m.kind === 'request' && m.method === method ? [m] : []));
      assert.deepEqual(await ofMethod(), []);
      await review.page.keyboard.press('Control+Enter');
      assert.deepEqual(
        (await ofMethod()).map((m) => m.params),
        [{ id: HANDOFF, revision: 3, ...params }],
      );
    });

  it('shows what another path would call before it is taken', async () => {
    const review = await opened();
    await begin(review, 'redirect');
    await review.page.locator('#act-to').selectOption('by_hand');
    assert.deepEqual((await requests(review, 'handoff/preview')).at(-1)?.params, {
      id: HANDOFF,
      revision: 3,
      decision: 'redirect',
      to: 'by_hand',
    });
    await preview(review, [fileOffer('By hand')]);
    assert.match(await footer(review), /What “Counsel reads it” would call[\s\S]*By hand/);
    assert.match(await review.page.locator('#act-yes').innerText(), /Redirect to Counsel reads it/);
  });

  it('asks for what is missing, and says what to do when it is refused', async () => {
    const review = await opened();
    await begin(review, 'assign');
    await review.page.locator('#act-yes').click();
    assert.match(await footer(review), /Choose whom it goes to first/);
    await review.page.locator('#act-to').selectOption('user:bob');
    await review.page.locator('#act-yes').click();
    await refuse(review, 'handoff/assign', 'bob may not decide this.', { code: 'forbidden' });
    assert.match(await footer(review), /bob may not decide this[\s\S]*Leave it to/);
    await review.page.keyboard.press('Escape');
    assert.equal(await focused(review), 'more');
  });

  it('says that it was done, and lets the person go on deciding', async () => {
    const review = await opened();
    await begin(review, 'ask');
    await review.page.locator('#act-text').fill('Which order?');
    await review.page.locator('#act-yes').click();
    await accept(review, 'handoff/ask', { seq: 60 });
    assert.match(await footer(review), /Your question was sent[\s\S]*/);
    assert.equal(await review.page.locator('[data-decision=approve]').count(), 1);
  });

  it('claims and releases', async () => {
    const review = await opened();
    await begin(review, 'claim');
    assert.equal((await requests(review, 'handoff/claim')).length, 1);
    await show(review, offer({ claimedBy: ALICE }));
    await review.page.locator('[data-act=claim]').click();
    assert.equal((await requests(review, 'handoff/release')).length, 1);
  });

  it('shows a question that waits and the answer that came', async () => {
    const review = await opened();
    const at = new Date().toISOString();
    const asked = { seq: 43, at, type: 'handoff-asked', by: ALICE, text: 'Is 36 months fine, too?' };
    await show(review, offer({ history: [asked] }));
    assert.match(await review.page.locator('.banner').innerText(), /no answer yet[\s\S]*36 months fine/);
    const answered = { seq: 44, at, type: 'handoff-answered', by: 'model', text: 'The terms do not say.' };
    await show(review, offer({ history: [asked, answered] }));
    assert.equal(await review.page.locator('.banner').count(), 0);
    assert.match(await review.text(), /The bot answered[\s\S]*a model[\s\S]*do not say/);
  });
});

describe('undo in a review (R60)', () => {
  const stage = reviewStage();
  const until = (ms: number) => new Date(Date.now() + ms).toISOString();
  const mine = { status: 'decided', decision: 'approve', decidedBy: ALICE, undoSeconds: 30 } as const;

  it('F16 offers to take a decision back while nothing has followed, and says so once', async () => {
    const review = await stage.open();
    await read(review);
    await show(review, refund({ ...mine, undoUntil: until(30_000) }));
    assert.match(
      await review.page.locator('[role=alert]').first().innerText(),
      /Approved by alice\. You can undo it for \d+ seconds/,
    );
    assert.match(await review.page.locator('.undo').innerText(), /goes ahead in \d+ s/);
    assert.equal(await review.page.locator('.undo [aria-live=off]').count(), 1);
    await review.page.locator('#undo').click();
    assert.deepEqual(
      (await requests(review, 'handoff/undo')).map(({ params }) => params),
      [{ id: HANDOFF }],
    );
    await show(review, refund({ revision: 4 }));
    assert.equal(await review.page.locator('.undo').count(), 0);
    assert.equal(await review.page.locator('.changes').count(), 0);
    assert.equal((await requests(review, 'handoff/seen')).at(-1)?.params.revision, 4);
  });

  it('offers it to nobody else, and not when the time is over', async () => {
    const review = await stage.open();
    await show(review, refund({ ...mine, undoUntil: until(30_000) }), LIVE, 'user:bob');
    assert.equal(await review.page.locator('#undo').count(), 0);
    await show(review, refund({ ...mine, undoUntil: until(-1) }));
    assert.equal(await review.page.locator('#undo').count(), 0);
  });

  it('says why it could not be taken back', async () => {
    const review = await stage.open();
    await show(review, refund({ ...mine, undoUntil: until(30_000) }));
    await review.page.locator('#undo').click();
    await refuse(review, 'handoff/undo', 'It went ahead at 14:02.', { code: 'conflict' });
    assert.match(await review.page.locator('.undo').innerText(), /went ahead at 14:02/);
  });

  it('lets one vote of several be taken back', async () => {
    const review = await stage.open();
    const voted = { seq: 44, at: until(0), type: 'handoff-voted', by: ALICE, text: 'approve' };
    const votes = [{ by: ALICE, decision: 'approve' }];
    const agreement = { have: 1, needed: 2, missing: ['role:finance'] };
    await show(review, refund({ undoSeconds: 30, votes, agreement, history: [voted] }));
    assert.match(await review.page.locator('.undo').innerText(), /Your vote can be taken back/);
    assert.match(
      await review.text(),
      /Votes: 1 of 2[\s\S]*alice: Approved[\s\S]*missing: anyone in role finance/,
    );
  });
});
