/**
 * What the engine says to its operator: a line of JSON each, with the names and numbers that readers of such lines know.
 * A log that cannot be written never stops the engine.
 */
import { writeSync } from 'node:fs';

const LEVELS = { debug: 20, info: 30, warn: 40, error: 50 } as const;
type Level = keyof typeof LEVELS;

export type Logger = Readonly<Record<Level, (facts: object, message: string) => void>>;

interface Sink {
  /** The least that is said. */
  level: Level | 'silent';
  /** Takes a line with its end; standard error if not given. */
  write?(line: string): void;
}

/** How long a full pipe is waited for, in milliseconds, and how often. */
const PAUSE_MS = 10;
const PAUSES = 50;

export function logLines({ level, write = toStandardError }: Sink = { level: 'info' }): Logger {
  const least = level === 'silent' ? Number.POSITIVE_INFINITY : LEVELS[level];
  const at = (name: Level) => (facts: object, message: string) => {
    if (LEVELS[name] < least) return;
    const time = new Date().toISOString();
    write(`${JSON.stringify({ level: LEVELS[name], time, ...facts, msg: message })}\n`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

let isGone = false;

function toStandardError(line: string): void {
  const bytes = Buffer.from(line);
  let pauses = 0;
  for (let done = 0; done < bytes.length && !isGone; ) {
    try {
      done += writeSync(2, bytes, done);
    } catch (error) {
      isGone = (error as NodeJS.ErrnoException).code !== 'EAGAIN' || pauses === PAUSES;
      pauses += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
