/**
 * Every request of the bridge: its parameters, its result, and the classes of credential it is open to.
 * One table; the role × method tests, the server's gate and the client's types all come from it.
 */
import type { Priority, Variables } from '../journal/event.ts';
import type {
  Call,
  ConversationItem,
  EngineStatus,
  EventNotice,
  HandoffDetail,
  HandoffItem,
  HandoffStatus,
  MessageItem,
  OwnerNotice,
  Page,
  RunDetail,
  RunItem,
  RunStatus,
  Say,
  Stats,
  ToolItem,
} from './views.ts';

export type ClientClass = 'bot' | 'human' | 'observer' | 'owner';

interface Paging {
  after?: string;
  limit?: number;
}
interface OneRevision {
  id: string;
  revision: number;
}
interface OneConversation {
  /** May be left out where only one bot has a conversation of that id. */
  bot?: string;
  conversation: string;
}
interface Done {
  seq: number;
}

export interface Methods {
  hello: {
    params: { client: string; version: string | number };
    result: { protocol: { min: number; max: number }; engine: string; principal: string; seq: number };
  };
  'conversation/message': {
    params: {
      bot: string;
      conversation: string;
      message: { id: string; text: string; from?: { id: string; name?: string } };
      variables?: Variables;
    };
    result: { seq: number; run?: string };
  };
  'conversation/delivered': {
    params: { bot?: string; conversation: string; message: string };
    result: Done;
  };
  'handoff/list': {
    params: Paging & { status?: HandoffStatus; assignee?: string; bot?: string; priority?: Priority };
    result: Page<HandoffItem>;
  };
  'handoff/get': { params: { id: string }; result: HandoffDetail };
  'handoff/preview': {
    params: OneRevision & { decision: string; edits?: Record<string, unknown>; response?: Variables };
    result: { calls: readonly Call[]; digest: string };
  };
  'handoff/decide': {
    params: OneRevision & {
      decision: string;
      reason?: string;
      response?: Variables;
      edits?: Record<string, unknown>;
      digest?: string;
      seenSeq?: number;
    };
    result: { seq: number; decision: string; pending?: { missing: string[] } };
  };
  'handoff/seen': { params: OneRevision; result: Done };
  'handoff/claim': { params: OneRevision; result: Done };
  'handoff/release': { params: OneRevision; result: Done };
  'handoff/assign': { params: OneRevision & { assignee: string }; result: Done };
  'handoff/escalate': { params: OneRevision & { reason?: string }; result: Done };
  'handoff/redirect': { params: OneRevision & { to: string }; result: Done };
  'handoff/ask': { params: OneRevision & { text: string }; result: Done };
  'handoff/annotate': { params: OneRevision & { note: string }; result: Done };
  'conversation/list': {
    params: Paging & { bot?: string; conversation?: string };
    result: Page<ConversationItem>;
  };
  'conversation/get': {
    params: OneConversation & { after?: number; limit?: number };
    result: ConversationItem & { items: MessageItem[]; next?: number };
  };
  'conversation/take': { params: OneConversation; result: Done };
  'conversation/reply': { params: OneConversation & { text: string }; result: Done };
  'conversation/return': { params: OneConversation & { note?: string }; result: Done };
  'run/list': {
    params: Paging & { bot?: string; conversation?: string; status?: RunStatus };
    result: Page<RunItem>;
  };
  'run/get': { params: { id: string }; result: RunDetail };
  'run/start': {
    params: { bot: string; conversation?: string; variables?: Variables; workflow?: string };
    result: { seq: number; run: string };
  };
  'run/cancel': { params: { id: string }; result: Done };
  'events/subscribe': { params: { after: number }; result: Done };
  'stats/get': { params: Record<string, never>; result: Stats };
  'tools/list': { params: Record<string, never>; result: { items: ToolItem[] } };
  'engine/status': { params: Record<string, never>; result: EngineStatus };
  'engine/stop': { params: { handover?: boolean }; result: { stopping: true } };
  'engine/halt': { params: { why?: string }; result: Done };
  'token/create': {
    params: { bot: string } | { user: string } | { observer: string };
    result: { token: string; principal: string };
  };
  'token/revoke': { params: { principal: string }; result: Done };
}

export type Method = keyof Methods;
export type ParamsOf<M extends Method> = Methods[M]['params'];
export type ResultOf<M extends Method> = Methods[M]['result'];

/** What the server says of its own accord. */
export interface Notifications {
  event: EventNotice;
  'conversation/say': Say;
  'conversation/owner': OwnerNotice;
}

const EVERY = ['bot', 'human', 'observer', 'owner'] as const;
const BOT = ['bot'] as const;
const HUMAN = ['human'] as const;
const OWNER = ['owner'] as const;
const READER = ['human', 'owner'] as const;
const WATCHER = ['human', 'observer', 'owner'] as const;

/** Who may call what. The owner mints, stops and reads; it never decides (I6). */
export const ALLOWED = {
  hello: EVERY,
  'conversation/message': BOT,
  'conversation/delivered': BOT,
  'handoff/list': READER,
  'handoff/get': READER,
  'handoff/preview': HUMAN,
  'handoff/decide': HUMAN,
  'handoff/seen': HUMAN,
  'handoff/claim': HUMAN,
  'handoff/release': HUMAN,
  'handoff/assign': HUMAN,
  'handoff/escalate': HUMAN,
  'handoff/redirect': HUMAN,
  'handoff/ask': HUMAN,
  'handoff/annotate': HUMAN,
  'conversation/list': READER,
  'conversation/get': READER,
  'conversation/take': HUMAN,
  'conversation/reply': HUMAN,
  'conversation/return': HUMAN,
  'run/list': READER,
  'run/get': READER,
  'run/start': HUMAN,
  'run/cancel': HUMAN,
  'events/subscribe': WATCHER,
  'stats/get': WATCHER,
  'tools/list': READER,
  'engine/status': OWNER,
  'engine/stop': OWNER,
  'engine/halt': READER,
  'token/create': OWNER,
  'token/revoke': OWNER,
} as const satisfies Record<Method, readonly ClientClass[]>;

export const METHODS = Object.keys(ALLOWED) as readonly Method[];

export function isMethod(name: string): name is Method {
  return Object.hasOwn(ALLOWED, name);
}

export function mayCall(client: ClientClass, method: Method): boolean {
  const classes: readonly ClientClass[] = ALLOWED[method];
  return classes.includes(client);
}
