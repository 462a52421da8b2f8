/**
 * One client of the bridge for the extension, the command line, the browser and bots.
 *
 * Owns: connecting and reconnecting, `hello`, the cursor of the event subscription, the order of what a bot is told.
 * Does not own: the socket and the timer (injected), the credential (the socket carries it).
 * 1. Events reach the listener in order, without gaps and without repeats, across reconnects (F31).
 * 2. A request that was sent is never sent again by itself: it ends with its answer or with `NoAnswer`.
 */
import { createBackoff } from './backoff.ts';
import { type ClientState, createStateHolder, type Hello } from './client-state.ts';
import { RequestError } from './codes.ts';
import { decodeNotice } from './decoder.ts';
import type { Method, ParamsOf, ResultOf } from './methods.ts';
import { createPeer, NoAnswer, type Peer } from './peer.ts';
import { createSays, type Says } from './says.ts';
import { PROTOCOL, type Socket, type Timers } from './socket.ts';
import type { EventNotice, OwnerNotice, Say } from './views.ts';

export interface ClientOptions {
  /** Makes a new connection; called again for each attempt, so it may look the address up anew. */
  open(): Promise<Socket>;
  timers: Timers;
  /** `vscode`, `cli`, `dashboard` or a name of one's own; decisions are recorded with it as their channel. */
  client: string;
  version: string;
  /** Milliseconds a request may take, waiting for a connection included. */
  timeoutMs?: number;
  /** Errors that belong to no request: a failed subscription, a frame that cannot be read, a handler that threw. */
  onFault?(error: unknown): void;
}

export interface Subscription {
  /** Sequence of the last event handed on. */
  readonly cursor: number;
  stop(): void;
}

export type { ClientState, Hello };

export interface Client {
  readonly state: ClientState;
  /** Calls back with each new state; returns the unsubscription. */
  onState(listener: (state: ClientState) => void): () => void;
  /** Resolves with the first `hello`; rejects when the client is closed before. */
  ready(): Promise<Hello>;
  /** Waits for a connection if there is none. @throws RequestError, NoAnswer */
  request<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  /** Events after that sequence, resumed by itself after a reconnect. Once in a client's life; throws the second time. */
  subscribe(after: number, listener: (event: EventNotice) => void): Subscription;
  /** For bots: each message to the user once, in order per conversation; reported as delivered when the handler resolved. */
  onSay(handler: (say: Say) => Promise<void> | void): void;
  onOwner(listener: (notice: OwnerNotice) => void): void;
  close(): void;
}

interface Feed {
  cursor: number;
  listener(event: EventNotice): void;
}

/** Starts connecting at once. */
export function createClient(options: ClientOptions): Client {
  const { timers, timeoutMs = 30_000, onFault = () => undefined } = options;
  const backoff = createBackoff();
  const holder = createStateHolder();
  let peer: Peer | undefined;
  let feed: Feed | undefined;
  let says: Says | undefined;
  /** What came before there was a handler. */
  const early: Say[] = [];
  let owner: ((notice: OwnerNotice) => void) | undefined;
  let cancelRetry: (() => void) | undefined;

  void connect();

  async function connect(): Promise<void> {
    let socket: Socket;
    try {
      socket = await options.open();
    } catch (error) {
      retry(error instanceof Error ? error.message : String(error));
      return;
    }
    if (holder.state.kind === 'closed') {
      socket.close();
      return;
    }
    const connected = createPeer({
      socket,
      timers,
      timeoutMs,
      onRequest: async (method) => {
        throw new Error(`the server asked for ${method}, clients answer nothing`);
      },
      onNotification,
      onFault,
    });
    socket.onClose((why) => {
      if (peer === connected) peer = undefined;
      retry(why);
    });
    await greet(connected);
  }

  async function greet(connected: Peer): Promise<void> {
    try {
      const hello = (await connected.request('hello', {
        client: options.client,
        version: options.version,
      })) as Hello;
      const { min, max } = hello.protocol;
      if (PROTOCOL < min || PROTOCOL > max) {
        shut(`the engine speaks protocol ${min} to ${max}, this client ${PROTOCOL}: reload or update`);
        connected.close();
        return;
      }
      if (holder.state.kind === 'closed') return;
      peer = connected;
      backoff.reset();
      holder.become({ kind: 'open', hello });
      await follow().catch(onRefusedFeed);
    } catch (error) {
      onFault(error);
      connected.close();
    }
  }

  function retry(why: string): void {
    if (holder.state.kind === 'closed' || holder.state.kind === 'waiting') return;
    const retryMs = backoff.next();
    cancelRetry = timers.after(retryMs, () => {
      holder.become({ kind: 'connecting' });
      void connect();
    });
    holder.become({ kind: 'waiting', why, retryMs });
  }

  /** Asks for the events after the cursor on this connection. */
  async function follow(): Promise<void> {
    if (feed !== undefined) await peer?.request('events/subscribe', { after: feed.cursor });
  }

  /** Whoever may not subscribe keeps the connection; everything else is tried again on a new one. */
  function onRefusedFeed(error: unknown): void {
    if (!(error instanceof RequestError) || error.code !== 'forbidden') throw error;
    onFault(error);
  }

  function onNotification(method: string, params: unknown): void {
    try {
      const notice = decodeNotice(method, params);
      if (notice?.method === 'conversation/say') receive(notice.params);
      else if (notice?.method === 'conversation/owner') owner?.(notice.params);
      else if (notice?.method === 'event') onEvent(notice.params);
    } catch (error) {
      onFault(error);
    }
  }

  function receive(say: Say): void {
    if (says === undefined) early.push(say);
    else says.receive(say);
  }

  function onEvent(event: EventNotice): void {
    if (feed === undefined || event.seq <= feed.cursor) return;
    feed.cursor = event.seq;
    feed.listener(event);
  }

  function shut(why: string): void {
    if (holder.state.kind === 'closed') return;
    cancelRetry?.();
    says?.stop();
    holder.become({ kind: 'closed', why });
  }

  return {
    get state() {
      return holder.state;
    },
    onState: holder.onState,
    ready: () => holder.opened(),
    async request<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
      if (peer === undefined) await holder.opened({ timers, ms: timeoutMs });
      if (peer === undefined) throw new NoAnswer('the connection ended');
      return (await peer.request(method, params)) as ResultOf<M>;
    },
    subscribe(after, listener) {
      if (feed !== undefined) throw new Error('this client has its subscription already');
      const started: Feed = { cursor: after, listener };
      feed = started;
      follow().catch(onFault);
      return {
        get cursor() {
          return started.cursor;
        },
        stop() {
          started.listener = () => undefined;
        },
      };
    },
    onSay(handler) {
      says?.stop();
      says = createSays({
        timers,
        handle: handler,
        onFault,
        delivered: async ({ bot, conversation, message }) =>
          peer?.request('conversation/delivered', { bot, conversation, message: message.id }),
      });
      for (const say of early.splice(0)) says.receive(say);
    },
    onOwner(listener) {
      owner = listener;
    },
    close() {
      shut('closed');
      peer?.close();
      peer = undefined;
    },
  };
}
