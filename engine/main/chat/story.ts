/**
 * The refund story, played without anybody at the keyboard: three customers, on the real engine, its real tools and its
 * real bridge. Each step says what it expects; one that comes out otherwise ends the story.
 *
 * 1. Customers and the deciding person are played, and the output says so.
 * 2. Money is counted in the payments server's own book, not in what the engine says of itself.
 */
import type { HandoffDetail } from '../../../schemas/protocol/views.ts';
import type { Config } from '../../model/config.ts';
import { managerOf, membersOf } from '../../model/people.ts';
import { Exit } from '../exit.ts';
import type { Payment } from './ledger.ts';
import type { Talk } from './talk.ts';
import type { Sight, Watch } from './watch-sights.ts';
import { type Line, line, nameOf, sentence } from './words.ts';

export interface Stage {
  readonly config: Config;
  readonly watch: Watch;
  /** Starts a new conversation; the one before it is over. */
  enter(): Promise<Talk>;
  /** What the payments server has paid so far, oldest first. */
  payments(): readonly Payment[];
  print(lines: readonly Line[]): void;
}

interface Customer {
  address: string;
  order: string;
  /** US dollars. */
  amount: number;
}

const LARGE: Customer = { address: 'jane@acme.com', order: '45678', amount: 2000 };
const SMALL: Customer = { address: 'sam@acme.com', order: '45701', amount: 120 };
/** What a customer types first; `npm start` at a terminal begins with it too. */
export const OPENING = 'I want my money back';

/** Who decides in the story: whoever in finance manages others there, else the first. @throws Exit 1 where nobody is */
export function financeManager(config: Config): string {
  const finance = membersOf(config, 'role:finance');
  const found =
    finance.find((who) => finance.some((other) => managerOf(config, other) === who)) ?? finance[0];
  if (found === undefined) throw new Exit(1, 'Nobody in the configuration has the role finance.');
  return found;
}

/** @throws Exit 1 with the step that did not come out as it should */
export async function playStory(stage: Stage): Promise<void> {
  heading(stage, `1. A customer wants ${dollars(LARGE)} back: a person has to agree.`);
  await approved(stage);
  heading(stage, `2. Another wants ${dollars(SMALL)} back: the bot pays that by itself.`);
  await small(stage);
  heading(stage, '3. The first one asks once more: this time the answer is no.');
  await rejected(stage);
}

async function approved(stage: Stage): Promise<void> {
  const { watch } = stage;
  const paid = stage.payments();
  const talk = await stage.enter();
  await verify(stage, talk, LARGE);
  const detail = await handoff(stage, LARGE);
  expectPaid(stage, paid, []);
  played(stage, talk, 'approves, as the keys a and Enter would');
  await talk.decide(detail, 'approve');
  await decided(watch, 'approve', talk.me);
  await refundCall(watch, LARGE);
  await said(
    watch,
    'the news that it was approved',
    (text) => /approved/i.test(text) && text.includes(LARGE.order),
  );
  await ended(watch, talk);
  expectPaid(stage, paid, [LARGE]);
}

async function small(stage: Stage): Promise<void> {
  const { watch } = stage;
  const paid = stage.payments();
  const talk = await stage.enter();
  await verify(stage, talk, SMALL);
  await refundCall(watch, SMALL);
  await said(watch, 'the news that it is paid', (text) => text.includes(SMALL.order));
  await ended(watch, talk);
  expectPaid(stage, paid, [SMALL]);
}

async function rejected(stage: Stage): Promise<void> {
  const { watch } = stage;
  const paid = stage.payments();
  const talk = await stage.enter();
  await verify(stage, talk, LARGE);
  const detail = await handoff(stage, LARGE);
  const reason = detail.reasons.at(-1) ?? 'It was paid back already';
  played(stage, talk, `rejects, as the keys r and Enter would, with the reason "${reason}"`);
  await talk.decide(detail, 'reject', reason);
  await decided(watch, 'reject', talk.me);
  await said(watch, 'the reason in a message to the customer', (text) => text.includes(reason));
  await ended(watch, talk);
  expectPaid(stage, paid, []);
}

