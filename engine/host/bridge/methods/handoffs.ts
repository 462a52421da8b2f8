import { RequestError } from '../../../../schemas/protocol/codes.ts';
import { handoffDetail, handoffItem, messageItem, type Viewer } from '../views.ts';
import { decideTogether } from './batch.ts';
import { ownBot } from './conversations.ts';
import { durably, type Handlers, type Session, submit } from './method.ts';
import { settingsFor } from './settings.ts';

/** Messages shown beside a handoff. */
const LAST_MESSAGES = 50;

type HandoffMethods = Pick<Handlers, Extract<keyof Handlers, `handoff/${string}`>>;

export const handoffMethods: HandoffMethods = {
  'handoff/list': (filter, session) =>
    durably(session, () => {
      const page = session.queries.handoffs(filter);
      return { ...page, items: page.items.map((handoff) => handoffItem(viewerOf(session), handoff)) };
    }),

  'handoff/get': ({ id }, session) =>
    durably(session, () => {
      const { engine, queries } = session;
      const handoff = engine.state.handoffs.get(id);
      if (handoff === undefined) throw new RequestError('not-found', `there is no handoff ${id}`);
      const { bot, conversation } = handoff;
      const messages =
        conversation === undefined ? [] : queries.lastMessages({ bot, conversation }, LAST_MESSAGES);
      return handoffDetail(
        viewerOf(session),
        handoff,
        messages.map(messageItem),
        settingsFor(session, handoff),
      );
    }),

  'handoff/preview': ({ id, revision, decision, edits, response, to }, { engine, identity }) =>
    engine.preview({ id, revision, decision, edits, response, to }, identity.principal),

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
  'handoff/open': async (params, session) =>
    submit(session, 'question', {
      question: params.question,
      bot: session.identity.class === 'bot' ? ownBot(session, params.bot) : params.bot,
      options: params.options,
      timeout: params.timeout,
      assignee: params.assignee,
      priority: params.priority,
      context: params.context,
    }),
  'handoff/claim': ({ id, revision }, session) => submit(session, 'claim', { id, revision }),
  'handoff/release': ({ id, revision }, session) => submit(session, 'release', { id, revision }),
  'handoff/assign': ({ id, revision, assignee, reason }, session) =>
    submit(session, 'assign', { id, revision, assignee, reason }),
  'handoff/escalate': ({ id, revision, reason }, session) =>
    submit(session, 'escalate', { id, revision, reason }),
  'handoff/redirect': ({ id, revision, to, reason }, session) =>
    submit(session, 'redirect', { id, revision, to, reason, channel: session.channel }),
  'handoff/ask': ({ id, revision, text, to }, session) => submit(session, 'ask', { id, revision, text, to }),
  'handoff/undo': ({ id }, session) => submit(session, 'undo', { id }),
  'handoff/batch': decideTogether,
  'handoff/annotate': ({ id, revision, note }, session) =>
    submit(session, 'annotate', { id, revision, note }),
};

function viewerOf({ engine, identity }: Session): Viewer {
  return {
    state: engine.state,
    mayDecide: (handoff) => engine.barrier(handoff, identity.principal) === undefined,
    agreement: (handoff) => engine.agreement(handoff),
    context: (handoff) => engine.context(handoff),
  };
}
