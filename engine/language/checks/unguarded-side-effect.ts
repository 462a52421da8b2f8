import { type Check, type Finding, finding, spell } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { personBefore } from '../fixes/proposals.ts';
import type { FlowGraph } from '../flow/graph.ts';
import { reach } from '../flow/reach.ts';
import { thresholdsFor } from '../flow/thresholds.ts';
import { isConsent, isHandoff } from '../handoffs.ts';
import { notProved, SPLIT_IT } from '../proofs.ts';

/**
 * Every way to money, deletion or publication passes a person's yes, or the other side of a condition that hands the
 * large cases to a person. Assumed: that condition says what its author means.
 */
export const unguardedSideEffect: Check = (document) => {
  const graph = document.flow();
  const risky = [...document.risky()];
  if (risky.length === 0) return [];
  const open = reach(graph, graph.starts, ({ node, handle }) => !isGuard(graph, node, handle));
  const groups = new Map<string, number[]>();
  for (const [id, tools] of risky) {
    const index = graph.numberOf(id);
    if (!open.has(index)) continue;
    const key = tools.join(', ');
    const calls = groups.get(key);
    if (calls === undefined) groups.set(key, [index]);
    else calls.push(index);
  }
  const looked = [...groups].slice(0, MOST_GROUPS);
  const found = looked.flatMap(([tools, calls]) => findingsFor(document, graph, tools, calls));
  if (groups.size <= MOST_GROUPS) return found;
  const names = [...groups.keys()].slice(MOST_GROUPS);
  const why = `calls of ${names.length} more tools (${names.slice(0, 3).join(', ')} …) were not looked at`;
  return [...found, notProved(document, 'unguarded-side-effect', why, SPLIT_IT)];
};

/** Each costs two walks through the graph. */
const MOST_GROUPS = 64;

function findingsFor(
  document: WorkflowDocument,
  graph: FlowGraph,
  tools: string,
  calls: readonly number[],
): Finding[] {
  const same = [...document.risky()].flatMap(([id, own]) =>
    own.join(', ') === tools ? [graph.numberOf(id)] : [],
  );
  const isThreshold = thresholdsFor(graph, same);
  const open = reach(
    graph,
    graph.starts,
    (outcome, edge) => !isGuard(graph, outcome.node, outcome.handle) && !isThreshold(outcome, edge),
  );
  return calls.flatMap((index) => {
    const node = graph.nodes[index];
    if (node === undefined || !open.has(index)) return [];
    const path = open.pathTo(index);
    const message = `${tools} is reached without a person having agreed: ${spell(path)}.`;
    const plans = [personBefore(document, node.id)];
    return [finding('unguarded-side-effect', message, document.idOf(node), node.id, { path, plans })];
  });
}

function isGuard(graph: FlowGraph, node: number, handle: string): boolean {
  const from = graph.nodes[node];
  return from !== undefined && isHandoff(from) && isConsent(handle);
}
