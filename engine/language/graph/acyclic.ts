/** Which arcs lead back to a node that was there before: turned around, the rest has no cycle. Follows the file's order. */

export interface Arc {
  readonly source: number;
  readonly target: number;
}

/** For each arc, whether it leads back (a loop to itself does too). Depth first from nodes without an incoming arc. */
export function backArcs(size: number, arcs: readonly Arc[]): boolean[] {
  const out: number[][] = Array.from({ length: size }, () => []);
  const hasIncoming = new Array<boolean>(size).fill(false);
  for (const [at, { source, target }] of arcs.entries()) {
    out[source]?.push(at);
    if (source !== target) hasIncoming[target] = true;
  }
  const all = Array.from({ length: size }, (_, node) => node);
  const starts = [...all.filter((node) => hasIncoming[node] !== true), ...all];
  const back = new Array<boolean>(arcs.length).fill(false);
  const state = new Array<'new' | 'open' | 'done'>(size).fill('new');
  for (const start of starts) {
    if (state[start] !== 'new') continue;
    state[start] = 'open';
    const stack = [{ node: start, at: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const arc = out[top.node]?.[top.at];
      top.at += 1;
      const target = arc === undefined ? undefined : arcs[arc]?.target;
      if (arc === undefined || target === undefined) {
        state[top.node] = 'done';
        stack.pop();
      } else if (state[target] === 'open') back[arc] = true;
      else if (state[target] === 'new') {
        state[target] = 'open';
        stack.push({ node: target, at: 0 });
      }
    }
  }
  return back;
}
