import { conditionOf, evaluate, truthy } from '../../model/condition.ts';
import type { Scope } from '../../model/edges.ts';
import { fill } from '../../model/template.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import type { LoopRound } from '../state.ts';

type Fields = NodeOf<'loop'>['fields'];
type Variables = Record<string, unknown>;
type Items = { kind: 'items'; items?: readonly unknown[] } | { kind: 'none'; why: string };
type Next =
  | { kind: 'each'; round: number; items?: readonly unknown[]; variables: Variables }
  | { kind: 'done' }
  | { kind: 'none'; why: string };

const ROUNDS = 100;

/** One round a visit. The list is the one it began with; a way back to this node is the next round (F42). */
export const loop: Behaviour<'loop'> = {
  enter(turn, place, { id, fields }) {
    const branch = turn.branch(place.run, place.branch);
    const current = branch.loops?.find((one) => one.node === id);
    const next = nextRound(fields, scopeOf(turn.run(place.run), branch), current);
    if (next.kind === 'each') {
      const { round, items, variables } = next;
      turn.emit({ type: 'loop-turned', ...place, round, ...(!current && items && { items: [...items] }) });
      return { kind: 'ended', handle: 'each', variables };
    }
    if (current) turn.emit({ type: 'loop-turned', ...place, round: current.round, over: true });
    if (next.kind === 'done') return { kind: 'ended', handle: 'done' };
    return {
      kind: 'ended',
      handle: 'error',
      failure: { message: next.why, type: 'undecidable', node: id },
      problem: 'condition',
    };
  },
};

/** What a loop does when it is come to, in the round `current` or from outside. */
export function nextRound(fields: Fields, scope: Scope, current?: Omit<LoopRound, 'node'>): Next {
  const round = current ? current.round + 1 : 0;
  const list: Items = current ? { kind: 'items', items: current.items } : itemsOf(fields, scope);
  if (list.kind === 'none') return list;
  const { items } = list;
  if (round >= (fields.maxRounds ?? ROUNDS)) return { kind: 'done' };
  if (fields.items !== undefined && round >= (items?.length ?? 0)) return { kind: 'done' };
  const variables = roundVariables(fields, round, items);
  if (fields.condition === undefined) return { kind: 'each', round, items, variables };
  const result = evaluate(conditionOf(fields.condition), {
    get: (root) => (Object.hasOwn(variables, root) ? variables[root] : scope.get(root)),
  });
  if (result.kind === 'undecidable') return { kind: 'none', why: `${fields.condition}: ${result.why}` };
  return truthy(result.value) ? { kind: 'each', round, items, variables } : { kind: 'done' };
}

function itemsOf({ items, condition, maxRounds }: Fields, scope: Scope): Items {
  if (items === undefined) {
    if (condition !== undefined || maxRounds !== undefined) return { kind: 'items' };
    return { kind: 'none', why: 'it has neither items nor a condition nor a number of rounds' };
  }
  const { value } = fill(items, scope);
  if (!Array.isArray(value))
    return { kind: 'none', why: `${items} is ${JSON.stringify(value) ?? 'missing'}, not a list` };
  return { kind: 'items', items: value.slice(0, maxRounds ?? ROUNDS) };
}

function roundVariables(
  { itemVariable, indexVariable }: Fields,
  round: number,
  items?: readonly unknown[],
): Variables {
  return {
    ...(itemVariable !== undefined && items && { [itemVariable]: items[round] }),
    ...(indexVariable !== undefined && { [indexVariable]: round }),
  };
}
