import { RequestError } from '../../../../schemas/protocol/codes.ts';
import { pageOf } from '../pages.ts';
import { runDetail, runItem } from '../views.ts';
import { durably, type Handlers, submit } from './method.ts';

export const runMethods: Pick<Handlers, Extract<keyof Handlers, `run/${string}`>> = {
  'run/list': ({ bot, conversation, status, after, limit }, session) =>
    durably(session, () => {
      const { state } = session.engine;
      const page = pageOf({
        table: state.runs,
        matches: (run) =>
          (bot === undefined || run.bot === bot) &&
          (conversation === undefined || run.conversation === conversation) &&
          (status === undefined || run.status === status),
        place: ({ startedAt, id }) => [startedAt, id] as const,
        after,
        limit,
      });
      return { ...page, items: page.items.map((run) => runItem(state, run)) };
    }),

  'run/get': ({ id }, session) =>
    durably(session, () => {
      const run = session.engine.state.runs.get(id);
      if (run === undefined) throw new RequestError('not-found', `there is no run ${id}`);
      return runDetail(session.engine.state, run, session.queries.bot(run.bot));
    }),

  'run/start': ({ bot, conversation, variables, workflow }, session) =>
    submit(session, 'start', { bot, conversation, variables, workflow }),

  'run/cancel': ({ id }, session) => submit(session, 'cancel', { run: id }),
};
