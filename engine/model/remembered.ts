/**
 * What follows from an object that never changes, worked out once and forgotten with it. Whatever else is given to work it
 * out has to be the same each time, or make no difference.
 */
export function remembered<K extends object, T, Rest extends readonly unknown[] = []>(
  work: (of: K, ...rest: Rest) => T,
): (of: K, ...rest: Rest) => T {
  const known = new WeakMap<K, { readonly is: T }>();
  return (of, ...rest) => {
    const before = known.get(of);
    if (before !== undefined) return before.is;
    const is = work(of, ...rest);
    known.set(of, { is });
    return is;
  };
}
