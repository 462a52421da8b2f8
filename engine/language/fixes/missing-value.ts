/** Quick fixes for a variable that one way does not set: ask whether it is there, say something else, or give it a value. */
import type { WorkflowDocument } from '../document.ts';
import { predecessors } from '../flow/reach.ts';
import type { Asked } from './late.ts';
import type { Json, Plan } from './plan.ts';
import { freeId } from './proposals.ts';
import { ending } from './ways.ts';

export function guardOrDefault(asked: Asked): Plan[] {
  const { document, target } = asked;
  const path = document.text.slice(target.offset, target.offset + target.length);
  const root = /^[^.[\]\s"]+/.exec(path)?.[0];
  if (root === undefined) return [];
  const asks = document
    .conditions()
    .find(({ string }) => string.offset <= target.offset && target.offset < string.offset + string.length);
  if (asks !== undefined) return [guard(root, asks.source, asks.string)];
  return [...sayOtherwise(asked, root), ...valueBefore(asked, path)];
}

/** A condition that first asks whether the variable is there. */
function guard(root: string, source: string, { offset, length }: { offset: number; length: number }): Plan {
  const name = /^[A-Za-z_]\w*$/.test(root) ? root : `{{${root}}}`;
  const condition = `${name} != null && ${/\|\||\?/.test(source) ? `(${source})` : source}`;
  return {
    title: `Ask first whether "${root}" is there`,
    steps: [{ do: 'replace', text: JSON.stringify(condition), place: { offset, length } }],
  };
}

/** Another message on a way that no node which sets the variable leads to. */
function sayOtherwise({ document, diagnostic: { path = [] } }: Asked, root: string): Plan[] {
  const [from = '', reader = ''] = path.slice(-2);
  const { nodes, outgoing } = document.workflow;
  if (path.length < 2 || nodes.get(reader)?.type !== 'send_message' || isSetBefore(document, root, from))
    return [];
  const edges = (outgoing.get(from) ?? []).filter((edge) => edge.target === reader);
  const id = freeId(document, `${reader}_without_${root}`);
  const onwards = (outgoing.get(reader) ?? []).filter(({ handle }) => handle === undefined);
  return [
    {
      title: `Say something else on the way from "${from}" to "${reader}"`,
      steps: [
        ...edges.map((edge) => ending(document, edge, 'target', id)),
        { do: 'add-node', id, type: 'send_message', fields: { message: NOTHING_THERE } },
        ...onwards.map(({ target, when }) => ({
          do: 'add-edge' as const,
          from: id,
          to: target,
          ...(when === undefined ? {} : { when: when.source }),
        })),
      ],
    },
  ];
}

const NOTHING_THERE = 'I could not find anything for that. Could you tell me more?';

function isSetBefore(document: WorkflowDocument, root: string, id: string): boolean {
  const graph = document.flow();
  const before = predecessors(graph);
  const setters = new Set(document.definitions().settersOf(root));
  const seen = new Set([graph.numberOf(id)]);
  // A set that grows while it is walked: every node that is added is visited too.
  for (const node of seen) {
    if (setters.has(node)) return true;
    for (const previous of before[node] ?? []) seen.add(previous);
  }
  return false;
}

/** A value from the start on, in the shape that is read here. */
function valueBefore({ document, diagnostic: { path = [] } }: Asked, read: string): Plan[] {
  const [start = ''] = path;
  const node = document.workflow.nodes.get(start);
  const [root = '', ...members] = read.split('.');
  if (node === undefined || !/^\w+(\.\w+)*$/.test(read)) return [];
  const value = members.reduceRight<Json>((inner, name) => ({ [name]: inner }), '(not known)');
  const id = freeId(document, `begin_${root}`);
  const edges = (document.workflow.outgoing.get(start) ?? []).filter(
    ({ handle, when }) => handle === undefined && when === undefined,
  );
  const isTrigger = node.type === 'trigger';
  if (isTrigger && edges.length === 0) return [];
  return [
    {
      title: `Let "${root}" have a value from "${start}" on`,
      steps: [
        ...(isTrigger ? edges.map((edge) => ending(document, edge, 'source', id)) : []),
        { do: 'add-node', id, type: 'data_transform', fields: { set: { [root]: value } } },
        isTrigger ? { do: 'add-edge', from: start, to: id } : { do: 'add-edge', from: id, to: start },
      ],
    },
  ];
}
