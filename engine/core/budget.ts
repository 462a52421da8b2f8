/** How many steps a run may take before a person is asked: of the run and of all that runs inside it (F42). */
import { chainOf, descendantsOf } from './chain.ts';
import type { Run } from './state.ts';
import type { Turn } from './turn.ts';

/** Whether somebody is asked already whether this run may take more steps: one question a run (F42). */
export function isBudgetAsked(turn: Turn, run: Run): boolean {
  const root = chainOf(turn.state, run).at(-1) ?? run;
  return [root, ...descendantsOf(turn.state, root)]
    .flatMap(({ branches }) => Object.values(branches))
    .some(({ wait }) => {
      const handoff = wait?.kind === 'handoff' ? turn.state.handoffs.get(wait.handoff) : undefined;
      return handoff?.subject.kind === 'problem' && handoff.subject.problem === 'step-budget';
    });
}

/** This run and those it belongs to, as far as they have taken all the steps they may: steps of a run count for both. */
export function overBudget(turn: Turn, run: Run): Run[] {
  return chainOf(turn.state, run).filter(({ steps, budget }) => steps >= budget);
}
