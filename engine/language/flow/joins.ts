/** Joins that wait for all branches of a fork: what one of the branches surely did, was surely done behind them. */
import { PLAIN } from '../../model/edges.ts';
import { remembered } from '../../model/remembered.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import type { FlowGraph } from './graph.ts';

/** By each such join the first nodes of the branches that meet there. */
export const joinsOf = remembered((graph: FlowGraph): ReadonlyMap<number, readonly number[]> => {
  const joins = new Map<number, readonly number[]>();
  for (const [index, node] of graph.nodes.entries()) {
    const origin = originOf(node);
    if (origin === undefined) continue;
    const plain = graph.outcomes[graph.numberOf(origin)]?.find(({ handle }) => handle === PLAIN);
    joins.set(index, plain?.choices.length === 0 ? plain.together.map((edge) => graph.targetOf(edge)) : []);
  }
  return joins;
});

/** The fork whose branches all meet at a node. */
function originOf(node: WorkflowNode): string | undefined {
  return node.type === 'parallel' && node.fields.wait !== 'any' ? node.fields.join : undefined;
}
