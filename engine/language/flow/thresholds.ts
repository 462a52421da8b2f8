/**
 * Choices that hand the large cases to a person: one side of a condition leads to a handoff that guards a call, the
 * other side is what the author lets happen without one. The condition has to read what the call or the person reads.
 */
import { references as conditionReferences, parse } from '../../model/condition.ts';
import { remembered } from '../../model/remembered.ts';
import { references } from '../../model/template.ts';
import type { Edge, WorkflowNode } from '../../model/workflow.ts';
import { askedBy, isConsent, isHandoff } from '../handoffs.ts';
import { edgesOf, type FlowGraph, type Outcome } from './graph.ts';
import { type Towards, towards } from './reach.ts';

/** Ways that an author's condition lets some calls take without a person. */
export function thresholdsFor(
  graph: FlowGraph,
  calls: readonly number[],
): (outcome: Outcome, edge: Edge) => boolean {
  const toCall = towards(graph, calls);
  const guards = graph.nodes.flatMap((node, index) =>
    isHandoff(node) && consentLeads(graph, index, toCall) ? [index] : [],
  );
  const toGuard = towards(graph, guards);
  const subjects = new Set(
    [...calls, ...guards].flatMap((index) => {
      const node = graph.nodes[index];
      return node === undefined ? [] : rootsRead(node);
    }),
  );
  const choosing = new Map<number, boolean>();
  const isThreshold = (node: number): boolean => {
    const known = choosing.get(node);
    if (known !== undefined) return known;
    const result = conditionRoots(graph, node).some((root) => subjects.has(root));
    choosing.set(node, result);
    return result;
  };
  return (outcome, edge) =>
    isThreshold(outcome.node) &&
    siblings(graph, outcome, edge).some((other) => toGuard.has(graph.targetOf(other)));
}

function consentLeads(graph: FlowGraph, handoff: number, toCall: Towards): boolean {
  return (graph.outcomes[handoff] ?? []).some(
    (outcome) =>
      isConsent(outcome.handle) && edgesOf(outcome).some((edge) => toCall.has(graph.targetOf(edge))),
  );
}

/** Where the run could have gone instead. */
function siblings(graph: FlowGraph, taken: Outcome, edge: Edge): Edge[] {
  const outcomes = (graph.outcomes[taken.node] ?? []).filter(({ guarded }) => !guarded);
  const others = outcomes.filter(({ handle }) => handle !== taken.handle).flatMap(edgesOf);
  const isChoice = taken.choices.length > 0;
  return [...others, ...(isChoice ? edgesOf(taken) : [])].filter(
    (other) => other !== edge && other.target !== edge.target,
  );
}

function conditionRoots(graph: FlowGraph, index: number): string[] {
  const node = graph.nodes[index];
  const edges = (graph.outcomes[index] ?? []).flatMap(({ choices }) => choices);
  const ofEdges = edges.flatMap(({ when }) => (when === undefined ? [] : conditionReferences(when)));
  return [...(node === undefined ? [] : rootsAsked(node)), ...ofEdges.map(({ root }) => root)];
}

const rootsAsked = remembered((node: WorkflowNode): readonly string[] =>
  conditionSources(node).flatMap((source) => {
    const parsed = parse(source);
    return parsed.kind === 'ok' ? conditionReferences(parsed.expression).map(({ root }) => root) : [];
  }),
);

function conditionSources(node: WorkflowNode): string[] {
  if (node.type === 'logic') return [node.fields.condition];
  if (node.type === 'confidence_router') return [node.fields.confidence];
  return node.type === 'router'
    ? node.fields.routes.flatMap(({ when }) => (when === undefined ? [] : [when]))
    : [];
}

const rootsRead = remembered((node: WorkflowNode): readonly string[] => {
  if (isHandoff(node))
    return references([askedBy(node).text, node.fields.context ?? {}]).map(({ root }) => root);
  return node.type === 'mcp_tool' ? references(node.fields.arguments ?? '').map(({ root }) => root) : [];
});
