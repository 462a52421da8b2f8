import { type Check, finding } from '../check.ts';
import { isHandoff } from '../handoffs.ts';

/** An escalation to somebody says what holds when they do not answer either. */
export const escalationWithoutFinalAction: Check = (document) =>
  [...document.workflow.nodes.values()].filter(isHandoff).flatMap((node) => {
    const { escalation, final_action: last } = node.fields;
    if (typeof escalation !== 'object' || escalation.action !== 'escalate') return [];
    if (escalation.final_action !== undefined || last !== undefined) return [];
    const message =
      'Nothing holds when nobody answers after the escalation; add final_action, e.g. "auto_reject".';
    const place = document.field(node, ['escalation', 'action']) ?? document.idOf(node);
    return [finding('escalation-without-final-action', message, place, node.id)];
  });
