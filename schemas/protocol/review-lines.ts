/** Reviewed answers as JSON Lines, a line an answer: what training and evaluation read (R42). */
import type { ParamsOf, ResultOf } from './methods.ts';
import type { MessageItem, ReviewDetail } from './views.ts';

/** Who speaks, in the words of chat completions; a person who had taken over is named. */
const ROLES = {
  user: { role: 'user' },
  bot: { role: 'assistant' },
  operator: { role: 'assistant', name: 'operator' },
} as const satisfies Record<MessageItem['from'], object>;

/** One line without its end: what had been said before the answer, the answer, and what a person says of it. */
function reviewLine(review: ReviewDetail): string {
  const { messages, answer, correction, verdict, note, bot, workflow, confidence } = review;
  const answered = messages.findLastIndex(({ from }) => from === 'bot');
  const before = answered < 0 ? messages : messages.slice(0, answered);
  return JSON.stringify({
    messages: before.map(({ from, text }) => ({ ...ROLES[from], content: text })),
    answer,
    correction,
    verdict: verdict ?? null,
    note,
    bot,
    workflow,
    at: review.reviewedAt ?? null,
    by: review.reviewedBy ?? null,
    confidence,
    review: review.id,
  });
}

/** How finished answers are read: a client of the engine. */
export interface ReviewReader {
  list(params: ParamsOf<'review/list'>): Promise<ResultOf<'review/list'>>;
  get(params: ParamsOf<'review/get'>): Promise<ResultOf<'review/get'>>;
}

const PAGE = 200;

/** A line for each answer that was looked at, newest first. @throws what the reader throws */
export async function* reviewLines(reader: ReviewReader, bot?: string): AsyncGenerator<string> {
  for (let after: string | undefined, more = true; more; ) {
    const page = await reader.list({
      status: 'done',
      limit: PAGE,
      ...(bot !== undefined && { bot }),
      ...(after !== undefined && { after }),
    });
    for (const { id } of page.items) yield reviewLine(await reader.get({ id }));
    after = page.next;
    more = after !== undefined;
  }
}
