import { type Check, finding } from '../check.ts';
import { messageAfter } from '../fixes/proposals.ts';
import { gapIn } from '../flow/coverage.ts';

/** Conditions leave no case without a way. */
export const noDefaultEdge: Check = (document) => {
  const graph = document.flow();
  return graph.nodes.flatMap((node, index) => {
    if (node.type === 'unknown') return [];
    const open = graph.outcomes[index]?.find(
      ({ guarded, choices, together, mayEnd }) =>
        !guarded && mayEnd && choices.length > 0 && together.length === 0,
    );
    const gap = open === undefined ? undefined : gapIn(open.choices);
    if (open === undefined || gap === undefined) return [];
    const message = `No edge out of "${node.id}" is taken when ${gap.join(' and ')}; add one without a condition.`;
    const related = open.choices.flatMap((edge) => {
      const place = document.edgePart(edge, 'when');
      return place === undefined ? [] : [{ message: 'false then', place }];
    });
    const plans = [messageAfter(document, node.id, '')];
    return [finding('no-default-edge', message, document.idOf(node), node.id, { related, plans })];
  });
};
