import { references } from '../../model/condition.ts';
import { ownResultOf } from '../../model/node-table.ts';
import { type Check, finding } from '../check.ts';

/** A condition on a way out of a handoff asks what was decided, or stands at one decision's handle. */
export const guardIgnoresDecision: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const own = ownResultOf(node);
    return (document.workflow.outgoing.get(node.id) ?? []).flatMap((edge) => {
      if (edge.when === undefined || edge.handle !== undefined || edge.when.tree.kind === 'broken') return [];
      if (references(edge.when).some(({ root }) => own.includes(root))) return [];
      const place = document.edgePart(edge, 'when') ?? document.tree;
      const message = `This is asked whatever "${node.id}" decided, after a yes as after anything else; give the edge a sourceHandle or read response.`;
      const plan = {
        title: 'Take this edge only when it was approved',
        steps: [{ do: 'set-edge' as const, edge: edge.index, key: 'sourceHandle', value: 'approved' }],
      };
      return [finding('guard-ignores-decision', message, place, node.id, { plans: [plan] })];
    });
  });
