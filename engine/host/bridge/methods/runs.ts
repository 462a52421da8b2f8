import { RequestError } from '../../../../schemas/protocol/codes.ts';
import { runChanges } from '../run-changes.ts';
import { runDetail, runItem } from '../views.ts';
import { durably, type Handlers, submit } from './method.ts';
import { settingsFor } from './settings.ts';

export const runMethods: Pick<Handlers, Extract<keyof Handlers, `run/${string}`>> = {
  'run/list': (filter, session) =>
    durably(session, () => {
      const page = session.queries.runs(filter);
      return { ...page, items: page.items.map((run) => runItem(session.engine.state, run)) };
    }),

  'run/get': ({ id }, session) =>
    durably(session, () => {
      const run = session.engine.state.runs.get(id);
      if (run === undefined) throw new RequestError('not-found', `there is no run ${id}`);
      return runDetail(session.engine.state, run, settingsFor(session, run));
    }),

  'run/start': ({ bot, conversation, variables, workflow }, session) =>
    submit(session, 'start', { bot, conversation, variables, workflow }),

  'run/cancel': ({ id }, session) => submit(session, 'cancel', { run: id }),

  'run/changes': ({ id }, session) =>
    durably(session, () => {
      const { engine } = session;
      const run = engine.state.runs.get(id);
      if (run === undefined) throw new RequestError('not-found', `there is no run ${id}`);
      return runChanges(engine.state, run, engine.changes(run));
    }),

  'run/migrate': ({ id, to, nodes, reason }, session) =>
    submit(session, 'migrate', { run: id, to, nodes, reason }),
};
