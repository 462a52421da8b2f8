import assert from 'node:assert/strict';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Review } from './page.ts';
import { HANDOFF } from './page.ts';
import { focused, preview, read, refuse, requests, reviewStage } from './reading.ts';
import { form } from './sample.ts';

describe('the form of a review', () => {
  const stage = reviewStage();

  async function opened(item: HandoffDetail = form(), saved?: unknown): Promise<Review> {
    const review = await stage.open({ height: 1200, saved });
    await read(review, item);
    return review;
  }
  const submit = (review: Review) => review.page.locator('[data-decision=submit]').click();
  const field = (review: Review, label: string) => review.page.getByLabel(label, { exact: false }).first();

  it('R21 draws each field of the schema with its label, its hint and what is needed', async () => {
    const review = await opened();
    const text = await review.page.locator('.form').innerText();
    for (const part of [
      'Customer',
      'As it stands in the terms.',
      'more than 0',
      '12 months',
      'Renews by itself',
      'City',
    ])
      assert.ok(text.includes(part), part);
    assert.equal(await field(review, 'Currency').inputValue(), '0');
    assert.equal(await review.page.locator('.form input:checked').count(), 0);
  });

  it('says everything that is missing at its field and in a summary that has the focus, and sends nothing', async () => {
    const review = await opened();
    await submit(review);
    assert.equal(await focused(review), 'faults');
    assert.match(await review.page.locator('#faults').innerText(), /4 fields are not right yet[\s\S]*City/);
    assert.equal(await field(review, 'Customer').getAttribute('aria-invalid'), 'true');
    await review.page.locator('#faults button', { hasText: 'City' }).click();
    assert.equal(await focused(review), await field(review, 'City').getAttribute('id'));
    assert.deepEqual(await requests(review, 'handoff/preview'), []);
  });

  it('R21 T44 sends typed values, after the engine said what they would do', async () => {
    const review = await opened();
    await fill(review);
    await submit(review);
    const response = {
      customer: 'Acme',
      annual_value: 1200.5,
      term: '24 months',
      currency: 'USD',
      auto_renewal: true,
      signers: ['Ann', 'Bob'],
      clauses: ['liability', 'exit'],
      address: { city: 'Bern' },
    };
    const [asked] = await requests(review, 'handoff/preview');
    assert.deepEqual(asked?.params, { id: HANDOFF, revision: 3, decision: 'submit', response });
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
    await preview(review, []);
    assert.equal(await focused(review), 'confirm');
    await review.page.keyboard.press('Enter');
    const [decided] = await requests(review, 'handoff/decide');
    assert.deepEqual(decided?.params.response, response);
    assert.equal(decided?.params.digest, 'digest-previewed');
  });

  const WRONG: [string, string, RegExp][] = [
    ['US dollars', 'twelve', /Write a number/],
    ['US dollars', '0', /More than 0/],
    ['Customer', 'A', /At least 2 characters/],
    ['Number of the contract', 'C-12', /has to match/],
    ['Contact', 'nobody', /like jane@acme.com/],
    ['Who signs', 'a\nb\nc\nd', /At most 3 lines/],
    ['Zip', '12', /has to match/],
  ];
  it('R21 says beside each field what does not fit, and forgets it when the field changes', async () => {
    const review = await opened();
    await fill(review);
    for (const [label, text, words] of WRONG) {
      const control = field(review, label);
      const right = await control.inputValue();
      await control.fill(text);
      await submit(review);
      const fault = review.page.locator(`#${await control.getAttribute('id')}-fault`);
      assert.match(await fault.innerText(), words);
      await control.fill(right);
      assert.equal(await fault.count(), 0);
    }
    assert.deepEqual(await requests(review, 'handoff/preview'), []);
  });

  it('shows what the engine does not accept at its field, and keeps what was written', async () => {
    const review = await opened();
    await fill(review);
    await submit(review);
    await preview(review, []);
    await review.page.keyboard.press('Enter');
    await refuse(review, 'handoff/decide', 'The engine did not accept this.', {
      code: 'invalid',
      path: 'response.address.city',
    });
    assert.match(await review.page.locator('#faults').innerText(), /City[\s\S]*did not accept/);
    assert.equal(await field(review, 'City').inputValue(), 'Bern');
  });

  it('keeps what was written over a reload of the window', async () => {
    const review = await opened();
    await field(review, 'Customer').fill('Acme');
    const saved = await review.saved();
    const again = await opened(form(), saved);
    assert.equal(await field(again, 'Customer').inputValue(), 'Acme');
  });

  it('takes back what was armed as soon as the answer changes (I8)', async () => {
    const review = await opened();
    await fill(review);
    await submit(review);
    await preview(review, []);
    await field(review, 'Customer').fill('Globex');
    assert.equal(await review.page.locator('#confirm').count(), 0);
  });

  const approval = (more: Partial<HandoffDetail> = {}) =>
    form({
      options: [
        { decision: 'approve', handle: 'approved', label: 'Approve', reasonRequired: false },
        { decision: 'reject', handle: 'rejected', label: 'Reject', reasonRequired: false },
      ],
      responseSchema: {
        required: ['approved'],
        properties: {
          approved: { type: 'boolean', title: 'Is it fine?', default: true },
          note: { type: 'string' },
        },
      },
      ...more,
    });

  for (const [decision, approved] of [
    ['approve', true],
    ['reject', false],
  ] as const)
    it(`lets the button ${decision} say what "approved" is, where the form decides`, async () => {
      const review = await opened(approval());
      assert.equal(await review.page.getByText('Is it fine?').count(), 0);
      await review.page.locator(`[data-decision=${decision}]`).click();
      assert.deepEqual((await requests(review, 'handoff/preview')).at(-1)?.params.response, { approved });
    });

  it('never presets "approved" where the author names the buttons: yes and no, neither chosen', async () => {
    const review = await opened(approval({ byForm: undefined }));
    await review.page.locator('[data-decision=approve]').click();
    assert.match(await review.page.locator('#faults').innerText(), /Is it fine\?/);
    await review.page.getByLabel('No', { exact: true }).check();
    await review.page.locator('[data-decision=approve]').click();
    assert.deepEqual((await requests(review, 'handoff/preview')).at(-1)?.params.response, {
      approved: false,
    });
  });

  it('T40 leaves patterns that could be slow here to the engine', async () => {
    const schema = { properties: { code: { type: 'string', pattern: '^(a+)+$' } } };
    const review = await opened(form({ responseSchema: schema }));
    await field(review, 'Code').fill(`${'a'.repeat(40)}!`);
    await submit(review);
    assert.equal((await requests(review, 'handoff/preview')).length, 1);
  });

  async function fill(review: Review): Promise<void> {
    await field(review, 'Customer').fill('Acme');
    await field(review, 'US dollars').fill('1200.5');
    await review.page.getByLabel('24 months').check();
    await field(review, 'Renews by itself').check();
    await field(review, 'Who signs').fill('Ann\n\nBob');
    await review.page.getByLabel('exit').check();
    await review.page.getByLabel('liability').check();
    await field(review, 'City').fill('Bern');
  }
});
