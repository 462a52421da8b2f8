import type { SideEffect } from '../../model/node-table.ts';
import { rowOf } from '../../model/node-table.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import { messageAfter } from '../fixes/proposals.ts';
import { edgesOf } from '../flow/graph.ts';

/** What happens outside of the run can go wrong. */
const CAN_FAIL: readonly SideEffect[] = ['mails', 'calls', 'thinks', 'delegates'];
const FAILURES = ['failed', 'error'];

/** What may fail has a way for that. */
export const onlySuccessWired: Check = (document) => {
  const graph = document.flow();
  return document.nodes.flatMap((node) => {
    const row = rowOf(node.type);
    if (!CAN_FAIL.includes(row.sideEffect) || isDecidedHere(node) || !document.workflow.outgoing.has(node.id))
      return [];
    const own = row.handles(node.fields).filter((handle) => FAILURES.includes(handle));
    const lost = (graph.outcomes[graph.numberOf(node.id)] ?? []).filter(
      (outcome) => own.includes(outcome.handle) && edgesOf(outcome).length === 0,
    );
    if (lost.length === 0) return [];
    const names = lost.map(({ handle }) => `"${handle}"`).join(' and ');
    const message = `Nothing follows when "${node.id}" ends with ${names}; the run then just fails. Add a path for it.`;
    const plans = lost.map(({ handle }) => messageAfter(document, node.id, handle));
    return [finding('only-success-wired', message, document.idOf(node), node.id, { plans })];
  });
};

/** Words, patterns and conditions alone ask no model, so nothing outside can fail. */
function isDecidedHere(node: KnownNode): boolean {
  if (node.type === 'guardrail') return node.fields.prompt === undefined;
  return node.type === 'router' && node.fields.routes.every(({ when }) => when !== undefined);
}
