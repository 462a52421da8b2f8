import { type Check, finding } from '../check.ts';
import { messageAfter } from '../fixes/proposals.ts';
import { edgesOf } from '../flow/graph.ts';

/** When a person hands the conversation back, the workflow goes on. */
export const takeoverWithoutReturn: Check = (document) => {
  const graph = document.flow();
  return document.handoffs.flatMap((node) => {
    const returned = graph.outcomes[graph.numberOf(node.id)]?.find(({ handle }) => handle === 'returned');
    if (returned === undefined || edgesOf(returned).length > 0) return [];
    const message = `When the person hands the conversation back, nothing follows; add an edge for the handle "returned".`;
    const plans = [messageAfter(document, node.id, 'returned')];
    return [finding('takeover-without-return', message, document.idOf(node), node.id, { plans })];
  });
};
