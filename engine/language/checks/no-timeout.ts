import { type Check, finding } from '../check.ts';
import type { Plan } from '../fixes/plan.ts';

/** A handoff that nobody answers does not wait for ever. */
export const noTimeout: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const { timeout, levels = [] } = node.fields;
    if (timeout !== undefined || levels.some((level) => level.timeout !== undefined)) return [];
    const message = `Nothing happens when nobody answers "${node.id}"; add a timeout, e.g. "24h", and what holds then.`;
    const plan: Plan = {
      title: 'After 24 hours, reject',
      steps: [
        { do: 'set', node: node.id, path: ['timeout'], value: '24h' },
        { do: 'set', node: node.id, path: ['escalation'], value: 'auto_reject' },
      ],
    };
    return [finding('no-timeout', message, document.idOf(node), node.id, { plans: [plan] })];
  });