/** From the first message to the code from the mail. */
async function verify(stage: Stage, talk: Talk, { address }: Customer): Promise<void> {
  await customer(stage, talk, OPENING);
  await said(stage.watch, 'the question for an address', (text) => /e-?mail/i.test(text));
  await customer(stage, talk, address);
  const code = await stage.watch.until(`a mail with a code to ${address}`, (sight) =>
    sight.kind === 'mail' && sight.mail.to === address ? /\b\d{6}\b/.exec(sight.mail.text)?.[0] : undefined,
  );
  await said(stage.watch, 'the news that a code is on its way', (text) => /code|digits/i.test(text));
  await customer(stage, talk, code);
}

async function handoff(stage: Stage, { order, amount }: Customer): Promise<HandoffDetail> {
  const what = `a handoff that would pay ${dollars({ amount })} for order ${order}`;
  const detail = await stage.watch.until(what, (sight) =>
    sight.kind === 'handoff' && sight.detail.calls.length === 1 && wouldPay(sight.detail, order, amount)
      ? sight.detail
      : undefined,
  );
  await held(stage.watch);
  return detail;
}

function wouldPay({ calls }: HandoffDetail, order: string, amount: number): boolean {
  return calls.some((each) => each.known && pays(each.call, order, amount));
}

function pays(
  { server, tool, arguments: json }: { server: string; tool: string; arguments: string },
  order: string,
  amount: number,
): boolean {
  if (server !== 'payments' || tool !== 'create_refund') return false;
  const sent: Record<string, unknown> = JSON.parse(json);
  return sent.order_id === order && sent.amount === amount;
}

async function refundCall(watch: Watch, { order, amount }: Customer): Promise<void> {
  await watch.until(`the refund tool to pay ${dollars({ amount })} for order ${order}`, (sight) =>
    sight.kind === 'called' && sight.answer.kind === 'succeeded' && pays(sight.call, order, amount)
      ? true
      : undefined,
  );
}

async function said(watch: Watch, what: string, fits: (text: string) => boolean): Promise<void> {
  const isIt = (sight: Sight): boolean => sight.kind === 'said' && fits(sight.text);
  await watch.until(what, (sight) => (isIt(sight) ? true : undefined));
}

/** The customer is told that it takes a while. */
async function held(watch: Watch): Promise<void> {
  await watch.until('a holding message to the customer', (sight) =>
    sight.kind === 'said' && sight.holding ? true : undefined,
  );
}

async function decided(watch: Watch, decision: string, by: string): Promise<void> {
  await watch.until(`the decision ${decision} of ${by}`, (sight) =>
    sight.kind === 'decided' && sight.decision === decision && sight.by === by ? true : undefined,
  );
}

async function ended(watch: Watch, talk: Talk): Promise<void> {
  await watch.until('the run to be completed', (sight) =>
    sight.kind === 'ended' && sight.status === 'completed' ? true : undefined,
  );
  await talk.rest();
}

function expectPaid(stage: Stage, before: readonly Payment[], expected: readonly Customer[]): void {
  const since = stage.payments().slice(before.length);
  const isAsExpected =
    since.length === expected.length &&
    since.every(({ order, amount }, i) => order === expected[i]?.order && amount === expected[i]?.amount);
  const list = (all: readonly { order: string; amount: number }[]): string =>
    all.length === 0 ? 'nothing' : all.map((each) => `${dollars(each)} for order ${each.order}`).join(', ');
  if (!isAsExpected)
    throw new Exit(
      1,
      `The payments server should have paid ${list(expected)}; its book says ${list(since)}.`,
    );
  stage.print([line('book', `The payments server has paid: ${list(since)}.`, 'good')]);
}

async function customer({ print }: Stage, talk: Talk, text: string): Promise<void> {
  print([line('customer', text)]);
  await talk.say(text);
}

function played({ print, config }: Stage, talk: Talk, what: string): void {
  print([line('played', `${nameOf(talk.me, config)} ${what}.`, 'attention')]);
}

function heading({ print }: Stage, text: string): void {
  print([sentence(''), sentence(text, 'good')]);
}

function dollars({ amount }: { amount: number }): string {
  return `$${amount.toLocaleString('en-US')}`;
}
