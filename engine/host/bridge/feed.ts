/**
 * Carries durable entries to one socket, in order and without gaps, from a cursor on.
 *
 * Owns: the cursor, and the pace: it stops handing on while too much waits in the socket, and reads on from the cursor
 * when that has left (F32). Does not own: what an entry looks like on the wire.
 * 1. Nothing is skipped: live entries are only taken when everything before them was sent.
 * 2. It holds no more than one page beside what waits in the socket.
 */
import type { LiveEntry } from '../../../schemas/journal/event.ts';
import type { Engine } from '../../run/engine.ts';

export interface Outlet {
  send(text: string): void;
  /** Bytes that were sent and have not left. */
  readonly buffered: number;
  /** Resolves when enough has left, or the socket closed. */
  drained(): Promise<void>;
}

export interface FeedSource {
  /** Frames after the cursor, in order; with them everything up to `through` was handed on. */
  pull(after: number): Promise<{ frames: { seq: number; text: string }[]; through: number }>;
  /** The frame of one entry, nothing where this feed does not carry it. */
  frameOf(entry: LiveEntry): string | undefined;
}

export interface FeedOptions {
  engine: Pick<Engine, 'seq' | 'onEvents'>;
  source: FeedSource;
  outlet: Outlet;
  after: number;
  /** Bytes in the socket at which it pauses. */
  cap: number;
  /** The source failed or does not reach what is said to be durable; the feed has ended. */
  onBroken(error: unknown): void;
}

/** Starts at once; returns what stops it. */
export function startFeed({ engine, source, outlet, after, cap, onBroken }: FeedOptions): () => void {
  let cursor = after;
  let latest = engine.seq;
  let phase: 'pulling' | 'live' | 'stopped' = 'pulling';

  const unsubscribe = engine.onEvents((entries) => {
    latest = entries.at(-1)?.seq ?? latest;
    if (phase === 'live') takeLive(entries);
  });
  void pull();
  return stop;

  function stop(): void {
    phase = 'stopped';
    unsubscribe();
  }

  function takeLive(entries: readonly LiveEntry[]): void {
    for (const entry of entries) {
      if (entry.seq <= cursor) continue;
      if (outlet.buffered > cap) {
        phase = 'pulling';
        void pull();
        return;
      }
      const text = source.frameOf(entry);
      if (text !== undefined) outlet.send(text);
      cursor = entry.seq;
    }
  }

  async function pull(): Promise<void> {
    try {
      while (phase === 'pulling') {
        const before = cursor;
        const { frames, through } = await source.pull(cursor);
        for (const { seq, text } of frames) {
          if (outlet.buffered > cap) await outlet.drained();
          if (isStopped()) return;
          outlet.send(text);
          cursor = seq;
        }
        cursor = Math.max(cursor, through);
        if (isStopped()) return;
        if (cursor >= Math.max(latest, engine.seq)) phase = 'live';
        else if (cursor === before)
          throw new Error(`entries after ${cursor} cannot be read, ${latest} is durable`);
      }
    } catch (error) {
      if (isStopped()) return;
      stop();
      onBroken(error);
    }
  }

  function isStopped(): boolean {
    return phase === 'stopped';
  }
}
