import { parseDuration, speak } from '../../model/duration.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';

const SLOW = 4 * 60 * 60 * 1000;

/** What is urgent does not wait longer than four hours for its first answer. */
export const urgentButSlow: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const { priority, timeout = '' } = node.fields;
    const length = parseDuration(timeout);
    if (priority !== 'urgent' || length === undefined || length <= SLOW) return [];
    const message = `This is urgent and may wait ${speak(length)}; shorten it to ${speak(SLOW)} or less.`;
    const place = document.field(node, ['timeout']) ?? document.idOf(node);
    const plans = ['1h', '4h'].map((shorter) => setting(`Wait ${shorter}`, node.id, ['timeout'], shorter));
    return [finding('urgent-but-slow', message, place, node.id, { plans })];
  });
