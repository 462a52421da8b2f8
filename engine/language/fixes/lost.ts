/** Quick fixes for nodes that no path leads to: out with one of them, or with all that only it leads to. */
import { partOf } from '../flow/lost.ts';
import type { Asked } from './late.ts';
import type { Plan } from './plan.ts';

export function removePart({ document, diagnostic: { nodeId = '' } }: Asked): Plan[] {
  const one: Plan = { title: `Remove "${nodeId}"`, steps: [{ do: 'remove-nodes', nodes: [nodeId] }] };
  const nodes = partOf(document.workflow, document.flow(), nodeId);
  if (nodes.length < 2) return [one];
  const title =
    nodes.length === 2
      ? `Remove "${nodes.join('" and "')}"`
      : `Remove "${nodeId}" and the ${nodes.length - 1} nodes after it`;
  return [{ title, steps: [{ do: 'remove-nodes', nodes }] }, one];
}
