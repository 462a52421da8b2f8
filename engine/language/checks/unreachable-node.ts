import { type Check, finding } from '../check.ts';
import { lostHeads } from '../flow/lost.ts';

/**
 * Every node lies on a way from where runs start, whatever the handles of its edges. Said of the first node of each part
 * that nothing leads to: one wrong edge is one warning, however much comes after it.
 */
export const unreachableNode: Check = (document) =>
  lostHeads(document.workflow, document.flow()).map((node) => {
    const message = `No path leads to "${node.id}"; add an edge to it or remove it.`;
    return finding('unreachable-node', message, document.idOf(node), node.id);
  });
