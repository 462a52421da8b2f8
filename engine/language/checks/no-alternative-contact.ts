import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';

/** An address, a number, a link, or a variable that sounds like one. */
const CONTACT =
  /@|https?:|www\.|\+?\d[\d\s()/-]{5,}|\{\{[^}]*(mail|phone|contact|tel|url|link|number)[^}]*\}\}|\b(call|phone|hotline)\b/i;

/** Who waits and cannot wait learns where to go. */
export const noAlternativeContact: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const text = node.fields.holdingMessage ?? '';
    if (text.trim() === '' || CONTACT.test(text)) return [];
    const place = document.field(node, ['holdingMessage']) ?? document.idOf(node);
    const message = 'For urgent cases this names no other way to reach somebody.';
    const longer = `${text.trimEnd()} If it is urgent, write to help@example.com.`;
    const plans = [setting('Name another contact', node.id, ['holdingMessage'], longer)];
    return [finding('no-alternative-contact', message, place, node.id, { plans })];
  });
