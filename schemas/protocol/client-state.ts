/** Where a client stands with its connection, and waiting for it to be open. */
import type { ResultOf } from './methods.ts';
import { NoAnswer } from './peer.ts';
import type { Timers } from './socket.ts';

export type Hello = ResultOf<'hello'>;

export type ClientState =
  | { kind: 'connecting' }
  | { kind: 'open'; hello: Hello }
  /** The connection ended; the next attempt follows after so many milliseconds. */
  | { kind: 'waiting'; why: string; retryMs: number }
  /** For good: closed here, or the engine speaks another protocol. */
  | { kind: 'closed'; why: string };

export interface StateHolder {
  readonly state: ClientState;
  become(next: ClientState): void;
  onState(listener: (state: ClientState) => void): () => void;
  /** Resolves when open. @throws NoAnswer when closed, or not open within that time */
  opened(limit?: { timers: Timers; ms: number }): Promise<Hello>;
}

export function createStateHolder(): StateHolder {
  const listeners = new Set<(state: ClientState) => void>();
  let state: ClientState = { kind: 'connecting' };

  function onState(listener: (state: ClientState) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    get state() {
      return state;
    },
    onState,
    become(next) {
      state = next;
      for (const listener of [...listeners]) listener(next);
    },
    opened: (limit) =>
      new Promise((resolve, reject) => {
        const settle = (next: ClientState): void => {
          if (next.kind === 'open') resolve(next.hello);
          else if (next.kind === 'closed') reject(new NoAnswer(next.why));
          else return;
          stop();
          cancel?.();
        };
        const stop = onState(settle);
        const cancel = limit?.timers.after(limit.ms, () => {
          stop();
          reject(new NoAnswer('there is no connection to the engine'));
        });
        settle(state);
      }),
  };
}
