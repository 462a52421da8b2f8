import assert from 'node:assert/strict';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Link } from '../../schemas/protocol/webview.ts';
import { HANDOFF, PANEL_NONCE, type Review } from './page.ts';
import { ATTACK, PAYLOADS } from './payloads.ts';
import {
  ALICE,
  focused,
  LIVE,
  preview,
  read,
  requests,
  reviewStage,
  serious,
  show,
  targets,
} from './reading.ts';
import { fileOffer, form, offer, refund } from './sample.ts';
import { THEMES, type ThemeName } from './themes.ts';

describe('the review page', () => {
  const stage = reviewStage();
  const open = stage.open;

  it('shows what is asked, what would happen, why, the conversation, the variables and what the bot did (R48)', async () => {
    const review = await open();
    await read(review);
    const text = await review.text();
    for (const part of [
      'Refund $2,000 for order #45678',
      'stripe__create_refund',
      '{"order_id":"45678","amount":2000}',
      'irreversible · once',
      'not known yet',
      'over the limit of $500',
      'I want my money back',
      'jane@acme.com',
      'look up order',
    ])
      assert.ok(text.includes(part), part);
    assert.deepEqual(review.complaints, []);
  });

  it('starts with the focus on the facts, never on a choice', async () => {
    const review = await open();
    await read(review);
    assert.equal(await focused(review), 'facts');
  });

  it('opens its choices only after the facts of this revision were on screen and reported', async () => {
    const review = await open();
    await show(review, refund());
    const approve = review.page.locator('vscode-button[data-decision=approve]');
    assert.equal(await approve.getAttribute('disabled'), '');
    await review.send({ kind: 'arm', option: 'approve' });
    await review.page.keyboard.press('Enter');
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
  });

  it('I7 decides by keyboard in two acts, with revision, digest and what was seen', async () => {
    const review = await open();
    await read(review);
    await review.send({ kind: 'arm', option: 'approve' });
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
    assert.equal(await focused(review), 'confirm');
    await review.page.keyboard.press('Enter');
    const [decide, ...more] = await requests(review, 'handoff/decide');
    assert.deepEqual(more, []);
    assert.equal(decide?.nonce, PANEL_NONCE);
    assert.deepEqual(decide?.params, {
      id: HANDOFF,
      revision: 3,
      decision: 'approve',
      digest: 'digest-3',
      seenSeq: 50,
    });
  });

  it('does not decide by a held key, a double click or Escape', async () => {
    const review = await open();
    await read(review);
    const { page } = review;
    await page.locator('vscode-button[data-decision=approve]').focus();
    await page.keyboard.down('Enter');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.press('Escape');
    assert.equal(await focused(review), 'facts');
    await page.locator('vscode-button[data-decision=approve]').dblclick();
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
  });

  it('R49 asks for the reason to reject, offers the ready ones, and sends none without it', async () => {
    const review = await open();
    await read(review);
    const { page } = review;
    await page.locator('vscode-button[data-decision=reject]').click();
    await page.locator('#yes').click();
    assert.match(await page.locator('.reason').innerText(), /Write a reason first/);
    await page.getByText('Duplicate request').click();
    await page.locator('#yes').click();
    const [decide] = await requests(review, 'handoff/decide');
    assert.equal(decide?.method === 'handoff/decide' && decide.params.reason, 'Duplicate request');
  });

  it('keeps a half-written reason over a reload of the window', async () => {
    const review = await open({ saved: { handoff: HANDOFF, folder: '/shop', draft: 'out of' } });
    await read(review);
    await review.page.locator('vscode-button[data-decision=reject]').click();
    await review.page.locator('#reason').pressSequentially(' date');
    assert.deepEqual(await review.saved(), { handoff: HANDOFF, folder: '/shop', draft: 'out of date' });
  });

  it('I2 says at once and assertively who decided meanwhile, and takes the choices away', async () => {
    const review = await open();
    await read(review);
    await review.send({ kind: 'arm', option: 'approve' });
    const decided = {
      status: 'decided',
      decision: 'reject',
      decidedBy: 'user:bob',
      channel: 'web',
      decisionReason: 'twice',
    } as const;
    await show(review, refund(decided));
    assert.match(await review.page.locator('[role=alert]').first().innerText(), /Rejected by bob/);
    assert.match(await review.page.locator('.banner').innerText(), /through web[\s\S]*twice/);
    assert.equal(await review.page.locator('footer').count(), 0);
  });

  it('F17 shows the difference of a newer revision and asks again', async () => {
    const review = await open();
    await read(review);
    await review.send({ kind: 'arm', option: 'approve' });
    const calls = refund().calls.map((call) =>
      call.known
        ? { ...call, call: { ...call.call, arguments: '{"order_id":"45678","amount":2500}' } }
        : call,
    );
    await show(review, refund({ revision: 4, calls }));
    assert.match(await review.page.locator('.banner').innerText(), /2000[\s\S]*2500/);
    await review.page.keyboard.press('Enter');
    assert.deepEqual(await requests(review, 'handoff/decide'), []);
    await review.page.getByText('I have read the change').click();
    assert.equal((await requests(review, 'handoff/seen')).at(-1)?.params.revision, 4);
  });

  it('says why a decision was refused and lets the person go on', async () => {
    const review = await open();
    await read(review);
    await review.send({ kind: 'arm', option: 'approve' });
    await review.page.keyboard.press('Enter');
    const [decide] = await requests(review, 'handoff/decide');
    const message = 'You asked for this yourself, so somebody else decides.';
    await review.send({
      kind: 'reply',
      reply: { kind: 'refused', id: decide?.id ?? 0, message, data: { code: 'forbidden' } },
    });
    assert.match(await review.page.locator('footer').innerText(), /somebody else decides/);
  });

  it('says whose votes are still missing after mine', async () => {
    const review = await open();
    await read(review);
    await review.send({ kind: 'arm', option: 'approve' });
    await review.page.keyboard.press('Enter');
    const [decide] = await requests(review, 'handoff/decide');
    const result = { seq: 51, decision: 'approve', pending: { missing: ['role:director'] } };
    await review.send({ kind: 'reply', reply: { kind: 'done', id: decide?.id ?? 0, result } });
    assert.match(await review.page.locator('footer').innerText(), /Still needed: anyone in role director/);
  });

  const LINKS: [Link, RegExp][] = [
    [{ kind: 'stale', since: new Date().toISOString() }, /Connection lost/],
    [{ kind: 'read-only', why: 'the disk is full since 14:02' }, /Read only[\s\S]*disk is full/],
    [{ kind: 'denied', who: 'Only role finance may decide this.' }, /not yours to decide[\s\S]*finance/],
    [{ kind: 'error', what: 'The engine ended.', next: 'Start it again.' }, /engine ended[\s\S]*Show log/],
    [{ kind: 'gone' }, /no such handoff/],
  ];
  for (const [link, words] of LINKS)
    it(`lets nothing be decided while ${link.kind}, and says why`, async () => {
      const review = await open();
      await read(review);
      await show(review, link.kind === 'gone' ? null : refund(), link);
      assert.match(await review.text(), words);
      await review.send({ kind: 'arm', option: 'approve' });
      await review.page.keyboard.press('Enter');
      assert.deepEqual(await requests(review, 'handoff/decide'), []);
    });

  it('offers to sign in to whoever only reads, and reports nothing as seen', async () => {
    const review = await open();
    await show(review, refund(), LIVE, null);
    await review.page.getByText('Sign in as…').click();
    assert.deepEqual(
      (await review.said()).map((message) => message.kind),
      ['ready', 'sign-in'],
    );
  });

  for (const theme of Object.keys(THEMES) as ThemeName[])
    it(`G24 has no serious accessibility fault in ${theme}: reading, confirming, form, edits, side by side, undo, asked back`, async () => {
      const review = await open({ theme });
      await read(review);
      const faults = [...(await serious(review))];
      await review.send({ kind: 'arm', option: 'approve' });
      faults.push(...(await serious(review)));
      await review.page.keyboard.press('Escape');
      await review.send({ kind: 'arm', option: 'reject' });
      faults.push(...(await serious(review)));
      await show(review, refund({ revision: 9 }));
      faults.push(...(await serious(review)));
      for (const state of [wrongForm, editing, redirecting, undoing, askedBack]) {
        const other = await open({ theme });
        await state(other);
        faults.push(...(await serious(other)));
      }
      assert.deepEqual(faults, []);
    });

  for (const [what, state] of Object.entries({
    form: wrongForm,
    edits: editing,
    more: redirecting,
    undo: undoing,
  }))
    it(`has targets of at least 24 pixels and nothing to scroll sideways in a narrow panel: ${what}`, async () => {
      const review = await open({ width: 320, height: 900 });
      await state(review);
      const small = (await targets(review)).filter(({ size }) => size > 0 && size < 24);
      assert.deepEqual(small, []);
      assert.equal(await review.page.evaluate(() => document.documentElement.scrollWidth), 320);
      assert.deepEqual(review.complaints, []);
    });

  it('has targets of at least 24 pixels, and no scrolling sideways in a narrow panel', async () => {
    const review = await open({ width: 320, height: 700 });
    await read(review, refund({ reason: 'x'.repeat(300) }));
    const sizes = await review.page
      .locator('vscode-button')
      .evaluateAll((buttons) =>
        buttons
          .map((button) => button.getBoundingClientRect())
          .map(({ width, height }) => Math.min(width, height)),
      );
    assert.ok(sizes.length > 1 && sizes.every((size) => size >= 24), String(sizes));
    assert.equal(await review.page.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  it(`T20 T22 G12 shows ${PAYLOADS.length} payloads in every place as text: 0 executions, 0 requests`, async () => {
    const review = await open();
    assert.ok(PAYLOADS.length >= 100);
    for (const payload of PAYLOADS) {
      await show(review, hostile(payload));
      const ran = await review.page.evaluate(
        (attack) => {
          const root = document.querySelector('handoff-review')?.shadowRoot;
          const made =
            root?.querySelectorAll(
              'script, img, svg, iframe, object, video, form, link, meta, base, a, input:not([id^="field-"], [name^="field-"])',
            ).length ?? -1;
          return { made, attacked: attack in window };
        },
        ATTACK.slice(ATTACK.indexOf('.') + 1, ATTACK.indexOf('=')),
      );
      assert.deepEqual(ran, { made: 0, attacked: false }, payload);
    }
    assert.deepEqual(review.strangers, []);
    assert.deepEqual(review.complaints, []);
  });

  it('T24 names characters that hide or turn text around', async () => {
    const review = await open();
    await read(review, refund({ reason: 'pay \u202e0002\u202c to\u200b Jane' }));
    const reason = await review.page.locator('section[aria-labelledby=why-title] p').first().innerText();
    assert.equal(reason, 'pay U+202E0002U+202C toU+200B Jane');
  });
});

async function wrongForm(review: Review): Promise<void> {
  await read(review, form());
  await review.page.locator('[data-decision=submit]').click();
}

async function editing(review: Review): Promise<void> {
  await read(review, offer());
  await review.send({ kind: 'edited', path: 'draft.text', text: 'Dear Acme' });
  await preview(review, [fileOffer('Dear Acme')]);
  await review.page.locator('[data-edit="contract.customer"]').click();
}

async function redirecting(review: Review): Promise<void> {
  await read(review, offer());
  await review.page.locator('#more').click();
  await review.page.locator('[data-act=redirect]').click();
  await review.page.locator('#act-yes').click();
}

async function undoing(review: Review): Promise<void> {
  const undoUntil = new Date(Date.now() + 60_000).toISOString();
  await show(review, refund({ status: 'decided', decision: 'approve', decidedBy: ALICE, undoUntil }));
}

async function askedBack(review: Review): Promise<void> {
  const asked = {
    seq: 43,
    at: new Date().toISOString(),
    type: 'handoff-asked',
    by: ALICE,
    text: 'Which order?',
  };
  await read(review, refund({ history: [asked] }));
  await review.page.locator('#more').click();
}

/** A handoff whose every foreign text is the payload. */
function hostile(payload: string): HandoffDetail {
  const sample = refund();
  return {
    ...sample,
    ticket: payload,
    bot: payload,
    reason: payload,
    label: payload,
    summary: payload,
    note: payload,
    flags: [payload],
    subject: {
      kind: 'problem',
      problem: 'edge',
      failure: { message: payload, type: payload, node: payload },
    },
    assignee: payload,
    messages: sample.messages.map((message) => ({ ...message, text: payload, name: payload })),
    variables: { [payload]: payload, nested: { [payload]: [payload] } },
    context: { [payload]: payload },
    options: sample.options.map((option) => ({ ...option, label: payload })),
    reasons: [payload],
    calls: [
      {
        known: true,
        node: payload,
        digest: 'd',
        call: { server: payload, tool: payload, arguments: payload, effect: 'irreversible' },
      },
      {
        known: false,
        node: payload,
        server: payload,
        tool: payload,
        effect: 'read',
        person: true,
        why: payload,
      },
    ],
    trace: [
      { node: payload, visit: 1, at: payload, handle: payload, failure: { message: payload, type: payload } },
    ],
    history: [{ seq: 1, at: payload, type: payload, by: payload, text: payload }],
    votes: [{ by: payload, decision: payload, reason: payload }],
    claimedBy: payload,
    level: { at: 1, of: 2, to: payload, authority: payload },
    agreement: { have: 0, needed: 1, missing: [payload] },
    redirects: [{ node: payload, label: payload }],
    display: { layout: 'side-by-side', highlight: [payload] },
    responseSchema: {
      properties: {
        [payload]: {
          type: 'string',
          title: payload,
          description: payload,
          pattern: payload,
          format: payload,
        },
        choice: { enum: [payload, 'b'] },
        fixed: { const: payload },
      },
    },
    package: {
      request: payload,
      requester: [payload],
      steps: [
        {
          node: payload,
          label: payload,
          type: 'llm',
          at: payload,
          handle: payload,
          result: payload,
          failure: payload,
        },
      ],
      draft: payload,
      confidence: 0.5,
      flags: [payload],
      considered: [payload],
      task: payload,
      risks: [{ text: payload, evidence: payload }],
      similar: [
        {
          id: payload,
          ticket: payload,
          reason: payload,
          decision: payload,
          decidedBy: payload,
          decidedAt: payload,
          decisionReason: payload,
          because: payload,
        },
      ],
      precedents: [{ decision: payload, count: 2 }],
      summary: { text: payload, by: 'model' },
      missing: [payload],
    },
  };
}
