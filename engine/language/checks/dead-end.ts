import { rowOf } from '../../model/node-table.ts';
import { type Check, finding } from '../check.ts';
import { messageAfter } from '../fixes/proposals.ts';
import { isHandoff } from '../handoffs.ts';

/** What works something out leads on: only messages and people are an end. */
export const deadEnd: Check = (document) =>
  document.nodes.flatMap((node) => {
    if (document.workflow.outgoing.has(node.id) || isHandoff(node) || rowOf(node.type).speaks(node.fields))
      return [];
    const handle = rowOf(node.type).endsPlainly ? '' : (rowOf(node.type).handles(node.fields)[0] ?? '');
    const message = `The run ends after "${node.id}" and the user hears nothing of it; add an edge to what follows.`;
    const plans = [messageAfter(document, node.id, handle)];
    return [finding('dead-end', message, document.idOf(node), node.id, { plans })];
  });
