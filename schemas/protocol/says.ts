/**
 * The bot's side of `conversation/say`: hands each message on once, in order per conversation, and reports it as
 * delivered after the handler resolved.
 *
 * 1. The next message of a conversation is handed on only after the one before it was handled.
 * 2. A message seen again (after a reconnect) is not handed on again, only reported again.
 * 3. A handler that fails is tried again with growing pauses; nothing behind it in its conversation overtakes it.
 */
import { createBackoff } from './backoff.ts';
import type { Timers } from './socket.ts';
import type { Say } from './views.ts';

/** Ids kept to recognise repeats; the server repeats only what was never reported. */
const REMEMBERED = 10_000;

export interface SaysOptions {
  timers: Timers;
  handle(say: Say): Promise<void> | void;
  /** Tells the server. It may fail: the server then sends the message again. */
  delivered(say: Say): Promise<unknown>;
  onFault(error: unknown): void;
}

export interface Says {
  receive(say: Say): void;
  stop(): void;
}

export function createSays({ timers, handle, delivered, onFault }: SaysOptions): Says {
  const handled = new Set<string>();
  const queued = new Set<string>();
  const queues = new Map<string, Say[]>();
  const retries = new Set<() => void>();
  let stopped = false;

  async function report(say: Say): Promise<void> {
    try {
      await delivered(say);
    } catch (error) {
      onFault(error);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = timers.after(ms, () => {
        retries.delete(cancel);
        resolve();
      });
      retries.add(cancel);
    });
  }

  async function handleUntilDone(say: Say): Promise<void> {
    const backoff = createBackoff();
    while (!stopped) {
      try {
        await handle(say);
        return;
      } catch (error) {
        onFault(error);
        await pause(backoff.next());
      }
    }
  }

  async function drain(key: string, queue: Say[]): Promise<void> {
    for (let say = queue[0]; say !== undefined && !stopped; say = queue[0]) {
      await handleUntilDone(say);
      if (stopped) return;
      const id = idOf(say);
      queue.shift();
      queued.delete(id);
      remember(handled, id);
      void report(say);
    }
    queues.delete(key);
  }

  return {
    receive(say) {
      const id = idOf(say);
      if (handled.has(id)) {
        void report(say);
        return;
      }
      if (stopped || queued.has(id)) return;
      queued.add(id);
      const key = JSON.stringify([say.bot, say.conversation]);
      const queue = queues.get(key);
      if (queue !== undefined) {
        queue.push(say);
        return;
      }
      const started = [say];
      queues.set(key, started);
      void drain(key, started);
    },
    stop() {
      stopped = true;
      for (const cancel of retries) cancel();
      retries.clear();
    },
  };
}

function idOf({ bot, conversation, message }: Say): string {
  return JSON.stringify([bot, conversation, message.id]);
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  if (ids.size <= REMEMBERED) return;
  for (const oldest of ids) {
    ids.delete(oldest);
    return;
  }
}
