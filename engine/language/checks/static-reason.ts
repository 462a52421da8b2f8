import { type Check, finding } from '../check.ts';
import { askedBy } from '../handoffs.ts';
import { tellingOf, tellMore } from '../reasons.ts';

/** What the person reads differs from case to case. */
export const staticReason: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const { isMissing, isFilled } = tellingOf(node);
    if (isMissing || isFilled) return [];
    const place = document.field(node, [askedBy(node).field]) ?? document.idOf(node);
    const message =
      'This says the same every time; name the case with variables such as {{order.id}}, or add a context.';
    return [finding('static-reason', message, place, node.id, { plans: tellMore(document, node) })];
  });
