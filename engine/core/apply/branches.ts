/** Branches that wait, meet, go round and are tried again. */
import type { Fork } from '../../../schemas/journal/event.ts';
import type { Folds } from '../apply.ts';
import { forkKey } from '../keys.ts';
import type { Branch, LoopRound, OwnVariables } from '../state.ts';
import { changeBranch, releaseReply } from './run.ts';

type BranchEvent = 'node-waiting' | 'branches-joined' | 'loop-turned' | 'try-counted';

export const branchFolds: Folds<BranchEvent> = {
  'node-waiting'(state, { on, ...place }) {
    changeBranch(state, place, () => ({ wait: on }));
  },

  'branches-joined'(state, { run: id, branch, node, visit, fork, joined, dropped = [] }) {
    const run = state.runs.get(id);
    if (!run) return;
    const gone = [...joined, ...dropped];
    for (const each of gone) releaseReply(state, run, each);
    const branches = Object.fromEntries(Object.entries(run.branches).filter(([key]) => !gone.includes(key)));
    const met = joined.flatMap((each) => run.branches[each] ?? []);
    if (branch !== undefined) branches[branch] = { ...merged(met, fork), id: branch, node, visit };
    state.runs.set(id, { ...run, branches, met: [...new Set([...(run.met ?? []), forkKey(fork)])] });
  },

  'loop-turned'(state, { round, items, over, ...place }) {
    changeBranch(state, place, ({ loops = [] }) => {
      const depth = loops.findIndex(({ node }) => node === place.node);
      // What was begun inside the last round is over with it.
      const outer = depth < 0 ? loops : loops.slice(0, depth);
      const list = items ?? loops[depth]?.items;
      return { loops: over ? outer : [...outer, { node: place.node, round, ...(list && { items: list }) }] };
    });
  },

  'try-counted'(state, { failed, tries, ...place }) {
    changeBranch(state, place, (branch) => ({
      tries: [
        ...(branch.tries ?? []).filter((one) => one.node !== place.node || one.failed !== failed),
        { node: place.node, failed, tries },
      ],
    }));
  },
};

/** What branches that met have in common; decisions of all of them were taken on the way. */
function merged(met: readonly Branch[], fork: Fork): Omit<Branch, 'id' | 'node' | 'visit'> {
  const before = met[0]?.forks?.findIndex((one) => forkKey(one) === forkKey(fork)) ?? 0;
  const last = met.flatMap(({ decisions, together = [] }) => [...decisions.slice(-1), ...together]);
  const together = [...new Set(last)];
  return {
    own: agreed(met),
    decisions: [...new Set(met.flatMap(({ decisions }) => decisions))],
    ...(together.length > 1 && { together }),
    forks: met[0]?.forks?.slice(0, before),
    loops: shared(met),
  };
}

/** A branch's own values, where all branches have the same. */
function agreed(met: readonly Branch[]): OwnVariables {
  const [first, ...others] = met;
  const same = Object.entries(first?.own ?? {}).filter(([name, value]) =>
    others.every(({ own }) => JSON.stringify(own[name as keyof OwnVariables]) === JSON.stringify(value)),
  );
  return Object.fromEntries(same);
}

/** The loops that all branches are in, in the same round. */
function shared(met: readonly Branch[]): LoopRound[] {
  const [first, ...others] = met;
  const all = first?.loops ?? [];
  const end = all.findIndex(({ node, round }, depth) =>
    others.some(({ loops = [] }) => loops[depth]?.node !== node || loops[depth]?.round !== round),
  );
  return end < 0 ? [...all] : all.slice(0, end);
}
