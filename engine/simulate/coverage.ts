import type { Event } from '../../schemas/journal/event.ts';
import type { Workflow } from '../model/workflow.ts';

/** How often each node was entered and each edge taken; what was never taken counts 0. */
export interface Coverage {
  nodes: Record<string, number>;
  /** By `source>target:handle`. */
  edges: Record<string, number>;
}

/** Of the runs of this workflow: what it runs inside it has files of its own. */
export function coverageOf(events: readonly Event[], workflow: Workflow, hash: string): Coverage {
  const names = workflow.edges.map((edge) => `${edge.source}>${edge.target}:${edge.handle ?? ''}`);
  const nodes = new Map([...workflow.nodes.keys()].map((id) => [id, 0]));
  const edges = new Map(names.map((name) => [name, 0]));
  const runs = new Set<string>();
  for (const event of events) {
    if (event.type === 'run-started' && event.workflow === hash) runs.add(event.run);
    if (!('run' in event) || event.run === undefined || !runs.has(event.run)) continue;
    if (event.type === 'node-entered') nodes.set(event.node, (nodes.get(event.node) ?? 0) + 1);
    if (event.type !== 'node-ended') continue;
    for (const { edge } of event.edges) {
      const name = edge === undefined ? undefined : names[edge];
      if (name !== undefined) edges.set(name, (edges.get(name) ?? 0) + 1);
    }
  }
  return { nodes: Object.fromEntries(nodes), edges: Object.fromEntries(edges) };
}

/** Adds one scenario's counts to another's. */
export function sum(a: Coverage, b: Coverage): Coverage {
  return { nodes: added(a.nodes, b.nodes), edges: added(a.edges, b.edges) };
}

function added(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const total = new Map(Object.entries(a));
  for (const [key, count] of Object.entries(b)) total.set(key, (total.get(key) ?? 0) + count);
  return Object.fromEntries(total);
}
