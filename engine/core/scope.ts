/** What a name means where a branch stands: its own variables before the run's. */
import type { Scope } from '../model/edges.ts';
import { BRANCH_VARIABLES } from '../model/node-table.ts';
import type { Branch, Run } from './state.ts';

export function scopeOf(run: Run, branch: Branch, over: Readonly<Record<string, unknown>> = {}): Scope {
  return {
    get(root) {
      if (Object.hasOwn(over, root)) return over[root];
      const own = BRANCH_VARIABLES.find((name) => name === root);
      if (own) return branch.own[own];
      return Object.hasOwn(run.variables, root) ? run.variables[root] : undefined;
    },
  };
}
