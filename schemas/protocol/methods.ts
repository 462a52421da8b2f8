/**
 * Every request of the bridge: its parameters, its result, and the classes of credential it is open to.
 * One table; the role × method tests, the server's gate and the client's types all come from it.
 */
import type { Priority, Variables } from '../journal/event.ts';
import type {
  BatchResult,
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
  ReviewDetail,
  ReviewItem,
  ReviewStatus,
  ReviewVerdict,
  RunChanges,
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
    params: OneRevision & {
      decision: string;
      edits?: Record<string, unknown>;
      response?: Variables;
      /** The node of a `redirect`. */
      to?: string;
    };
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
  'handoff/assign': { params: OneRevision & { assignee: string; reason?: string }; result: Done };
  'handoff/escalate': { params: OneRevision & { reason?: string }; result: Done };
  /** `to` is a person, role or team, or a node that the author allowed as another path. */
  'handoff/redirect': { params: OneRevision & { to: string; reason?: string }; result: Done };
  /** A question without a decision: to the user, who answers in the conversation, or to the bot's model. */
  'handoff/ask': { params: OneRevision & { text: string; to?: 'user' | 'bot' }; result: Done };
  'handoff/annotate': { params: OneRevision & { note: string }; result: Done };
  /** Takes a decision back while its effects are still held (`undoSeconds`). */
  'handoff/undo': { params: { id: string }; result: Done & { revision: number } };
  /** One decision for several of low risk, some of which this person has looked at (T58). */
  'handoff/batch': {
    params: { items: (OneRevision & { digest: string })[]; decision: string; reason?: string };
    result: { results: BatchResult[] };
  };
  /** A question to a person outside of any workflow file; who asks never decides. */
  'handoff/open': {
    params: {
      question: string;
      bot?: string;
      options?: string[];
      timeout?: string;
      assignee?: string;
      priority?: Priority;
      context?: Variables;
    };
    result: { seq: number; id: string; ticket: string; run: string };
  };
  'conversation/list': {
    params: Paging & { bot?: string; conversation?: string };
    result: Page<ConversationItem>;
  };
  'conversation/get': {
    /** Without `after` the last ones; `before` brings the last ones before that message. */
    params: OneConversation & { after?: number; before?: number; limit?: number };
    result: ConversationItem & { items: MessageItem[]; next?: number };
  };
  'conversation/take': { params: OneConversation; result: Done };
  'conversation/reply': { params: OneConversation & { text: string }; result: Done };
  'conversation/return': { params: OneConversation & { note?: string }; result: Done };
  /** Removes its personal content from journal and projection; the chain still verifies. */
  'conversation/erase': { params: OneConversation; result: Done };
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
  /** What differs between the definition a run keeps and the one its bot has now. */
  'run/changes': { params: { id: string }; result: RunChanges };
  /** Goes on with another definition; `nodes` maps old node ids to new ones. */
  'run/migrate': {
    params: { id: string; to: string; nodes?: Record<string, string>; reason?: string };
    result: Done;
  };
  'review/list': {
    params: Paging & { status?: ReviewStatus; bot?: string };
    result: Page<ReviewItem>;
  };
  'review/get': { params: { id: string }; result: ReviewDetail };
  'review/record': {
    params: { id: string; verdict: ReviewVerdict; correction?: string; note?: string };
    result: Done;
  };
  'events/subscribe': { params: { after: number }; result: Done };
  'stats/get': { params: Record<string, never>; result: Stats };
  'tools/list': { params: Record<string, never>; result: { items: ToolItem[] } };
  'engine/status': { params: Record<string, never>; result: EngineStatus };
  'engine/stop': { params: { handover?: boolean }; result: { stopping: true } };
  'engine/halt': { params: { why?: string }; result: Done };
  /** Ends a halt: effects begin again. */
  'engine/resume': { params: { why?: string }; result: Done };
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
const ASKER = ['bot', 'human'] as const;
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
  'handoff/undo': HUMAN,
  'handoff/batch': HUMAN,
  'handoff/open': ASKER,
  'conversation/list': READER,
  'conversation/get': READER,
  'conversation/take': HUMAN,
  'conversation/reply': HUMAN,
  'conversation/return': HUMAN,
  'conversation/erase': OWNER,
  'run/list': READER,
  'run/get': READER,
  'run/start': HUMAN,
  'run/cancel': HUMAN,
  'run/changes': READER,
  'run/migrate': HUMAN,
  'review/list': READER,
  'review/get': READER,
  'review/record': HUMAN,
  'events/subscribe': WATCHER,
  'stats/get': WATCHER,
  'tools/list': READER,
  'engine/status': OWNER,
  'engine/stop': OWNER,
  'engine/halt': READER,
  'engine/resume': READER,
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
