/**
 * Where the operator stands with the conversation. Pure.
 *
 * 1. Taking over and returning take two acts: arm, then confirm. 2. What was written stays until the engine has it on
 * disk. 3. What is armed is taken back when somebody else gets the conversation.
 */
import type { Holder, TalkReply } from '../../schemas/protocol/conversation-page.ts';

export type Deed = 'take' | 'reply' | 'return';

export type Stand =
  | { kind: 'reading' }
  | { kind: 'armed'; deed: 'take' | 'return' }
  | { kind: 'sending'; deed: Deed; request: number }
  /** Why the last deed was not done. */
  | { kind: 'told'; message: string };

export type Act =
  | { kind: 'arm'; deed: 'take' | 'return' }
  | { kind: 'send'; deed: Deed; request: number }
  | { kind: 'cancel' }
  | { kind: 'answered'; reply: TalkReply }
  | { kind: 'held'; by: Holder };

export const READING: Stand = { kind: 'reading' };

export function step(stand: Stand, act: Act): Stand {
  switch (act.kind) {
    case 'arm':
      return stand.kind === 'sending' ? stand : { kind: 'armed', deed: act.deed };
    case 'send':
      return stand.kind === 'sending' ? stand : { kind: 'sending', deed: act.deed, request: act.request };
    case 'cancel':
      return stand.kind === 'sending' ? stand : READING;
    case 'answered':
      if (stand.kind !== 'sending' || stand.request !== act.reply.id) return stand;
      return act.reply.kind === 'done' ? READING : { kind: 'told', message: act.reply.message };
    case 'held':
      return stand.kind === 'armed' && !isOpen(stand.deed, act.by) ? READING : stand;
    default:
      return act satisfies never;
  }
}

/** Whether a deed makes sense while that holder has the conversation. */
function isOpen(deed: Deed, { kind }: Holder): boolean {
  return deed === 'take' ? kind === 'bot' || kind === 'queue' : kind === 'me';
}
