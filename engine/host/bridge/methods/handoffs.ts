import { RequestError } from '../../../../schemas/protocol/codes.ts';
import { pageOf } from '../pages.ts';
import { handoffDetail, handoffItem } from '../views.ts';
import { durably, type Handlers, submit } from './method.ts';

/** Messages shown beside a handoff. */
const LAST_MESSAGES = 50;

type HandoffMethods = Pick<Handlers, Extract<keyof Handlers, `handoff/${string}`>>;

export const handoffMethods: HandoffMethods = {
  'handoff/list': ({ status, assignee, bot, priority, after, limit }, session) =>
    durably(session, () => {
      const { state } = session.engine;
      const page = pageOf({
        table: state.handoffs,
        matches: (handoff) =>
          (status === undefined || handoff.status === status) &&
          (assignee === undefined || handoff.assignee === assignee) &&
          (bot === undefined || handoff.bot === bot) &&
          (priority === undefined || handoff.priority === priority),
        place: ({ openedAt, id }) => [openedAt, id] as const,
        after,
        limit,
      });
      return { ...page, items: page.items.map((handoff) => handoffItem(state, handoff)) };
    }),

  'handoff/get': ({ id }, session) =>
    durably(session, async () => {
      const { engine, queries } = session;
      const found = engine.state.handoffs.get(id);
      if (found === undefined) throw new RequestError('not-found', `there is no handoff ${id}`);
      const { bot, conversation } = found;
      const messages =
        conversation === undefined ? [] : await queries.messages(bot, conversation, { last: LAST_MESSAGES });
      const current = engine.state.handoffs.get(id) ?? found;
      return handoffDetail(engine.state, current, messages, queries.bot(bot));
    }),

  'handoff/preview': ({ id, revision, decision, edits, response }, { engine, identity }) =>
    engine.preview({ id, revision, decision, edits, response }, identity.principal),

  'handoff/decide': (params, session) =>
    submit(session, 'decide', {
      id: params.id,
      revision: params.revision,
      decision: params.decision,
      reason: params.reason,
      response: params.response,
      edits: params.edits,
      digest: params.digest,
      seenSeq: params.seenSeq,
      channel: session.channel,
    }),

  'handoff/seen': ({ id, revision }, session) => submit(session, 'seen', { id, revision }),
  'handoff/claim': ({ id, revision }, session) => submit(session, 'claim', { id, revision }),
  'handoff/release': ({ id, revision }, session) => submit(session, 'release', { id, revision }),
  'handoff/assign': ({ id, revision, assignee }, session) =>
    submit(session, 'assign', { id, revision, assignee }),
  'handoff/annotate': ({ id, revision, note }, session) =>
    submit(session, 'annotate', { id, revision, note }),
};
