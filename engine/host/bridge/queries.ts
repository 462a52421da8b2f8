/** What the bridge reads that is not in the engine's state; the projection and the configuration give it. */
import type { MessageItem } from '../../../schemas/protocol/views.ts';

export type MessageWindow = { after: number; limit: number } | { last: number };

export interface BridgeQueries {
  /** Messages of both sides, oldest first; `after` is the sequence of one. */
  messages(bot: string, conversation: string, window: MessageWindow): Promise<MessageItem[]>;
  /** What the configuration says of a bot: paths shown first, paths that are masked. */
  bot(name: string): { variables: readonly string[]; sensitive: readonly string[] };
}
