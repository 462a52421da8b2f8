/**
 * Whether a run may go on with the definition its bot has today (F26): a verdict from what both definitions say about where
 * the run stands and what lies ahead of it. Changes nothing.
 */
import { closest } from '../../model/closest.ts';
import type { Workflow } from '../../model/workflow.ts';
import type { Branch, Run, State } from '../state.ts';
import { ahead, type Comparison, compare, isSame, isSameNode } from './compare.ts';

export type Verdict = 'same' | 'safe' | 'needs-mapping' | 'ask-again';

export interface Changes {
  verdict: Verdict;
  /** Why, one sentence each. */
  why: string[];
  nodes: Comparison;
  /** Nodes where the run stands that the other definition does not have, with the nearest name. */
  mapping: { node: string; suggestion: string | null }[];
}

/** `names` says what a node is called in the other definition, where its name differs. */
export function changesOf(
  state: State,
  run: Run,
  before: Workflow,
  after: Workflow,
  names: Readonly<Record<string, string>> = {},
): Changes {
  const nodes = compare(before, after);
  const branches = Object.values(run.branches);
  const stands = [...new Set(branches.map(({ node }) => node))];
  const mapping = stands
    .filter((node) => !after.nodes.has(nameIn(names, node)))
    .map((node) => ({ node, suggestion: closest(node, nodes.added) ?? null }));
  const about = { nodes, mapping };
  if (mapping.length > 0)
    return {
      verdict: 'needs-mapping',
      why: mapping.map(({ node }) => `The run stands at "${node}", which is gone or has another name.`),
      ...about,
    };
  const agreed = branches.flatMap((branch) => broken(state, branch, before, after, names));
  if (agreed.length > 0) return { verdict: 'ask-again', why: [...new Set(agreed)], ...about };
  const free = branches.flatMap(({ node }) => {
    const differs = differenceAhead(before, node, after, nameIn(names, node));
    return differs === undefined ? [] : [`${differs}; nobody has agreed to what follows "${node}" yet.`];
  });
  const why = free.length > 0 ? free : ['Nothing differs where the run stands or ahead of it.'];
  return { verdict: 'safe', why: [...new Set(why)], ...about };
}

export function nameIn(names: Readonly<Record<string, string>>, node: string): string {
  return Object.hasOwn(names, node) ? (names[node] ?? node) : node;
}

/** What a person was asked, or agreed to, that would not be so any more. */
function broken(
  state: State,
  { node, wait, decisions }: Branch,
  before: Workflow,
  after: Workflow,
  names: Readonly<Record<string, string>>,
): string[] {
  const asked = wait?.kind === 'handoff' ? state.handoffs.get(wait.handoff) : undefined;
  const here = nameIn(names, node);
  const differs = differenceAhead(before, node, after, here);
  const why: string[] = [];
  if (asked && (here !== node || !isSameNode(before, after, node)))
    why.push(`${asked.ticket} asks something else at "${here}" now.`);
  if (differs !== undefined) {
    if (asked) why.push(`What follows ${asked.ticket} differs from what was shown: ${differs}.`);
    else if (decisions.length > 0) why.push(`What a person agreed to has changed: ${differs}.`);
  }
  return why;
}

/** The first thing that differs among what can follow, in words. */
function differenceAhead(before: Workflow, node: string, after: Workflow, here: string): string | undefined {
  const [past, future] = [ahead(before, node), ahead(after, here)];
  const gone = [...past].find((id) => !future.has(id));
  if (gone !== undefined) return `"${gone}" does not follow any more`;
  const added = [...future].find((id) => !past.has(id));
  if (added !== undefined) return `"${added}" is new`;
  const changed = [...past].find((id) => !isSame(before, after, id));
  if (changed !== undefined) return `"${changed}" is not the same`;
  return here === node && !isSame(before, after, node) && isSameNode(before, after, node)
    ? `"${node}" leads elsewhere`
    : undefined;
}
