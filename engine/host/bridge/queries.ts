/**
 * What the bridge reads in lists; the projection gives it. What it says may be ahead of the disk, as the state is:
 * whoever answers from it waits for `settled` first.
 */
import type { Conversation, Handoff, Run } from '../../core/state.ts';
import type { HandoffFilter, Message, Page, RunFilter } from '../projection/queries.ts';

interface Place {
  bot: string;
  conversation: string;
}

export interface BridgeQueries {
  handoffs(filter: HandoffFilter): Page<Handoff>;
  runs(filter: RunFilter): Page<Run>;
  conversations(filter: { bot?: string; after?: string; limit?: number }): Page<Conversation>;
  /** After a sequence, oldest first. */
  messages(place: Place, paging: { after?: number; limit?: number }): Message[];
  /** The last ones up to a sequence, oldest first. */
  lastMessages(place: Place, limit: number, upTo?: number): Message[];
}

/** What the configuration says of a bot, for those who look at its runs. */
export interface BotSettings {
  /** Paths of variables that are shown first. */
  variables: readonly string[];
  /** Paths that are masked. */
  sensitive: readonly string[];
}
