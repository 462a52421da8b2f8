/** Small journals to break: the API under test appears here once. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileJournal, type JournalOptions } from '../../../engine/host/journal/file-journal.ts';
import { listSegments } from '../../../engine/host/journal/segments.ts';
import { type Anchor, type Survey, surveyJournal } from '../../../engine/host/journal/survey.ts';
import type { Batch } from '../../../engine/run/ports.ts';
import type { Event } from '../../../schemas/journal/event.ts';

const made: string[] = [];

export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'handoff-journal-'));
  made.push(directory);
  return directory;
}

export function removeScratch(): void {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** A message and, with `events` above 1, as many holding answers as it takes. */
export function batchAt(seq: number, events = 1, text = `words of ${seq}`): Batch {
  const received: Event = {
    type: 'message-received',
    bot: 'shop',
    conversation: 'c1',
    message: { id: `m${seq}`, text },
    digest: `d${seq}`,
    to: 'busy',
  };
  const said = Array.from(
    { length: events - 1 },
    (_, index): Event => ({
      type: 'message-said',
      bot: 'shop',
      conversation: 'c1',
      message: { id: `s${seq + index + 1}`, text: 'please hold', from: 'bot' },
      holding: true,
    }),
  );
  return {
    seq,
    at: 1_700_000_000_000 + seq,
    cause: { kind: 'message', actor: 'bot:shop', body: { text } },
    events: [received, ...said],
  };
}

export interface Opened {
  journal: FileJournal;
  survey: Survey;
}

/** No seal by the clock unless asked for: tests decide when it is quiet. */
export async function openJournal(
  directory: string,
  options: JournalOptions & { epoch?: number; anchors?: readonly Anchor[] } = {},
): Promise<Opened> {
  const survey = await surveyJournal(directory, options.anchors);
  const journal = new FileJournal(
    survey,
    { epoch: options.epoch ?? survey.epoch + 1 },
    { sealAfterMs: 3_600_000, probeEveryMs: 1, ...options },
  );
  return { journal, survey };
}

/** Appends `count` batches one after the other, each acknowledged before the next. */
export async function appendSingly(journal: FileJournal, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await journal.append(batchAt(journal.durable + 1));
}

export async function textsOf(journal: FileJournal): Promise<string[]> {
  const entries = await journal.read(0, 100_000);
  return entries.map(
    ({ seq, event }) => `${seq} ${event && 'message' in event ? textIn(event.message) : 'erased'}`,
  );
}

function textIn(message: unknown): string {
  return typeof message === 'object' && message && 'text' in message ? String(message.text) : '';
}

export function lastSegmentPath(directory: string): string {
  return listSegments(directory).at(-1)?.path ?? '';
}

export function lastSegmentBytes(directory: string): Buffer {
  return readFileSync(lastSegmentPath(directory));
}
