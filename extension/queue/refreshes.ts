/**
 * Paces the refreshes of the tree. VS Code draws after a pause of 200 ms, counted from the last change it was told of: told of
 * changes without a pause it would never draw. So it is told at once, then at most every 300 ms of what came meanwhile. Pure.
 */
import type { Timers } from '../../schemas/protocol/socket.ts';

const REST_MS = 300;

export class Refreshes<Node> {
  readonly #emit: (nodes: Node[] | undefined) => void;
  readonly #timers: Timers;
  /** Nothing where no rest is under way. */
  #waiting: { nodes: Set<Node>; all: boolean } | undefined;
  #stop: () => void = () => undefined;

  /** @param emit told which rows to draw anew, or nothing for all of them */
  constructor(emit: (nodes: Node[] | undefined) => void, timers: Timers) {
    this.#emit = emit;
    this.#timers = timers;
  }

  /** @param nodes all rows where nothing is given */
  ask(nodes: readonly Node[] | undefined): void {
    if (this.#waiting) {
      for (const node of nodes ?? []) this.#waiting.nodes.add(node);
      this.#waiting.all ||= nodes === undefined;
      return;
    }
    this.#emit(nodes && [...nodes]);
    this.#waiting = { nodes: new Set(), all: false };
    this.#stop = this.#timers.after(REST_MS, () => this.#rested());
  }

  dispose(): void {
    this.#stop();
  }

  #rested(): void {
    const asked = this.#waiting;
    this.#waiting = undefined;
    if (asked?.all) this.ask(undefined);
    else if (asked && asked.nodes.size > 0) this.ask([...asked.nodes]);
  }
}
