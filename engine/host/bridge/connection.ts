/**
 * One socket with its credential.
 *
 * Owns: reading at the pace of answering, the feeds of this socket, its end. Does not own: what methods mean, who else
 * is connected.
 * 1. The credential is checked for every message (T13).
 * 2. A client that does not read its answers is dropped; it resumes from its cursor (F32).
 */
import type { WebSocket } from 'ws';
import { RequestError } from '../../../schemas/protocol/codes.ts';
import { createPeer } from '../../../schemas/protocol/peer.ts';
import type { Timers } from '../../../schemas/protocol/socket.ts';
import type { AccessEntry } from './access-log.ts';
import type { Credentials, Identity } from './credentials.ts';
import { dispatch } from './dispatch.ts';
import { type FeedSource, type Outlet, startFeed } from './feed.ts';
import type { Limits } from './limits.ts';
import type { Session } from './methods/method.ts';
import { requestErrorFor } from './refusals.ts';
import { parseStrict } from './strict-json.ts';

const POLICY_VIOLATION = 1008;
const UNSUPPORTED_DATA = 1003;
const TRY_AGAIN = 1013;

export interface ConnectionOptions extends Omit<Session, 'channel' | 'subscribe'> {
  socket: WebSocket;
  credentials: Credentials;
  limits: Limits;
  timers: Timers;
  events: FeedSource;
  log(entry: Omit<AccessEntry, 'at' | 'principal'>): void;
  /** The first frame came in. */
  onHeard(): void;
  onClosed(): void;
}

export interface Connection {
  readonly identity: Identity;
  /** Carries this source from the cursor on, until the socket closes or the returned function is called. */
  feed(source: FeedSource, after: number): () => void;
  /** Ends it when its credential was revoked. */
  recheck(): void;
  close(code: number, reason: string): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { socket, identity, credentials, engine, limits, timers, log } = options;
  const feeds = new Set<() => void>();
  const outlet = createOutlet(socket, limits);
  let subscription: (() => void) | undefined;
  let inFlight = 0;
  let heard = false;
  let alive = true;

  const session: Session = {
    engine,
    queries: options.queries,
    bot: options.bot,
    house: options.house,
    identity,
    channel: 'bridge',
    subscribe(after) {
      subscription?.();
      setImmediate(() => {
        if (socket.readyState !== socket.OPEN) return;
        subscription?.();
        subscription = feed(options.events, after);
      });
    },
  };

  let cancelHeartbeat = timers.after(limits.heartbeatMs, beat);
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('error', (error) => log({ what: 'fault', why: error.message }));
  socket.on('close', () => {
    cancelHeartbeat();
    for (const stop of feeds) stop();
    feeds.clear();
    options.onClosed();
  });

  createPeer({
    socket: {
      send,
      close: () => socket.close(),
      onClose: (listener) => socket.on('close', (code) => listener(`closed with ${code}`)),
      onMessage: (listener) => socket.on('message', (data, isBinary) => receive(data, isBinary, listener)),
    },
    timers,
    timeoutMs: limits.heartbeatMs,
    parse: parseStrict,
    onRequest: answer,
    onNotification: (method, params) => {
      answer(method, params).catch(ignoreAnswer);
    },
    onFault: () => log({ what: 'refused', code: 'invalid', why: 'a frame that is no request' }),
  });

  function receive(data: unknown, isBinary: boolean, listener: (text: string) => void): void {
    if (isBinary) {
      socket.close(UNSUPPORTED_DATA, 'send texts');
      return;
    }
    listener(String(data));
    if (heard) return;
    heard = true;
    options.onHeard();
  }

  async function answer(method: string, params: unknown): Promise<unknown> {
    begin();
    try {
      if (!credentials.holds(identity)) throw new RequestError('unauthorized', 'this credential was revoked');
      return await dispatch(method, params, session);
    } catch (error) {
      const refusal = requestErrorFor(error, engine.mode);
      if (refusal.code === 'internal') log({ what: 'fault', method: known(method), why: String(error) });
      log({ what: 'refused', method: known(method), code: refusal.code });
      if (refusal.code === 'unauthorized') setImmediate(recheck);
      throw refusal;
    } finally {
      end();
    }
  }

  function begin(): void {
    inFlight += 1;
    if (inFlight === limits.inFlight) socket.pause();
  }

  function end(): void {
    if (inFlight === limits.inFlight) socket.resume();
    inFlight -= 1;
  }

  function send(text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    outlet.send(text);
    if (outlet.buffered <= limits.answerBuffer) return;
    log({ what: 'fault', why: 'dropped: it does not read its answers' });
    socket.terminate();
  }

  function beat(): void {
    if (!alive) {
      log({ what: 'fault', why: 'dropped: no sign of life' });
      socket.terminate();
      return;
    }
    alive = inFlight >= limits.inFlight;
    if (socket.readyState === socket.OPEN) socket.ping();
    cancelHeartbeat = timers.after(limits.heartbeatMs, beat);
  }

  function feed(source: FeedSource, after: number): () => void {
    const stop = startFeed({
      engine,
      source,
      outlet,
      after,
      cap: limits.feedBuffer,
      onBroken(error) {
        log({ what: 'fault', why: error instanceof Error ? error.message : 'a feed broke' });
        socket.close(TRY_AGAIN, 'resume from your cursor');
      },
    });
    feeds.add(stop);
    return () => {
      stop();
      feeds.delete(stop);
    };
  }

  function recheck(): void {
    if (!credentials.holds(identity)) socket.close(POLICY_VIOLATION, 'credential revoked');
  }

  return { identity, feed, recheck, close: (code, reason) => socket.close(code, reason) };
}

/** The refusal was logged; a notification has no answer to carry it. */
function ignoreAnswer(): undefined {
  return undefined;
}

/** Method names go to the log only in the form that methods have. */
function known(method: string): string {
  return /^[a-z]+(\/[a-z]+)?$/.test(method) ? method.slice(0, 40) : 'unknown';
}

function createOutlet(socket: WebSocket, limits: Limits): Outlet {
  const waiting: (() => void)[] = [];
  const release = () => {
    if (socket.readyState === socket.OPEN && socket.bufferedAmount > limits.feedBuffer / 2) return;
    for (const resume of waiting.splice(0)) resume();
  };
  socket.on('close', release);
  return {
    send: (text) => socket.send(text, release),
    get buffered() {
      return socket.bufferedAmount;
    },
    drained: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
