/**
 * What the protocol needs of the world: a socket that carries texts, and a timer. Browsers, Node and tests bring
 * their own; `openWebSocket` fits every class that has the WebSocket interface of the web.
 */

export interface Socket {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  /** Called once; also when the socket broke. */
  onClose(listener: (why: string) => void): void;
  close(): void;
}

export interface Timers {
  /** Calls back once after so many milliseconds; returns the cancellation. */
  after(ms: number, callback: () => void): () => void;
}

export const PROTOCOL = 1;
export const SUBPROTOCOL = 'handoff.v1';
/** A browser cannot set headers, so the credential travels as a second subprotocol; never in the URL (T9). */
export const BEARER_PREFIX = 'bearer.';
/** Bytes of one frame from a client. */
export const MAX_FRAME = 1024 * 1024;

interface WebSocketEvents {
  open: unknown;
  error: { message?: string };
  close: { code: number; reason: string };
  message: { data: unknown };
}

/** The part of the web's WebSocket that is used here; `ws` has it too. */
export interface WebSocketLike {
  addEventListener<K extends keyof WebSocketEvents>(
    type: K,
    listener: (event: WebSocketEvents[K]) => void,
  ): void;
  send(text: string): void;
  close(): void;
}

/** The subprotocols that carry a credential. */
export function protocolsOf(token: string): string[] {
  return [SUBPROTOCOL, BEARER_PREFIX + token];
}

/** Resolves when the connection is accepted, rejects when it is refused or cannot be made. */
export function openWebSocket(create: () => WebSocketLike): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const web = create();
    const messages: ((text: string) => void)[] = [];
    const closings: ((why: string) => void)[] = [];
    web.addEventListener('message', ({ data }) => {
      for (const listener of messages) listener(String(data));
    });
    web.addEventListener('error', (event) =>
      reject(new Error(event.message ?? 'the connection was refused')),
    );
    web.addEventListener('close', ({ code, reason }) => {
      const why = reason === '' ? `closed with ${code}` : `closed with ${code}: ${reason}`;
      reject(new Error(why));
      for (const listener of closings.splice(0)) listener(why);
    });
    web.addEventListener('open', () =>
      resolve({
        send: (text) => web.send(text),
        onMessage: (listener) => messages.push(listener),
        onClose: (listener) => closings.push(listener),
        close: () => web.close(),
      }),
    );
  });
}
