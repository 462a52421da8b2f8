/**
 * One end of a JSON-RPC 2.0 connection over an injected socket.
 *
 * Owns: ids, the table of requests without an answer, their timeouts. Does not own: reconnecting, credentials, what
 * the methods mean.
 * 1. Every request is settled exactly once: by its answer, its timeout, or the end of the connection.
 * 2. Every request received is answered exactly once; an unexpected throw is `internal` and says nothing of its cause.
 * 3. Requests are handed on in the order of their arrival.
 */
import { INVALID_REQUEST, PARSE_ERROR, RequestError, requestErrorOf } from './codes.ts';
import { BrokenFrame, decodeFrame, encode, type Frame, type Id, idOfBroken } from './frame.ts';
import type { Socket, Timers } from './socket.ts';

/** The connection ended, or no answer came in time: whether the request was done is not known. */
export class NoAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoAnswer';
  }
}

export interface PeerOptions {
  socket: Socket;
  timers: Timers;
  /** Milliseconds until a request without an answer is given up. */
  timeoutMs: number;
  /** Answers a request; a `RequestError` goes to the other side as it is. */
  onRequest(method: string, params: unknown): Promise<unknown>;
  onNotification(method: string, params: unknown): void;
  /** What the other side did wrong, and what a handler threw that was no `RequestError`. */
  onFault(error: unknown): void;
  /** Reads a frame's text; `JSON.parse` unless the caller is stricter. */
  parse?(text: string): unknown;
}

export interface Peer {
  /** @throws RequestError, NoAnswer */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  close(): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  cancel(): void;
}

export function createPeer(options: PeerOptions): Peer {
  const { socket, timers, timeoutMs, onFault, parse = JSON.parse } = options;
  const pending = new Map<Id, Pending>();
  let nextId = 1;
  let closed: string | undefined;

  socket.onClose((why) => {
    closed = why;
    for (const id of [...pending.keys()]) take(id)?.reject(new NoAnswer(`the connection ended (${why})`));
  });
  socket.onMessage((text) => {
    const frame = read(text);
    if (frame !== undefined) handle(frame);
  });

  function take(id: Id): Pending | undefined {
    const found = pending.get(id);
    pending.delete(id);
    found?.cancel();
    return found;
  }

  function send(text: string): void {
    if (closed === undefined) socket.send(text);
  }

  function read(text: string): Frame | undefined {
    let value: unknown;
    try {
      value = parse(text);
    } catch (error) {
      refuse(error instanceof BrokenFrame ? error.id : null, PARSE_ERROR, error);
      return undefined;
    }
    try {
      return decodeFrame(value);
    } catch (error) {
      refuse(idOfBroken(value), INVALID_REQUEST, error);
      return undefined;
    }
  }

  function refuse(id: Id | null, number: number, error: unknown): void {
    onFault(error);
    const refusal =
      error instanceof RequestError
        ? error
        : new RequestError('invalid', error instanceof Error ? error.message : 'not understood', {}, number);
    send(encode.failure(id, refusal.toWire()));
  }

  function handle(frame: Frame): void {
    switch (frame.kind) {
      case 'request':
        void answer(frame.id, frame.method, frame.params);
        return;
      case 'notification':
        options.onNotification(frame.method, frame.params);
        return;
      case 'success':
        take(frame.id)?.resolve(frame.result);
        return;
      case 'failure':
        if (frame.id !== null) take(frame.id)?.reject(requestErrorOf(frame.error));
        else onFault(requestErrorOf(frame.error));
        return;
      default:
        frame satisfies never;
    }
  }

  async function answer(id: Id, method: string, params: unknown): Promise<void> {
    try {
      send(encode.success(id, await options.onRequest(method, params)));
    } catch (error) {
      if (!(error instanceof RequestError)) onFault(error);
      const refusal =
        error instanceof RequestError ? error : new RequestError('internal', 'something went wrong');
      send(encode.failure(id, refusal.toWire()));
    }
  }

  return {
    request(method, params) {
      if (closed !== undefined) return Promise.reject(new NoAnswer(`the connection ended (${closed})`));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const giveUp = () => take(id)?.reject(new NoAnswer(`no answer to ${method} within ${timeoutMs} ms`));
        pending.set(id, { resolve, reject, cancel: timers.after(timeoutMs, giveUp) });
        send(encode.request(id, method, params));
      });
    },
    notify: (method, params) => send(encode.notification(method, params)),
    close: () => socket.close(),
  };
}
