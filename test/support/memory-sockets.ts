/** Two ends of a socket in memory, and timers that a test moves by hand. */
import type { Socket, Timers } from '../../schemas/protocol/socket.ts';

export interface MemorySocket extends Socket {
  readonly sent: unknown[];
  readonly isClosed: boolean;
  /** Delivers to this end what the other end would have sent. */
  receive(frame: unknown): void;
  break(why: string): void;
}

export function memorySocket(): MemorySocket {
  const messages: ((text: string) => void)[] = [];
  const closings: ((why: string) => void)[] = [];
  const sent: unknown[] = [];
  let isClosed = false;

  function end(why: string): void {
    if (isClosed) return;
    isClosed = true;
    for (const listener of closings) listener(why);
  }

  return {
    sent,
    get isClosed() {
      return isClosed;
    },
    send: (text) => sent.push(JSON.parse(text)),
    onMessage: (listener) => messages.push(listener),
    onClose: (listener) => closings.push(listener),
    close: () => end('closed here'),
    receive(frame) {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      for (const listener of messages) listener(text);
    },
    break: end,
  };
}

export interface HandTimers extends Timers {
  /** Lets so many milliseconds pass, and what follows from them happen. */
  pass(ms: number): Promise<void>;
  readonly pending: number;
}

export function handTimers(): HandTimers {
  const due = new Map<number, { at: number; callback(): void }>();
  let now = 0;
  let next = 1;
  return {
    get pending() {
      return due.size;
    },
    after(ms, callback) {
      const id = next++;
      due.set(id, { at: now + ms, callback });
      return () => due.delete(id);
    },
    async pass(ms) {
      now += ms;
      const ripe = [...due].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at);
      for (const [id, { callback }] of ripe) {
        if (!due.delete(id)) continue;
        callback();
        await settle();
      }
    },
  };
}

/** Lets everything that waits only on promises happen. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
