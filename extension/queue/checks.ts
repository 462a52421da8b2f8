/** Which rows are checked for one decision. */
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { mayBeChecked, type Viewer } from './groups.ts';
import { type Node, nodeId } from './nodes.ts';

export type Checks = Map<string, Node & { kind: 'handoff' }>;

export function isChecked(checks: Checks, node: Node): boolean {
  return checks.has(nodeId(node));
}

/** Takes over what was clicked. */
export function check(checks: Checks, node: Node, on: boolean): void {
  if (node.kind !== 'handoff') return;
  if (on) checks.set(nodeId(node), node);
  else checks.delete(nodeId(node));
}

/** What is decided, gone or no longer of low risk is not checked any more. */
export function keepPossible(
  checks: Checks,
  of: (node: Node & { kind: 'handoff' }) => { item: HandoffItem | undefined; viewer: Viewer },
): void {
  for (const [key, node] of checks) {
    const { item, viewer } = of(node);
    if (!item || !mayBeChecked(item, viewer)) checks.delete(key);
  }
}
