import { guesser } from '../../model/closest.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';

/** Whoever the conversation is given to has a workflow. */
export const unknownBot: Check = (document) => {
  const bots = document.runnable?.bots;
  if (bots === undefined) return [];
  const closest = guesser([...bots]);
  return document.nodes.flatMap((node) => {
    if (node.type !== 'delegate_to_bot' || bots.has(node.fields.bot)) return [];
    const { bot } = node.fields;
    const guess = closest(bot);
    const hint = guess === undefined ? 'write one whose "bot" it is.' : `did you mean "${guess}"?`;
    const message = `No workflow has the bot "${bot}", so a run that gets here goes to a person; ${hint}`;
    const plans = guess === undefined ? [] : [setting(`Give it to "${guess}"`, node.id, ['bot'], guess)];
    const place = document.field(node, ['bot']) ?? document.idOf(node);
    return [finding('unknown-bot', message, place, node.id, { plans })];
  });
};
