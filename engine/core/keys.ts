/** Keys of the tables that are identified by more than one part. JSON keeps parts apart whatever they contain. */
import type { Fork } from '../../schemas/journal/event.ts';

let last = { bot: '', conversation: '', key: '' };

/** Asked again and again for the same one while a batch is folded, so the last answer is kept. */
export function conversationKey(bot: string, conversation: string): string {
  if (last.key === '' || last.conversation !== conversation || last.bot !== bot)
    last = { bot, conversation, key: JSON.stringify([bot, conversation]) };
  return last.key;
}

export function messageKey(bot: string, conversation: string, message: string): string {
  return JSON.stringify([bot, conversation, message]);
}

export function forkKey({ branch, node, visit }: Fork): string {
  return JSON.stringify([branch, node, visit]);
}

/** The clock after which a decision can no longer be taken back: a handoff has one at most. */
export function undoTimer(handoff: string): string {
  return `t_${handoff}/undo`;
}

/** The clock after which a handoff counts as overdue. */
export function dueTimer(handoff: string): string {
  return `t_${handoff}/due`;
}
