import type { LiveEntry } from '../../../schemas/journal/event.ts';
import { encode } from '../../../schemas/protocol/frame.ts';
import type { Engine } from '../../run/engine.ts';
import type { FeedSource } from './feed.ts';
import { eventNotice } from './views.ts';

const PAGE = 256;

/** Every event as a notification; subscribers share the text of one. */
export function createEventSource(engine: Pick<Engine, 'read'>): FeedSource {
  const texts = new WeakMap<LiveEntry, string>();

  function frameOf(entry: LiveEntry): string {
    const known = texts.get(entry);
    if (known !== undefined) return known;
    const text = encode.notification('event', eventNotice(entry));
    texts.set(entry, text);
    return text;
  }

  return {
    frameOf,
    async pull(after) {
      const entries = await engine.read(after, PAGE);
      return {
        frames: entries.map((entry) => ({ seq: entry.seq, text: frameOf(entry) })),
        through: entries.at(-1)?.seq ?? after,
      };
    },
  };
}
