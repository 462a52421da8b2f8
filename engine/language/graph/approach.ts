import type { Edge, WorkflowNode } from '../../model/workflow.ts';

/**
 * For each node a shortest way from where runs start to just before it, so that a path that begins in the middle can be
 * shown from its start. One search over the graph; a node that no run reaches has no way.
 */
export function approaches(
  nodes: ReadonlyMap<string, WorkflowNode>,
  outgoing: ReadonlyMap<string, readonly Edge[]>,
  edges: readonly Edge[],
): (id: string) => string[] {
  const targets = new Set(edges.map(({ target }) => target));
  const triggers = [...nodes.values()].filter(({ type }) => type === 'trigger').map(({ id }) => id);
  const starts = triggers.length > 0 ? triggers : [...nodes.keys()].filter((id) => !targets.has(id));
  const before = new Map<string, string | undefined>(starts.map((id) => [id, undefined]));
  // A map that grows while it is walked: every node that is added is visited too.
  for (const id of before.keys())
    for (const { target } of outgoing.get(id) ?? []) if (!before.has(target)) before.set(target, id);
  return (id) => {
    const way: string[] = [];
    for (let at = before.get(id); at !== undefined; at = before.get(at)) way.unshift(at);
    return way;
  };
}
