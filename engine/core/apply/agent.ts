import type { Folds } from '../apply.ts';
import { changeBranch, releaseReply } from './run.ts';

export const agentFolds: Folds<'agent-progressed'> = {
  'agent-progressed'(state, { turn, messages, pending, taken, ...place }) {
    if (taken !== undefined) state.effects.delete(taken);
    const run = state.runs.get(place.run);
    if (run) releaseReply(state, run, place.branch);
    changeBranch(state, place, ({ agent }) => ({
      agent: { turn, messages: [...(agent?.messages ?? []), ...messages], pending },
    }));
  },
};
