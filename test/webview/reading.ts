/** What the suites of the review page do with it: show a handoff, answer as the engine would, and read what was asked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Call, HandoffDetail } from '../../schemas/protocol/views.ts';
import type { FromPage, Link, Request } from '../../schemas/protocol/webview.ts';
import { openReviewStage, type Review, type ReviewStage } from './page.ts';
import { refund } from './sample.ts';

export const LIVE: Link = { kind: 'live' };
export const ALICE = 'user:alice';
const PEOPLE = [
  { principal: 'user:bob', name: 'Bob Reyes' },
  { principal: 'role:finance', name: 'Role finance' },
];
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** One browser for a suite; what a test opened is closed after it. */
export function reviewStage(): { open(options?: Parameters<ReviewStage['open']>[0]): Promise<Review> } {
  let stage: ReviewStage;
  const opened: Review[] = [];
  before(async () => {
    stage = await openReviewStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    for (const review of opened.splice(0)) await review.close();
  });
  return {
    async open(options = {}) {
      const review = await stage.open(options);
      opened.push(review);
      return review;
    },
  };
}

export function show(
  review: Review,
  item: HandoffDetail | null,
  link: Link = LIVE,
  me: string | null = ALICE,
): Promise<void> {
  return review.send({ kind: 'view', view: { link, me, item, people: PEOPLE } });
}

/** Shows a handoff and answers `handoff/seen`, as the engine would. */
export async function read(review: Review, item = refund()): Promise<void> {
  await show(review, item);
  const seen = (await requests(review, 'handoff/seen')).at(-1);
  assert.ok(seen, 'the facts were not reported as seen');
  await review.send({ kind: 'reply', reply: { kind: 'done', id: seen.id, result: { seq: 50 } } });
}

/** A request of the page, with its panel's nonce. */
export type Asked<M extends Request['method']> = Extract<Request, { method: M }> & { nonce: string };

/** What the page asked of the engine so far with one method. */
export async function requests<M extends Request['method']>(review: Review, method: M): Promise<Asked<M>[]> {
  const said: FromPage[] = await review.said();
  return said.filter(
    (message): message is Asked<M> => message.kind === 'request' && message.method === method,
  );
}

/** Answers the last `handoff/preview`. */
export async function preview(
  review: Review,
  calls: readonly Call[],
  digest = 'digest-previewed',
): Promise<void> {
  const asked = (await requests(review, 'handoff/preview')).at(-1);
  assert.ok(asked, 'no preview was asked for');
  await review.send({ kind: 'reply', reply: { kind: 'done', id: asked.id, result: { calls, digest } } });
}

/** Refuses the last request of a method. */
export async function refuse(
  review: Review,
  method: Request['method'],
  message: string,
  data: { code: 'invalid' | 'forbidden' | 'stale' | 'conflict'; path?: string },
): Promise<void> {
  const asked = (await requests(review, method)).at(-1);
  assert.ok(asked, `${method} was not asked`);
  await review.send({ kind: 'reply', reply: { kind: 'refused', id: asked.id, message, data } });
}

export async function accept(
  review: Review,
  method: Request['method'],
  result: { seq: number },
): Promise<void> {
  const asked = (await requests(review, method)).at(-1);
  assert.ok(asked, `${method} was not asked`);
  await review.send({ kind: 'reply', reply: { kind: 'done', id: asked.id, result } });
}

/** Id of what has the focus. */
export function focused(review: Review): Promise<string> {
  return review.page.evaluate(
    () => document.querySelector('handoff-review')?.shadowRoot?.activeElement?.id ?? '',
  );
}

/** Faults of accessibility that axe calls serious or critical. */
export async function serious(review: Review): Promise<string[]> {
  await review.page.evaluate(axe);
  return review.page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

/** Smaller sides of everything that can be clicked, in CSS pixels. */
export function targets(review: Review): Promise<{ what: string; size: number }[]> {
  return review.page
    .locator('vscode-button, button, select, input[type=text], textarea, label.tick')
    .evaluateAll((all) =>
      all.map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return { what: (one.textContent ?? '').trim().slice(0, 30), size: Math.min(width, height) };
      }),
    );
}
