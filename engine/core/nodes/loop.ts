import { conditionOf, evaluate, truthy } from '../../model/condition.ts';
import type { Scope } from '../../model/edges.ts';
import { fill } from '../../model/template.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import type { Step } from '../step.ts';

type Loop = NodeOf<'loop'>;
type Items = { kind: 'items'; items?: unknown[] } | { kind: 'none'; why: string };

const ROUNDS = 100;

/** One round a visit. The list is the one it began with; a way back to this node is the next round (F42). */
export const loop: Behaviour<'loop'> = {
  enter(turn, place, node) {
    const { id, fields } = node;
    const branch = turn.branch(place.run, place.branch);
    const scope = scopeOf(turn.run(place.run), branch);
    const current = branch.loops?.find((one) => one.node === id);
    const round = current ? current.round + 1 : 0;
    const list: Items = current ? { kind: 'items', items: [...(current.items ?? [])] } : listOf(node, scope);
    const over = (handle: 'done' | 'error', why?: string): Step => {
      if (current) turn.emit({ type: 'loop-turned', ...place, round, over: true });
      return why === undefined ? { kind: 'ended', handle } : undecidable(id, why);
    };
    if (list.kind === 'none') return over('error', list.why);
    if (round >= (fields.maxRounds ?? ROUNDS)) return over('done');
    if (fields.items !== undefined && round >= (list.items?.length ?? 0)) return over('done');
    const variables = roundVariables(fields, round, list.items);
    if (fields.condition !== undefined) {
      const result = evaluate(conditionOf(fields.condition), {
        get: (root) => (Object.hasOwn(variables, root) ? variables[root] : scope.get(root)),
      });
      if (result.kind === 'undecidable') return over('error', `${fields.condition}: ${result.why}`);
      if (!truthy(result.value)) return over('done');
    }
    const begins = !current && fields.items !== undefined;
    turn.emit({ type: 'loop-turned', ...place, round, ...(begins && { items: list.items }) });
    return { kind: 'ended', handle: 'each', variables };
  },
};

function listOf({ fields: { items, condition, maxRounds } }: Loop, scope: Scope): Items {
  if (items === undefined) {
    if (condition !== undefined || maxRounds !== undefined) return { kind: 'items' };
    return { kind: 'none', why: 'it has neither items nor a condition nor a number of rounds' };
  }
  const { value } = fill(items, scope);
  if (!Array.isArray(value))
    return { kind: 'none', why: `${items} is ${JSON.stringify(value) ?? 'missing'}, not a list` };
  return { kind: 'items', items: value.slice(0, maxRounds ?? ROUNDS) };
}

function roundVariables({ itemVariable, indexVariable }: Loop['fields'], round: number, items?: unknown[]) {
  return {
    ...(itemVariable !== undefined && items && { [itemVariable]: items[round] }),
    ...(indexVariable !== undefined && { [indexVariable]: round }),
  };
}

function undecidable(node: string, message: string): Step {
  return {
    kind: 'ended',
    handle: 'error',
    failure: { message, type: 'undecidable', node },
    problem: 'condition',
  };
}
