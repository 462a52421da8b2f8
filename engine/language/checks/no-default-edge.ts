import { type Check, type Finding, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { messageAfter } from '../fixes/proposals.ts';
import { coverageOf } from '../flow/coverage.ts';
import { isUnfit } from '../flow/declared.ts';
import type { Outcome } from '../flow/graph.ts';
import { notProved } from '../proofs.ts';

/** Conditions leave no case without a way. */
export const noDefaultEdge: Check = (document) => {
  const graph = document.flow();
  return graph.nodes.flatMap((node, index) => {
    if (node.type === 'unknown' || isUnfit(node)) return [];
    for (const outcome of graph.outcomes[index] ?? []) {
      const { guarded, choices, together } = outcome;
      if (guarded || choices.length === 0 || together.length > 0) continue;
      const coverage = coverageOf(choices);
      if (coverage.kind === 'gap') return [gapAfter(document, node.id, outcome, coverage.values)];
      if (coverage.kind === 'too-many') return [notTried(document, node.id)];
    }
    return [];
  });
};

function gapAfter(
  document: WorkflowDocument,
  node: string,
  { choices }: Outcome,
  values: readonly string[],
): Finding {
  const message = `No edge out of "${node}" is taken when ${values.join(' and ')}; add one without a condition.`;
  const related = choices.flatMap((edge) => {
    const place = document.edgePart(edge, 'when');
    return place === undefined ? [] : [{ message: 'false then', place }];
  });
  const plans = [messageAfter(document, node, '')];
  return finding('no-default-edge', message, document.placeOf(node) ?? document.tree, node, {
    related,
    plans,
  });
}

function notTried(document: WorkflowDocument, node: string): Finding {
  const why = `the conditions out of "${node}" compare more values than are tried`;
  const plans = [messageAfter(document, node, '')];
  return notProved(document, 'no-default-edge', why, 'add an edge without a condition.', { node, plans });
}
