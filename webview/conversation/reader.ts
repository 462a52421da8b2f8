/**
 * Where somebody reads in a thread: which messages are known, which are drawn, whether the newest is followed.
 * A new message never moves what is read; one who is at the end stays there as the thread grows or the box shrinks.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Messages } from '../../schemas/protocol/conversation-page.ts';
import type { MessageItem } from '../../schemas/protocol/views.ts';
import { earlier, later, merged, moved, newest, type Part } from './part.ts';
import { anchorOf, isAtEnd, restore, toEnd } from './place.ts';

/** How near an end of what is drawn the reader comes before more is drawn, in pixels. */
const NEAR = 240;

/** The page it is part of. */
export interface Thread extends ReactiveControllerHost {
  /** The box that scrolls, once it is drawn. */
  readonly box: HTMLElement | null;
  askOlder(before: number): void;
}

export class Reader implements ReactiveController {
  readonly #page: Thread;
  #messages: readonly MessageItem[] = [];
  #shown: Part = { from: 0, to: 0 };
  #unseen = 0;
  /** Whether messages before the known ones exist, and whether they were asked for. */
  #older: 'none' | 'some' | 'asked' = 'none';
  /** Whether the reader is at the end. */
  #sticks = true;
  #watched: HTMLElement | undefined;
  readonly #resized = new ResizeObserver(() => this.#stick());

  constructor(page: Thread) {
    this.#page = page;
    page.addController(this);
  }

  hostDisconnected(): void {
    this.#resized.disconnect();
  }

  hostUpdated(): void {
    this.#stick();
    const { box } = this.#page;
    if (!box || box === this.#watched) return;
    this.#watched = box;
    this.#resized.observe(box);
  }

  get drawn(): readonly MessageItem[] {
    return this.#messages.slice(this.#shown.from, this.#shown.to);
  }

  /** Messages that came while something earlier was read. */
  get unseen(): number {
    return this.#unseen;
  }

  /** What is above the first one that is drawn. */
  get above(): 'nothing' | 'messages' | 'asked' {
    if (this.#shown.from > 0 || this.#older === 'some') return 'messages';
    return this.#older === 'asked' ? 'asked' : 'nothing';
  }

  take({ place, items, older }: Messages): void {
    const { box } = this.#page;
    const anchor = box && anchorOf(box);
    const count = this.#messages.length;
    const follows = place === 'newer' && this.#shown.to >= count && this.#sticks;
    this.#sticks = place === 'replace' || follows;
    this.#messages = place === 'replace' ? items : merged(this.#messages, items);
    if (older !== undefined) this.#older = older ? 'some' : 'none';
    const added = this.#messages.length - count;
    if (place === 'older') this.#shown = earlier(moved(this.#shown, added));
    else if (this.#sticks) this.#shown = newest(this.#messages.length);
    else this.#unseen += added;
    this.#page.requestUpdate();
    void this.#page.updateComplete.then(() => {
      if (this.#page.box && anchor && !this.#sticks) restore(this.#page.box, anchor);
    });
  }

  onScroll(): void {
    const { box } = this.#page;
    if (!box) return;
    if (box.scrollTop < NEAR) this.earlier();
    else if (box.scrollHeight - box.clientHeight - box.scrollTop < NEAR) this.#later();
    this.#sticks = this.#shown.to >= this.#messages.length && isAtEnd(box);
    if (!this.#sticks || this.#unseen === 0) return;
    this.#unseen = 0;
    this.#page.requestUpdate();
  }

  earlier(): void {
    if (this.#shown.from > 0) this.#move(earlier(this.#shown));
    else if (this.#older === 'some') {
      this.#older = 'asked';
      this.#page.askOlder(this.#messages[0]?.seq ?? 0);
      this.#page.requestUpdate();
    }
  }

  toNewest(): void {
    this.#shown = newest(this.#messages.length);
    this.#unseen = 0;
    this.#sticks = true;
    this.#page.requestUpdate();
  }

  #later(): void {
    if (this.#shown.to < this.#messages.length) this.#move(later(this.#shown, this.#messages.length));
  }

  #move(part: Part): void {
    const { box } = this.#page;
    const anchor = box && anchorOf(box);
    this.#shown = part;
    this.#page.requestUpdate();
    if (anchor) void this.#page.updateComplete.then(() => restore(box, anchor));
  }

  #stick(): void {
    if (this.#sticks && this.#page.box) toEnd(this.#page.box);
  }
}
