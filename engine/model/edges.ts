/**
 * Which edges a branch takes when a node ends (CONTRACT "Edges"). The order: edges of the handle, edges with `when`
 * alone, plain edges. After `rejected`, `failed`, `timeout` and `error` nothing is taken that was not meant for it.
 */
import { evaluate, references, truthy } from './condition.ts';
import { APPROVING_EDITS } from './handoff-options.ts';
import type { Scope } from './path.ts';
import type { Edge, Workflow } from './workflow.ts';

export type { Scope };

export type EdgeChoice =
  | { kind: 'taken'; edges: readonly Edge[] }
  | { kind: 'none' }
  /** No `when` was true and one could not be decided: the handle becomes `error`. */
  | { kind: 'undecidable'; why: string };

/** The handle of a node that just ends. */
export const PLAIN = '';

const GUARDED: readonly string[] = ['rejected', 'failed', 'timeout', 'error'];

/**
 * `ownResult` names the variables that hold this node's own result. Conditions see `scope`, after the node's
 * result was put there.
 */
export function follow(
  workflow: Workflow,
  node: string,
  handle: string,
  scope: Scope,
  ownResult: readonly string[],
): EdgeChoice {
  const { guarded, ofHandle, conditional, plain } = candidates(workflow, node, handle, ownResult);
  return (
    first(ofHandle, scope, guarded) ??
    all(ofHandle) ??
    first(conditional, scope, guarded) ??
    all(plain) ?? { kind: 'none' }
  );
}

export interface Candidates {
  /** Nothing is taken after this handle that was not meant for it. */
  guarded: boolean;
  ofHandle: readonly Edge[];
  conditional: readonly Edge[];
  plain: readonly Edge[];
}

/** The edges that a handle can lead to at all, whatever their conditions say, in the order they are asked. */
export function candidates(
  workflow: Workflow,
  node: string,
  handle: string,
  ownResult: readonly string[],
): Candidates {
  const outgoing = workflow.outgoing.get(node) ?? [];
  const guarded = GUARDED.includes(handle);
  return {
    guarded,
    ofHandle: edgesOfHandle(outgoing, handle),
    conditional: outgoing.filter((edge) => isConditional(edge) && (!guarded || reads(edge, ownResult))),
    plain: guarded ? [] : outgoing.filter((edge) => edge.handle === undefined && edge.when === undefined),
  };
}

function edgesOfHandle(outgoing: readonly Edge[], handle: string): readonly Edge[] {
  if (handle === PLAIN) return [];
  const own = outgoing.filter((edge) => edge.handle === handle);
  if (own.length > 0 || !APPROVING_EDITS.includes(handle)) return own;
  return outgoing.filter((edge) => edge.handle === 'approved');
}

function isConditional(edge: Edge): boolean {
  return edge.handle === undefined && edge.when !== undefined;
}

function reads(edge: Edge, variables: readonly string[]): boolean {
  return edge.when !== undefined && references(edge.when).some(({ root }) => variables.includes(root));
}

/** The first edge whose `when` is true; undecidable only where none is and the handle lets doubt stop the run. */
function first(edges: readonly Edge[], scope: Scope, guarded: boolean): EdgeChoice | undefined {
  let doubt: string | undefined;
  for (const edge of edges) {
    if (edge.when === undefined) continue;
    const result = evaluate(edge.when, scope);
    if (result.kind === 'value' && truthy(result.value)) return { kind: 'taken', edges: [edge] };
    if (result.kind === 'undecidable') doubt ??= `${edge.when.source}: ${result.why}`;
  }
  return doubt === undefined || guarded ? undefined : { kind: 'undecidable', why: doubt };
}

/** Edges without `when`, all of them, as parallel branches. */
function all(edges: readonly Edge[]): EdgeChoice | undefined {
  const open = edges.filter((edge) => edge.when === undefined);
  return open.length === 0 ? undefined : { kind: 'taken', edges: open };
}
