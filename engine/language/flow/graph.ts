/**
 * The ways a run can take through a workflow, as `model/edges.ts` follows them: one graph that all path checks share.
 *
 * 1. A node ends by one of its outcomes, one a handle. Of an outcome either one choice is taken, the first whose
 *    condition holds, or everything in `together`, as parallel branches; or the branch ends there.
 * 2. In doubt a way is there: conditions are not worked out, a type that nobody knows can end by any edge it has.
 * 3. A node whose fields do not fit is of the type it says (`declared.ts`), and can end by any edge it has too.
 * 4. Nodes are numbers, in the order of the file, so that all work is linear in nodes and edges.
 */
import { candidates, PLAIN } from '../../model/edges.ts';
import { REDIRECTED } from '../../model/handoff-options.ts';
import { outputsOf, ownResultOf, rowOf, setsOutputs } from '../../model/node-table.ts';
import { remembered } from '../../model/remembered.ts';
import type { Edge, KnownNode, Workflow, WorkflowNode } from '../../model/workflow.ts';
import { canTimeOut, clockHandles, isHandoff } from '../handoffs.ts';
import { leavesGap } from './coverage.ts';
import { asDeclared, isUnfit } from './declared.ts';
import { cannotHold } from './needs.ts';

export interface Outcome {
  /** Number of the node that ends. */
  readonly node: number;
  /** The handle it ends with, `''` for the plain end. */
  readonly handle: string;
  /** After `rejected`, `failed`, `timeout` and `error` nothing is taken that was not meant for it. */
  readonly guarded: boolean;
  /** Edges with a condition; the first that holds is taken. */
  readonly choices: readonly Edge[];
  /** Edges taken at once where no choice is. */
  readonly together: readonly Edge[];
  /** Whether it can be that nothing is taken. */
  readonly mayEnd: boolean;
}

export interface FlowGraph {
  readonly nodes: readonly WorkflowNode[];
  /** The outcomes of each node. */
  readonly outcomes: readonly (readonly Outcome[])[];
  /** Where runs begin. */
  readonly starts: readonly number[];
  numberOf(id: string): number;
  /** Number of the node that an edge leads to; -1 where there is none. */
  targetOf(edge: Edge): number;
  idOf(node: number): string;
}

/** Builds the graph. Edges to nowhere lead nowhere. */
export function flowOf(workflow: Workflow): FlowGraph {
  const nodes = [...workflow.nodes.values()].map(asDeclared);
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const targets: number[] = [];
  for (const { index, target } of workflow.edges) targets[index] = numbers.get(target) ?? -1;
  return {
    nodes,
    outcomes: nodes.map((node, index) => knownOutcomes(workflow, node, index)),
    starts: startsOf(workflow).map((id) => numbers.get(id) ?? 0),
    numberOf: (id) => numbers.get(id) ?? -1,
    targetOf: (edge) => targets[edge.index] ?? -1,
    idOf: (node) => nodes[node]?.id ?? '',
  };
}

/** The triggers, else the nodes that no edge leads to. */
function startsOf({ nodes, edges }: Workflow): string[] {
  const triggers = [...nodes.values()].filter(({ type }) => type === 'trigger').map(({ id }) => id);
  if (triggers.length > 0) return triggers;
  const targets = new Set(edges.map(({ target }) => target));
  return [...nodes.keys()].filter((id) => !targets.has(id));
}

/** What is kept of a node from one graph to the next: its outcomes while its edges are the same. */
const kept = remembered((_: WorkflowNode): { outgoing: readonly Edge[]; outcomes: readonly Outcome[] } => ({
  outgoing: NO_EDGES,
  outcomes: [],
}));

const NO_EDGES: readonly Edge[] = [];

function knownOutcomes(workflow: Workflow, node: WorkflowNode, index: number): readonly Outcome[] {
  const known = kept(node);
  const outgoing = workflow.outgoing.get(node.id) ?? NO_EDGES;
  const isSame =
    known.outcomes.length > 0 &&
    known.outgoing.length === outgoing.length &&
    outgoing.every((edge, at) => edge === known.outgoing[at]);
  if (!isSame) known.outcomes = outcomesOf(workflow, node, index);
  else if (known.outcomes[0]?.node !== index)
    known.outcomes = known.outcomes.map((outcome) => ({ ...outcome, node: index }));
  known.outgoing = outgoing;
  return known.outcomes;
}

function outcomesOf(workflow: Workflow, node: WorkflowNode, index: number): Outcome[] {
  const outgoing = workflow.outgoing.get(node.id) ?? [];
  if (node.type === 'unknown') return [anyOf(index, outgoing)];
  const own = outgoing.some(({ when }) => when !== undefined) ? ownResultOf(node) : [];
  const outputs = own.length === 0 ? [] : outputsOf(node);
  return handlesIn(node, outgoing).map((handle) => {
    const { guarded, ofHandle, conditional, plain } = candidates(workflow, node.id, handle, own);
    const sure = ofHandle.filter((edge) => edge.when === undefined);
    const asked = ofHandle.filter((edge) => edge.when !== undefined);
    const lacking = setsOutputs(node, handle) ? [] : outputs;
    const choices = (sure.length > 0 ? asked : [...asked, ...conditional]).filter(
      ({ when }) => when === undefined || !cannotHold(when.tree, lacking),
    );
    const together = sure.length > 0 ? sure : plain;
    const mayEnd = together.length === 0 && (choices.length === 0 || leavesGap(choices));
    return { node: index, handle, guarded, choices, together, mayEnd };
  });
}

/** A person says how it goes on after a type that nobody knows. */
function anyOf(node: number, choices: readonly Edge[]): Outcome {
  return { node, handle: PLAIN, guarded: false, choices, together: [], mayEnd: true };
}

/** Handles that a node can end with here. */
function handlesIn(node: KnownNode, outgoing: readonly Edge[]): string[] {
  const named = outgoing.flatMap(({ handle }) => (handle === undefined ? [] : [handle]));
  const row = rowOf(node.type);
  const canExpire = !isHandoff(node) || canTimeOut(node) || named.includes('timeout');
  const handles = (isUnfit(node) ? [...row.handles(node.fields), ...named] : row.handles(node.fields))
    .filter((handle) => canExpire || handle !== 'timeout')
    // Without an edge of its own a new try goes to the node that failed, which has been reached already.
    .filter((handle) => node.type !== 'error_handler' || handle !== 'retry' || named.includes(handle));
  const byClock = isHandoff(node) ? clockHandles(node) : [];
  const elsewhere = isHandoff(node) && named.includes(REDIRECTED) ? [REDIRECTED] : [];
  const doubted = outgoing.some((edge) => edge.when !== undefined) || named.includes('error');
  return [
    ...new Set([
      ...(row.endsPlainly ? [PLAIN] : []),
      ...handles,
      ...byClock,
      ...elsewhere,
      ...(doubted ? ['error'] : []),
    ]),
  ];
}

/** Every edge that can be taken after an outcome. */
export function edgesOf({ choices, together }: Outcome): readonly Edge[] {
  return choices.length === 0 ? together : together.length === 0 ? choices : [...choices, ...together];
}

/** Whether a run stops at a node until somebody comes. */
export function standsStill(node: WorkflowNode): boolean {
  return node.type === 'unknown' || rowOf(node.type).waits;
}
