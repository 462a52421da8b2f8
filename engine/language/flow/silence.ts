/**
 * Ways on which the user hears nothing more. A node is silent where some way from it ends without a word; of parallel
 * branches one word is enough. Circles are not silent: they do not end.
 *
 * Assumed: the engine itself tells the user of a run that failed, and a person who is asked answers for their own ways.
 */
import { rowOf } from '../../model/node-table.ts';
import type { Edge, WorkflowNode } from '../../model/workflow.ts';
import { isHandoff } from '../handoffs.ts';
import { arcsOf } from './arcs.ts';
import type { FlowGraph, Outcome } from './graph.ts';

export interface Silence {
  /** Ids from a node on along a way that an outcome of it can take without a word; `undefined` where there is none. */
  after(outcome: Outcome): string[] | undefined;
}

export function silenceOf(graph: FlowGraph): Silence {
  const silent = new Uint8Array(graph.nodes.length);
  const next = new Int32Array(graph.nodes.length).fill(ENDS);
  const stepFrom = (outcome: Outcome): number | undefined => {
    if (endsSilently(outcome)) return ENDS;
    const isSilent = (edge: Edge): boolean => silent[graph.targetOf(edge)] === 1;
    const choice = outcome.choices.find(isSilent);
    if (choice !== undefined) return graph.targetOf(choice);
    const all = outcome.together.length > 0 && outcome.together.every(isSilent);
    const [first] = outcome.together;
    return all && first !== undefined ? graph.targetOf(first) : undefined;
  };
  const { sources, incoming, entering } = arcsOf(graph);
  // From the silent ends backwards, round by round, so that the way shown is a shortest one.
  const queue = graph.nodes.flatMap((_, index) => (graph.outcomes[index]?.some(endsSilently) ? [index] : []));
  for (let at = 0; at < queue.length; at++) {
    const index = queue[at] ?? 0;
    const node = graph.nodes[index];
    if (silent[index] === 1 || node === undefined || answers(node)) continue;
    const steps = (graph.outcomes[index] ?? []).map(stepFrom);
    const step = steps.find((target) => target === ENDS) ?? steps.find((target) => target !== undefined);
    if (step === undefined) continue;
    silent[index] = 1;
    next[index] = step;
    const end = entering[index + 1] ?? 0;
    for (let place = entering[index] ?? 0; place < end; place++)
      queue.push(sources[incoming[place] ?? 0] ?? 0);
  }
  return {
    after(outcome) {
      const step = stepFrom(outcome);
      if (step === undefined) return undefined;
      const path = [graph.idOf(outcome.node)];
      for (let node = step; node !== ENDS; node = next[node] ?? ENDS) path.push(graph.idOf(node));
      return path;
    },
  };
}

const ENDS = -1;

/** Whether a run can end here without a word, of the engine either. */
function endsSilently({ mayEnd, handle }: Outcome): boolean {
  return mayEnd && handle !== 'error' && handle !== 'failed';
}

/** Whether from here on somebody else speaks to the user. */
function answers(node: WorkflowNode): boolean {
  return node.type === 'unknown' || isHandoff(node) || rowOf(node.type).speaks(node.fields);
}
