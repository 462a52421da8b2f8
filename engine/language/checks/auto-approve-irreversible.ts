import { toolsOf } from '../../model/node-table.ts';
import { type Check, finding, spell } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import { edgesOf } from '../flow/graph.ts';
import { towards } from '../flow/reach.ts';
import { type HandoffNode, isHandoff } from '../handoffs.ts';
import { effectOf } from '../tools.ts';

/** No clock lets happen what cannot be undone. */
export const autoApproveIrreversible: Check = (document) => {
  if (!document.handoffs.some((node) => approvingWord(node) !== undefined)) return [];
  const graph = document.flow();
  const calls = graph.nodes.flatMap((node, index) =>
    toolsOf(node).some((tool) => effectOf(document.config, tool) === 'irreversible') ? [index] : [],
  );
  if (calls.length === 0) return [];
  const toCall = towards(graph, calls, ({ node }) => {
    const from = graph.nodes[node];
    return from !== undefined && !isHandoff(from);
  });
  return document.handoffs.flatMap((node) => {
    const path = approvingWord(node);
    if (path === undefined) return [];
    const approved = graph.outcomes[graph.numberOf(node.id)]?.find(({ handle }) => handle === 'approved');
    const targets = approved === undefined ? [] : edgesOf(approved).map(graph.targetOf);
    const call = targets.find((target) => toCall.has(target));
    if (call === undefined) return [];
    const way = [node.id, ...toCall.pathFrom(call)];
    const message = `The clock would approve what cannot be undone: ${spell(way)}. The engine takes the handle "timeout" instead; write auto_reject.`;
    const plans = ['auto_reject', 'queue'].map((word) => setting(`Write "${word}"`, node.id, path, word));
    return [
      finding(
        'auto-approve-irreversible',
        message,
        document.field(node, path) ?? document.idOf(node),
        node.id,
        { path: way, plans },
      ),
    ];
  });
};

/** Where a handoff says that its clock approves. */
function approvingWord({ fields: { escalation, final_action: last } }: HandoffNode): string[] | undefined {
  if (escalation === 'auto_approve') return ['escalation'];
  if (last === 'auto_approve') return ['final_action'];
  if (typeof escalation !== 'object') return undefined;
  if (escalation.action === 'auto_approve') return ['escalation', 'action'];
  return escalation.final_action === 'auto_approve' ? ['escalation', 'final_action'] : undefined;
}
