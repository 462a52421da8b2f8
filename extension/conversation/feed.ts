/**
 * One conversation as it is read: the last messages first, then what is added, on demand what came before.
 *
 * 1. One read at a time; a burst of events ends in one more. 2. After a gap in the connection reading goes on behind the
 * last message that is known, so nothing is missed and nothing comes twice.
 */
import type { Messages } from '../../schemas/protocol/conversation-page.ts';
import type { ResultOf } from '../../schemas/protocol/methods.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Known } from './view.ts';

const PAGE = 100;
/** More open handoffs of one conversation are not looked at. */
const MOST_HANDOFFS = 8;

export interface Source {
  get(range: { after?: number; before?: number; limit: number }): Promise<ResultOf<'conversation/get'>>;
  handoff(id: string): Promise<HandoffDetail>;
}

export interface Listener {
  onKnown(known: Known): void;
  onMessages(messages: Messages): void;
}

export class Feed {
  readonly #source: Source;
  readonly #listener: Listener;
  #last: number | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(source: Source, listener: Listener) {
    this.#source = source;
    this.#listener = listener;
  }

  /** Reads everything anew the next time: texts were erased. */
  forget(): void {
    this.#last = undefined;
  }

  /** Resolves when what is known is as new as the engine's answer. @throws what the source throws */
  refresh(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** @throws what the source throws */
  async older(before: number): Promise<void> {
    const { items } = await this.#source.get({ before, limit: PAGE });
    this.#listener.onMessages({ kind: 'messages', place: 'older', items, older: items.length === PAGE });
  }

  async #readAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    const after = this.#last;
    const page = await this.#source.get(after === undefined ? { limit: PAGE } : { after, limit: PAGE });
    const { items, next, ...item } = page;
    const ids = item.openHandoffs.slice(-MOST_HANDOFFS);
    const found = await Promise.allSettled(ids.map((id) => this.#source.handoff(id)));
    const handoffs = found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    this.#listener.onKnown({ item, handoffs: handoffs.filter(({ status }) => status === 'open') });
    this.#last = items.at(-1)?.seq ?? after ?? 0;
    if (after === undefined)
      this.#listener.onMessages({
        kind: 'messages',
        place: 'replace',
        items,
        older: items.length === PAGE && item.messages > PAGE,
      });
    else if (items.length > 0) this.#listener.onMessages({ kind: 'messages', place: 'newer', items });
    if (next !== undefined) await this.#read();
  }
}
