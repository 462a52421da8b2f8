import { type Check, finding } from '../check.ts';
import { askedBy } from '../handoffs.ts';
import { tellingOf, tellMore } from '../reasons.ts';

/** The person who decides reads what is asked, about whom, how much. */
export const vagueReason: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const { isMissing, isFilled, saysWhat } = tellingOf(node);
    if (!isMissing && (!isFilled || saysWhat)) return [];
    const { field } = askedBy(node);
    const place = document.field(node, [field]) ?? document.idOf(node);
    const message = isMissing
      ? `Nobody is told what "${node.id}" asks; say what, for whom and how much.`
      : 'This does not say what is asked; add what is to be done.';
    return [finding('vague-reason', message, place, node.id, { plans: tellMore(document, node) })];
  });
