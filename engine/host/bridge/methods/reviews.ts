import { RequestError } from '../../../../schemas/protocol/codes.ts';
import type { ReviewDetail, ReviewItem } from '../../../../schemas/protocol/views.ts';
import type { Review } from '../../../core/state.ts';
import { iso, messageItem, traceItem, workflowName } from '../views.ts';
import { durably, type Handlers, type Session, submit } from './method.ts';

const DEFAULT_LIMIT = 100;
/** What was said around an answer. */
const LAST_MESSAGES = 50;

export const reviewMethods: Pick<Handlers, Extract<keyof Handlers, `review/${string}`>> = {
  'review/list': ({ status, bot, after, limit = DEFAULT_LIMIT }, session) =>
    durably(session, () => {
      const all = [...session.engine.state.reviews.entries()]
        .map(([, review]) => review)
        .filter(
          (review) => (bot ?? review.bot) === review.bot && (status ?? statusOf(review)) === statusOf(review),
        )
        .reverse();
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id < after);
      const page = start < 0 ? [] : all.slice(start, start + limit);
      const last = page.at(-1);
      const more = last !== undefined && start + limit < all.length;
      return {
        items: page.map((review) => reviewItem(session, review)),
        ...(more && { next: last.id }),
        total: all.length,
      };
    }),

  'review/get': ({ id }, session) =>
    durably(session, () => {
      const review = session.engine.state.reviews.get(id);
      if (review === undefined) throw new RequestError('not-found', `there is no review ${id}`);
      return reviewDetail(session, review);
    }),

  'review/record': ({ id, verdict, correction, note }, session) =>
    submit(session, 'review', { id, verdict, correction, note }),
};

function statusOf({ by }: Review): ReviewItem['status'] {
  return by === undefined ? 'open' : 'done';
}

function reviewItem(session: Session, review: Review): ReviewItem {
  const { id, bot, run, conversation, because, openedAt, confidence, verdict, by, at } = review;
  return {
    id,
    status: statusOf(review),
    bot,
    workflow: workflowName(session.engine.state, review.workflow),
    run,
    conversation: conversation ?? null,
    because,
    openedAt: iso(openedAt),
    answer: messagesOf(session, review).findLast(({ from }) => from === 'bot')?.text ?? '',
    confidence: confidence ?? null,
    ...(verdict && { verdict }),
    ...(by !== undefined && { reviewedBy: by }),
    ...(at !== undefined && { reviewedAt: iso(at) }),
  };
}

function reviewDetail(session: Session, review: Review): ReviewDetail {
  return {
    ...reviewItem(session, review),
    correction: review.correction ?? null,
    note: review.note ?? null,
    messages: messagesOf(session, review).map(messageItem),
    trace: session.engine.state.runs.get(review.run)?.trace.map(traceItem) ?? [],
  };
}

/** What had been said when the answer was picked. */
function messagesOf({ queries }: Session, { bot, conversation, openedSeq }: Review) {
  return conversation === undefined
    ? []
    : queries.lastMessages({ bot, conversation }, LAST_MESSAGES, openedSeq);
}
