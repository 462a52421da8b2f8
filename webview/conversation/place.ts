/** Where the reader is in a box that scrolls, kept while what is drawn in it changes. */

export interface Anchor {
  seq: string;
  /** Pixels below the upper edge of the box. */
  offset: number;
}

/** The first message that can be seen. */
export function anchorOf(scroll: HTMLElement): Anchor | undefined {
  const edge = scroll.getBoundingClientRect().top;
  for (const row of scroll.querySelectorAll<HTMLElement>('li[data-seq]')) {
    const { top, bottom } = row.getBoundingClientRect();
    if (bottom > edge) return { seq: row.dataset.seq ?? '', offset: top - edge };
  }
  return undefined;
}

/** Puts that message where it was. */
export function restore(scroll: HTMLElement, { seq, offset }: Anchor): void {
  const row = [...scroll.querySelectorAll<HTMLElement>('li[data-seq]')].find(
    (each) => each.dataset.seq === seq,
  );
  if (!row) return;
  const now = row.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  scroll.scrollTop += now - offset;
}

const NEARLY = 40;

export function isAtEnd({ scrollHeight, clientHeight, scrollTop }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop < NEARLY;
}

export function toEnd(scroll: HTMLElement): void {
  scroll.scrollTop = scroll.scrollHeight;
}
