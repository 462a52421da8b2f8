import { rowOf } from '../../model/node-table.ts';
import { hasDirectory, membersOf } from '../../model/people.ts';
import { type Check, type Finding, finding, spell } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { edgesOf, type FlowGraph } from '../flow/graph.ts';
import { type HandoffNode, isConsent, isHandoff } from '../handoffs.ts';
import { notProved, SPLIT_IT } from '../proofs.ts';

/** The second person who looks is another person than the first. */
export const samePersonTwice: Check = (document) => {
  let cut = 0;
  const found = document.handoffs.flatMap((node) => {
    const chain = inChain(document, node);
    if (chain === 'cut') cut++;
    return [...inLadder(document, node), ...(chain === 'cut' ? [] : chain)];
  });
  if (cut === 0) return found;
  const from = cut === 1 ? 'one handoff' : `${cut} handoffs`;
  const why = `the ways from ${from} to the next are longer or more than are looked at`;
  return [...found, notProved(document, 'same-person-twice', why, SPLIT_IT)];
};

/** An escalation to somebody who had it already. */
function inLadder(document: WorkflowDocument, node: HandoffNode): Finding[] {
  const { assignee, levels = [], escalation } = node.fields;
  const to = typeof escalation === 'object' ? escalation.to : undefined;
  const rungs = [
    ...(typeof assignee === 'string' ? [{ who: assignee, path: ['assignee'] }] : []),
    ...levels.map((level, index) => ({ who: level.to, path: ['levels', index, 'to'] })),
    ...(to === undefined ? [] : [{ who: to, path: ['escalation', 'to'] }]),
  ];
  const seen = new Set<string>();
  return rungs.flatMap(({ who, path }) => {
    const [only] = onePerson(document, who);
    if (only === undefined || !seen.has(only)) {
      if (only !== undefined) seen.add(only);
      return [];
    }
    const message = `${who} had this already and did not answer; escalate to somebody else.`;
    return [
      finding('same-person-twice', message, document.field(node, path) ?? document.idOf(node), node.id),
    ];
  });
}

/** A second approval by the one who gave the first; `cut` where none was found before it took too long. */
function inChain(document: WorkflowDocument, node: HandoffNode): Finding[] | 'cut' {
  const [person] = typeof node.fields.assignee === 'string' ? onePerson(document, node.fields.assignee) : [];
  if (person === undefined) return [];
  const { next, isCut } = nextHandoffs(document.flow(), node);
  const found = next.find(({ handoff }) => {
    const { assignee } = handoff.fields;
    return typeof assignee === 'string' && onePerson(document, assignee)[0] === person;
  });
  if (found === undefined) return isCut ? 'cut' : [];
  const message = `The second approval asks ${person} again: ${spell(found.path)}; ask somebody else.`;
  const place = document.field(found.handoff, ['assignee']) ?? document.idOf(found.handoff);
  return [finding('same-person-twice', message, place, found.handoff.id, { path: found.path })];
}

interface Next {
  readonly handoff: HandoffNode;
  readonly path: string[];
}

const FARTHEST = 12;
const MOST_SEEN = 200;

/** Handoffs that come after a yes, with nothing between that acts. */
function nextHandoffs(graph: FlowGraph, start: HandoffNode): { next: Next[]; isCut: boolean } {
  const found: Next[] = [];
  const seen = new Set([start.id]);
  const queue: string[][] = [[start.id]];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (path.length > FARTHEST || seen.size >= MOST_SEEN) return { next: found, isCut: true };
    const index = graph.numberOf(path.at(-1) ?? '');
    const outcomes = graph.outcomes[index] ?? [];
    const leaving = path.length === 1 ? outcomes.filter(({ handle }) => isConsent(handle)) : outcomes;
    for (const { target } of leaving.flatMap(edgesOf)) {
      const node = graph.nodes[graph.numberOf(target)];
      if (node === undefined || seen.has(target)) continue;
      seen.add(target);
      if (isHandoff(node)) found.push({ handoff: node, path: [...path, target] });
      else if (node.type !== 'unknown' && QUIET.has(rowOf(node.type).sideEffect))
        queue.push([...path, target]);
    }
  }
  return { next: found, isCut: false };
}

const QUIET: ReadonlySet<string> = new Set(['none', 'says']);

/** The only person behind an assignee, as `user:NAME`. */
function onePerson({ config }: WorkflowDocument, who: string): string[] {
  if (who.startsWith('user:')) return [who];
  if (config === undefined || !hasDirectory(config)) return [];
  const members = membersOf(config, who);
  return members.length === 1 ? members : [];
}
