/** What is due next, earliest first; of equal times the one that was added first. A binary heap. */
export interface Due {
  readonly at: number;
  readonly order: number;
  cancelled: boolean;
  readonly callback: () => void;
}

export class DueQueue {
  readonly #heap: Due[] = [];

  /** The earliest entry that was not cancelled; cancelled ones at the top are let go. */
  peek(): Due | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0];
  }

  /** Takes the earliest entry if its time is `now` or earlier. */
  takeDue(now: number): Due | undefined {
    const first = this.peek();
    if (!first || first.at > now) return undefined;
    this.#removeFirst();
    return first;
  }

  add(due: Due): void {
    const heap = this.#heap;
    let index = heap.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let index = 0;
    for (;;) {
      const left = index * 2 + 1;
      const child = this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, index)) return;
      this.#swap(child, index);
      index = child;
    }
  }

  #before(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  #swap(index: number, other: number): void {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (!a || !b) return;
    this.#heap[index] = b;
    this.#heap[other] = a;
  }
}
