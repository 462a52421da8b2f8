import { references } from '../../model/condition.ts';
import { APPROVING_EDITS, decidedByForm, handleOf, optionsOf } from '../../model/handoff-options.ts';
import { ownResultOf } from '../../model/node-table.ts';
import type { Edge } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import { messageAfter } from '../fixes/proposals.ts';
import type { HandoffNode } from '../handoffs.ts';

/** Where one decision leads somewhere, every decision does. */
export const handoffPathMissing: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const outgoing = document.workflow.outgoing.get(node.id) ?? [];
    const options = decisionsOf(node);
    const lost = options.filter((option) => !leadsOn(node, handleOf(node.fields, option), outgoing));
    if (lost.length === 0 || lost.length === options.length) return [];
    return lost.map((option) => {
      const handle = handleOf(node.fields, option);
      const message = `"${option}" leads nowhere while other decisions do; add an edge for the handle "${handle}".`;
      const plans = [messageAfter(document, node.id, handle)];
      return finding('handoff-path-missing', message, document.idOf(node), node.id, { plans });
    });
  });

/** The decisions that need a way of their own: edits can go the way of approval, a form has more than buttons. */
function decisionsOf(node: HandoffNode): string[] {
  const options = optionsOf(node.fields).filter((option) => !APPROVING_EDITS.includes(option));
  return decidedByForm(node.fields) && options.length > 1
    ? options.filter((option) => option !== 'submit')
    : options;
}

function leadsOn(node: HandoffNode, handle: string, outgoing: readonly Edge[]): boolean {
  const own = ownResultOf(node);
  return outgoing.some((edge) => {
    if (edge.handle !== undefined) return edge.handle === handle;
    if (handle !== 'rejected') return true;
    return edge.when !== undefined && references(edge.when).some(({ root }) => own.includes(root));
  });
}
