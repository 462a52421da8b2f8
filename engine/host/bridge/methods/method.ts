/** What the bridge's methods are given to work with. */

import { RequestError } from '../../../../schemas/protocol/codes.ts';
import type { Method, ParamsOf, ResultOf } from '../../../../schemas/protocol/methods.ts';
import type { ToolItem } from '../../../../schemas/protocol/views.ts';
import type { Answer, InputBodies, InputKind } from '../../../core/input.ts';
import type { Engine } from '../../../run/engine.ts';
import { JournalFailure } from '../../../run/ports.ts';
import type { Identity } from '../credentials.ts';
import type { BotSettings, BridgeQueries } from '../queries.ts';

export interface StopRequest {
  handover: boolean;
  by: string;
}

/** The engine around the bridge. */
export interface House {
  version: string;
  /** Milliseconds since the epoch, UTC. */
  startedAt: number;
  pid: number;
  /** Called after the request was answered. */
  onStop(request: StopRequest): void;
  /** What the MCP servers that were reached say of their tools. */
  tools(): readonly ToolItem[];
  clients(): { bot: number; human: number; observer: number; owner: number };
}

export interface Session {
  readonly engine: Engine;
  readonly queries: BridgeQueries;
  bot(name: string): BotSettings;
  readonly house: House;
  readonly identity: Identity;
  /** Where a decision of this client is recorded to come from. */
  channel: string;
  subscribe(after: number): void;
}

export type Handler<M extends Method> = (params: ParamsOf<M>, session: Session) => Promise<ResultOf<M>>;

export type Handlers = { [M in Method]: Handler<M> };

/** Brings an input in the caller's name; resolves when its events are on disk. */
export function submit<K extends InputKind>(
  { engine, identity }: Session,
  kind: K,
  body: InputBodies[K],
): Promise<Answer<K>> {
  return engine.submit({ kind, actor: identity.principal, body });
}

/** Answers with what was read once that is on disk: `read` is called first, so nothing newer slips in. */
export async function durably<T>({ engine }: Session, read: () => T): Promise<T> {
  const result = read();
  try {
    await engine.settled();
  } catch (cause) {
    if (!(cause instanceof JournalFailure)) throw cause;
    throw new RequestError(
      'read-only',
      `what was read may not be on disk: ${cause.message}; restart the engine`,
    );
  }
  return result;
}
