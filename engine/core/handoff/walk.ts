/** Leaving a node while looking ahead: the edges that will be taken, or all that might be. */
import type { Place } from '../../../schemas/journal/event.ts';
import { references as conditionReferences, evaluate, parse, truthy } from '../../model/condition.ts';
import { candidates, follow, type Scope } from '../../model/edges.ts';
import { ownResultOf } from '../../model/node-table.ts';
import type { Edge, Workflow } from '../../model/workflow.ts';
import type { Turn } from '../turn.ts';

export interface Walk {
  turn: Turn;
  place: Place;
  workflow: Workflow;
  scope: Scope;
  /** Roots whose values are not known yet, with what they wait for. */
  unknown: ReadonlyMap<string, string>;
  /** Why nothing from here on is certain, if so. */
  behind?: string;
  /** Another person decides before anything from here on happens. */
  person: boolean;
  /** Somebody may have changed any value on the way. */
  edited: boolean;
  /** What nodes on the way set, by which one way differs from another. */
  set?: Readonly<Record<string, unknown>>;
  /** Loops that were come to on the way: of the rounds after that nothing is known. */
  looped?: readonly string[];
}

export type Next = { walk: Walk; edges: readonly Edge[] };

/** What a workflow reads as `response` after a clock ran out. */
export const TIMED_OUT = { decision: 'timeout', approved: false, by: 'timeout', reason: null };

/** The ways on from a node that ends with this handle. */
export function leave(from: Walk, node: string, handle: string): Next[] {
  const walk =
    handle === 'error' || handle === 'failed' ? unknowing(from, 'error', `a failure at ${node}`) : from;
  const source = walk.workflow.nodes.get(node);
  const own = source ? ownResultOf(source) : [];
  const { guarded, ofHandle, conditional, plain } = candidates(walk.workflow, node, handle, own);
  const asked = [...ofHandle, ...conditional].filter((edge) => edge.when !== undefined);
  if (asked.some((edge) => edge.when && readsUnknown(walk, edge.when.source))) {
    const after = { ...walk, behind: walk.behind ?? `a condition after ${node}` };
    const failing = guarded ? [] : leave(after, node, 'error');
    return [{ walk: after, edges: [...ofHandle, ...conditional, ...plain] }, ...failing];
  }
  const choice = follow(walk.workflow, node, handle, walk.scope, own);
  if (choice.kind === 'taken') return [{ walk, edges: choice.edges }];
  return choice.kind === 'undecidable' ? leave(walk, node, 'error') : [];
}

/** The same way on, on which this root is not known yet. */
export function unknowing(walk: Walk, root: string, why: string): Walk {
  return { ...walk, unknown: new Map(walk.unknown).set(root, why) };
}

/** The same way on, on which these variables have these values. */
export function knowing(walk: Walk, variables: Readonly<Record<string, unknown>>): Walk {
  const names = Object.keys(variables);
  const scope: Scope = {
    get: (root) => (Object.hasOwn(variables, root) ? variables[root] : walk.scope.get(root)),
  };
  const unknown = new Map([...walk.unknown].filter(([root]) => !names.includes(root)));
  return { ...walk, scope, unknown, set: { ...walk.set, ...variables } };
}

/** `true`, `false` or `error` where the condition reads only what is known. */
export function decided(walk: Walk, source: string): 'true' | 'false' | 'error' | undefined {
  const parsed = parse(source);
  if (parsed.kind === 'invalid') return 'error';
  if (readsUnknown(walk, source)) return undefined;
  const result = evaluate(parsed.expression, walk.scope);
  return result.kind === 'undecidable' ? 'error' : truthy(result.value) ? 'true' : 'false';
}

function readsUnknown(walk: Walk, source: string): boolean {
  const parsed = parse(source);
  if (parsed.kind === 'invalid') return false;
  return walk.edited || conditionReferences(parsed.expression).some(({ root }) => walk.unknown.has(root));
}
