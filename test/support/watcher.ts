/** Everything a client's subscription tells, kept in order; waits for what is still to come. */
import type { Client } from '../../schemas/protocol/client.ts';
import type { EventNotice } from '../../schemas/protocol/views.ts';

export interface Watcher {
  /** In the order in which they arrived. */
  readonly events: readonly EventNotice[];
  /** Resolves with the first event, past or future, that fits. */
  sees(fits: (event: EventNotice) => boolean): Promise<EventNotice>;
  /** Resolves once an event of this or a later sequence has arrived. */
  reaches(seq: number): Promise<void>;
}

/** Uses the one subscription that a client has, from this cursor on. */
export function watch(client: Client, after = 0): Watcher {
  const events: EventNotice[] = [];
  let waiting: { fits: (event: EventNotice) => boolean; resolve: (event: EventNotice) => void }[] = [];
  client.subscribe(after, (event) => {
    events.push(event);
    waiting = waiting.filter(({ fits, resolve }) => {
      if (!fits(event)) return true;
      resolve(event);
      return false;
    });
  });
  const sees: Watcher['sees'] = (fits) =>
    new Promise((resolve) => {
      const known = events.find(fits);
      if (known) resolve(known);
      else waiting.push({ fits, resolve });
    });
  return {
    events,
    sees,
    reaches: async (seq) => {
      if (seq > after) await sees((event) => event.seq >= seq);
    },
  };
}
