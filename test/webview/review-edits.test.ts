import assert from 'node:assert/strict';
import type { Review } from './page.ts';
import { HANDOFF } from './page.ts';
import { focused, preview, read, refuse, requests, reviewStage, show } from './reading.ts';
import { fileOffer, offer } from './sample.ts';

const NEW_TEXT = 'Dear Acme, we offer 36 months.';

describe('edits before approving', () => {
  const stage = reviewStage();

  async function opened(saved?: unknown, item = offer()): Promise<Review> {
    const review = await stage.open({ height: 1200, saved });
    await read(review, item);
    return review;
  }
  const facts = (review: Review) => review.page.locator('#facts').innerText();
  async function edited(review: Review): Promise<void> {
    await review.send({ kind: 'edited', path: 'draft.text', text: NEW_TEXT });
    await preview(review, [fileOffer(NEW_TEXT)]);
  }

  it('R60 opens long texts in the diff editor of the host, with the version so far', async () => {
    const review = await opened();
    await edited(review);
    await review.page.locator('[data-edit="draft.text"]').click();
    const asked = (await review.said()).find((message) => message.kind === 'edit-text');
    assert.deepEqual([asked?.path, asked?.text], ['draft.text', NEW_TEXT]);
  });

  it('I8 T44 shows the calls with the edits, before and now, and decides on that digest', async () => {
    const review = await opened();
    await edited(review);
    const [asked] = await requests(review, 'handoff/preview');
    assert.deepEqual(asked?.params, {
      id: HANDOFF,
      revision: 3,
      decision: 'edit',
      edits: { 'draft.text': NEW_TEXT },
    });
    assert.match(
      await facts(review),
      /with your changes[\s\S]*before[\s\S]*look forward[\s\S]*now[\s\S]*we offer 36 months/,
    );
    await review.page.locator('[data-decision=edit]').click();
    await review.page.keyboard.press('Enter');
    const [decided] = await requests(review, 'handoff/decide');
    assert.deepEqual(decided?.params, {
      id: HANDOFF,
      revision: 3,
      decision: 'edit',
      digest: 'digest-previewed',
      edits: { 'draft.text': NEW_TEXT },
      seenSeq: 50,
    });
  });

  it('I8 sends none with the button that says so, and shows the calls without them', async () => {
    const review = await opened();
    await edited(review);
    await review.page.locator('[data-decision=approve]').click();
    assert.match(await facts(review), /without your changes[\s\S]*look forward/);
    await review.page.keyboard.press('Enter');
    const [decided] = await requests(review, 'handoff/decide');
    assert.equal(decided?.params.edits, undefined);
    assert.equal(decided?.params.digest, 'digest-3');
  });

  it('leads to what may be changed from the buttons, and lets the button that carries the changes stand out', async () => {
    const review = await opened();
    await review.page.locator('#edit').click();
    assert.equal(await focused(review), 'edits');
    const look = (decision: string) =>
      review.page.locator(`[data-decision=${decision}]`).getAttribute('appearance');
    assert.deepEqual([await look('approve'), await look('edit')], ['primary', 'secondary']);
    await edited(review);
    assert.deepEqual([await look('approve'), await look('edit')], ['secondary', 'primary']);
  });

  it('takes short values in their place, typed, and says what does not fit', async () => {
    const review = await opened();
    await review.page.locator('[data-edit="contract.notice_days"]').click();
    assert.equal(await focused(review), 'writing');
    await review.page.locator('#writing').fill('thirty');
    await review.page.keyboard.press('Enter');
    assert.match(await review.page.locator('#writing-fault').innerText(), /Write a number/);
    await review.page.locator('#writing').fill('30');
    await review.page.keyboard.press('Enter');
    assert.deepEqual((await requests(review, 'handoff/preview')).at(-1)?.params.edits, {
      'contract.notice_days': 30,
    });
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
  });

  it('drops one edit and keeps the other', async () => {
    const review = await opened();
    await edited(review);
    await review.page.locator('[data-edit="contract.customer"]').click();
    await review.page.locator('#writing').fill('Acme Inc.');
    await review.page.keyboard.press('Enter');
    await review.page.locator('[data-drop="draft.text"]').click();
    assert.deepEqual((await requests(review, 'handoff/preview')).at(-1)?.params.edits, {
      'contract.customer': 'Acme Inc.',
    });
    assert.match(await review.page.locator('.edits').innerText(), /1 changed/);
  });

  it('keeps edits over a reload and over another revision, but not where the value itself changed', async () => {
    const review = await opened();
    await edited(review);
    const again = await opened(await review.saved());
    assert.match(await again.page.locator('.edits').innerText(), /we offer 36 months/);
    const { variables } = offer();
    await show(again, offer({ revision: 4, variables: { ...variables, draft: { text: 'Another draft.' } } }));
    assert.doesNotMatch(await again.page.locator('.edits').innerText(), /we offer 36 months/);
  });

  it('takes back what was armed when an edit comes in (I8)', async () => {
    const review = await opened();
    await review.send({ kind: 'arm', option: 'approve' });
    await edited(review);
    await review.page.keyboard.press('Enter');
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
  });

  it('says why the engine does not take an edit', async () => {
    const review = await opened();
    await review.send({ kind: 'edited', path: 'draft.text', text: NEW_TEXT });
    await refuse(review, 'handoff/preview', 'This may not be edited here.', { code: 'invalid' });
    assert.match(await review.page.locator('footer').innerText(), /may not be edited/);
  });

  it('offers no edit of what is masked, of what the author did not name, or where several have to agree', async () => {
    const masked = await opened(undefined, offer({ masked: ['draft'] }));
    assert.equal(await masked.page.locator('[data-edit="draft.text"]').count(), 0);
    const agreed = await opened(undefined, offer({ agreement: { have: 0, needed: 2, missing: [] } }));
    assert.equal(await agreed.page.locator('[data-edit]').count(), 0);
    await masked.send({ kind: 'edited', path: 'contract.annual_value', text: '1' });
    assert.deepEqual(await requests(masked, 'handoff/preview'), []);
  });

  it('says afterwards what was changed', async () => {
    const review = await opened();
    const changes = [{ path: 'draft.text', before: 'old words', after: 'new words' }];
    await show(review, offer({ status: 'decided', decision: 'edit', decidedBy: 'user:bob', edits: changes }));
    assert.match(
      await review.page.locator('.banner').innerText(),
      /Approved with edits by bob[\s\S]*old words[\s\S]*new words/,
    );
  });
});
