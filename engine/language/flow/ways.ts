/** A directed graph in two flat lists: from `point` one comes to `to[first[point]]` and on, up to `to[first[point + 1]]`. */
export interface Ways {
  readonly first: Int32Array;
  readonly to: Int32Array;
}

/** The ways of a graph whose points each list where one comes from them. */
export function waysIn(next: readonly (readonly number[])[]): Ways {
  const from = next.flatMap((targets, point) => targets.map(() => point));
  return waysBetween(next.length, from, next.flat());
}

/** Ways from one list's points to the other's; those from one point keep their order. */
export function waysBetween(size: number, from: ArrayLike<number>, to: ArrayLike<number>): Ways {
  const { first, order } = grouped(size, from);
  return { first, to: order.map((way) => to[way] ?? 0) };
}

/** The same ways, the other way round. */
export function reversed(size: number, { first, to }: Ways): Ways {
  const from = new Int32Array(to.length);
  for (let point = 0; point < size; point++) from.fill(point, first[point], first[point + 1]);
  return waysBetween(size, to, from);
}

/** Positions in a list by the number that stands there; those of one number in the order they have. */
export function grouped(
  size: number,
  numbers: ArrayLike<number>,
): { readonly first: Int32Array; readonly order: Int32Array } {
  const first = new Int32Array(size + 1);
  for (let at = 0; at < numbers.length; at++) {
    const above = (numbers[at] ?? 0) + 1;
    first[above] = (first[above] ?? 0) + 1;
  }
  for (let point = 0; point < size; point++) first[point + 1] = (first[point + 1] ?? 0) + (first[point] ?? 0);
  const next = first.slice();
  const order = new Int32Array(numbers.length);
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0;
    const place = next[number] ?? 0;
    order[place] = at;
    next[number] = place + 1;
  }
  return { first, order };
}
