import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';

const TEXT =
  'A colleague is looking at this. That usually takes less than a day; I will write to you here. Urgent? help@example.com';

/** The user hears in the bot's own words that somebody is asked. */
export const noHoldingMessage: Check = (document) => {
  const { config, workflow } = document;
  const bots = Object.entries(config?.bots ?? {});
  const isSaid = bots.some(
    ([name, { holdingMessage }]) =>
      (workflow.bot === undefined || workflow.bot === name) && holdingMessage !== undefined,
  );
  if (isSaid || !document.isConversation) return [];
  return document.handoffs.flatMap((node) => {
    if (node.fields.holdingMessage !== undefined) return [];
    const message = `While "${node.id}" waits the user hears only a general sentence; say how long it takes and whom to ask instead.`;
    const plans = [setting('Add a holding message', node.id, ['holdingMessage'], TEXT)];
    return [finding('no-holding-message', message, document.idOf(node), node.id, { plans })];
  });
};
