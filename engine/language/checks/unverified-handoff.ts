import { type Check, finding, spell } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { gateBefore } from '../fixes/proposals.ts';
import { edgesOf } from '../flow/graph.ts';
import { reach, towards } from '../flow/reach.ts';
import { askedBy, type HandoffNode, isConsent } from '../handoffs.ts';

/** Words of a question about money, access or something that is gone afterwards. */
const SENSITIVE =
  /\b(refund|pay(ment|out)?|transfer|withdraw(al)?|charge|loan|credit|delete|deletion|erase|close (the |an )?account|access (to|request)|password|permission)\b/i;

/** Who asks for something sensitive has shown who they are, whichever way leads to the person who decides. */
export const unverifiedHandoff: Check = (document) => {
  if (!document.isConversation) return [];
  const graph = document.flow();
  const starts = graph.starts.filter((start) => {
    const node = graph.nodes[start];
    return node?.type !== 'trigger' || node.fields.triggerType === 'message_received';
  });
  const unverified = reach(graph, starts, ({ node, handle }) => {
    return graph.nodes[node]?.type !== 'auth_gate' || handle !== 'verified';
  });
  const sensitive = sensitiveIn(document);
  return document.handoffs.flatMap((node) => {
    const index = graph.numberOf(node.id);
    if (!sensitive(node) || !unverified.has(index)) return [];
    const path = unverified.pathTo(index);
    const message = `Nobody has shown who they are when this sensitive decision is asked for: ${spell(path)}; put an auth_gate before it.`;
    const plans = [gateBefore(document, node.id)];
    return [finding('unverified-handoff', message, document.idOf(node), node.id, { path, plans })];
  });
};

/** Whether a yes lets something sensitive happen: by the calls it leads to, its risk, or its words. */
function sensitiveIn(document: WorkflowDocument): (node: HandoffNode) => boolean {
  const graph = document.flow();
  const calls = [...document.risky().keys()].map((id) => graph.numberOf(id));
  const toCall = towards(graph, calls);
  return (node) => {
    const outcomes = graph.outcomes[graph.numberOf(node.id)] ?? [];
    const leads = outcomes.some(
      (outcome) =>
        isConsent(outcome.handle) && edgesOf(outcome).some((edge) => toCall.has(graph.targetOf(edge))),
    );
    return leads || node.fields.risk === 'high' || SENSITIVE.test(askedBy(node).text);
  };
}
