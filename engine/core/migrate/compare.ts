/** What two definitions of one workflow have in common, node by node, and what lies ahead of a place in either. */
import type { Edge, Workflow, WorkflowNode } from '../../model/workflow.ts';

export interface Comparison {
  added: string[];
  removed: string[];
  /** Other fields, another type, or other ways out. */
  changed: string[];
}

export function compare(before: Workflow, after: Workflow): Comparison {
  const ids = [...before.nodes.keys()];
  return {
    added: [...after.nodes.keys()].filter((id) => !before.nodes.has(id)),
    removed: ids.filter((id) => !after.nodes.has(id)),
    changed: ids.filter((id) => after.nodes.has(id) && !isSame(before, after, id)),
  };
}

/** Whether a node has the same type, fields and ways out in both. */
export function isSame(before: Workflow, after: Workflow, id: string): boolean {
  return isSameNode(before, after, id) && canonical(waysOf(before, id)) === canonical(waysOf(after, id));
}

/** Whether a node itself is the same, wherever it leads. */
export function isSameNode(before: Workflow, after: Workflow, id: string): boolean {
  const [one, other] = [before.nodes.get(id), after.nodes.get(id)];
  return (
    one !== undefined && other !== undefined && canonical(meaningOf(one)) === canonical(meaningOf(other))
  );
}

/** Every node that can be reached from one, without itself unless a circle leads back. */
export function ahead(workflow: Workflow, from: string): Set<string> {
  const found = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { target } of workflow.outgoing.get(id) ?? []) {
      if (found.has(target)) continue;
      found.add(target);
      open.push(target);
    }
  return found;
}

function meaningOf(node: WorkflowNode): unknown {
  const { label: _, ...fields } = node.fields as Record<string, unknown>;
  return [node.type === 'unknown' ? node.declaredType : node.type, fields];
}

/** In file order, which decides between conditions. */
function waysOf(workflow: Workflow, id: string): unknown[] {
  return (workflow.outgoing.get(id) ?? []).map(({ handle, target, when }: Edge) => [
    handle ?? null,
    target,
    when?.source ?? null,
  ]);
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
