/** Which items may be seen in a part of the plane: items by the squares they touch. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Grid {
  readonly #cell: number;
  readonly #cells = new Map<string, number[]>();

  /** @param cell side of a square, in pixels */
  constructor(cell: number) {
    this.#cell = cell;
  }

  add(item: number, rect: Rect): void {
    for (const key of this.cellsOf(rect)) {
      const items = this.#cells.get(key);
      if (items === undefined) this.#cells.set(key, [item]);
      else if (items.at(-1) !== item) items.push(item);
    }
  }

  /** Items of all squares that a part touches; some of them may lie beside it. */
  near(rect: Rect): Set<number> {
    const found = new Set<number>();
    for (const key of this.cellsOf(rect)) for (const item of this.#cells.get(key) ?? []) found.add(item);
    return found;
  }

  /** Items that touch one square. */
  of(key: string): readonly number[] {
    return this.#cells.get(key) ?? [];
  }

  cellsOf({ x, y, width, height }: Rect): string[] {
    const keys: string[] = [];
    const last = { column: Math.floor((x + width) / this.#cell), row: Math.floor((y + height) / this.#cell) };
    for (let row = Math.floor(y / this.#cell); row <= last.row; row += 1)
      for (let column = Math.floor(x / this.#cell); column <= last.column; column += 1)
        keys.push(`${column} ${row}`);
    return keys;
  }
}

export function touches(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** The smallest rectangle around points. */
export function around(points: readonly { x: number; y: number }[]): Rect {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
