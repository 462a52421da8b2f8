/** A run and those it belongs to: a workflow inside another one, a bot that another one gave the conversation to. */
import type { Place } from '../../schemas/journal/event.ts';
import type { Run, State } from './state.ts';

/** The run, the one that started it, and so on. */
export function chainOf(state: State, run: Run | undefined): Run[] {
  const chain: Run[] = [];
  for (let next = run; next; next = next.parent && state.runs.get(next.parent.run)) chain.push(next);
  return chain;
}

/** The runs that a run waits for, and those that they wait for. */
export function descendantsOf(state: State, run: Run): Run[] {
  return Object.values(run.branches).flatMap(({ wait }) => {
    const child = wait?.kind === 'run' ? state.runs.get(wait.run) : undefined;
    return child ? [child, ...descendantsOf(state, child)] : [];
  });
}

/**
 * What a node is called where the run `seen` is looked at: `verify > pay` for the node `pay` of the run that its node
 * `verify` started. Nothing where the place does not lie in that run.
 */
export function nameFrom(state: State, seen: string, { run: id, node }: Pick<Place, 'run' | 'node'>) {
  const names = [node];
  for (const run of chainOf(state, state.runs.get(id))) {
    if (run.id === seen) return names.join(INSIDE);
    if (run.parent) names.unshift(run.parent.node);
  }
  return undefined;
}

export const INSIDE = ' > ';
