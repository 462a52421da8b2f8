/** What follows from an object that never changes, worked out once and forgotten with it. */
export function remembered<K extends object, T>(work: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, { readonly is: T }>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before.is;
    const is = work(of);
    known.set(of, { is });
    return is;
  };
}
