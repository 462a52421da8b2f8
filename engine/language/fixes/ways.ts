/** Quick fixes that lay ways: out of a circle, to a person by a rule, and to a message after a takeover. */
import { propertyOf } from '../../model/json-text.ts';
import { typedOutputsOf } from '../../model/node-table.ts';
import type { Edge } from '../../model/workflow.ts';
import type { Range } from '../diagnostic.ts';
import type { WorkflowDocument } from '../document.ts';
import { Lines } from '../lines.ts';
import { isModel } from '../tools.ts';
import type { Asked } from './late.ts';
import type { Plan, Step } from './plan.ts';
import { freeId } from './proposals.ts';

/** A person who is asked before the next round, or a while between two rounds. */
export function wayOut({ document, diagnostic: { path = [] } }: Asked): Plan[] {
  const [start = ''] = path;
  const back = edgesBetween(document, path.at(-2) ?? '', start);
  if (back.length === 0) return [];
  const person = freeId(document, `again_${start}`);
  const told = freeId(document, `msg_${start}_stopped`);
  const pause = freeId(document, `wait_${start}`);
  return [
    {
      title: `Ask a person before it goes round to "${start}" again`,
      steps: [
        ...back.map((edge) => ending(document, edge, 'target', person)),
        {
          do: 'add-node',
          id: person,
          type: 'human',
          fields: { prompt: `May "${start}" be done once more, for {{user_name}}?` },
        },
        { do: 'add-node', id: told, type: 'send_message', fields: { message: STOPPED } },
        { do: 'add-edge', from: person, to: start, handle: 'approved' },
        { do: 'add-edge', from: person, to: told, handle: 'rejected' },
      ],
    },
    {
      title: `Wait an hour before it goes round to "${start}" again`,
      steps: [
        ...back.map((edge) => ending(document, edge, 'target', pause)),
        { do: 'add-node', id: pause, type: 'wait_delay', fields: { duration: '1h' } },
        { do: 'add-edge', from: pause, to: start },
      ],
    },
  ];
}

const STOPPED = 'I stopped here. Write again if you need anything else.';

/** A threshold beside the model's own choice, or the user's own wish before it. */
export function ruleBeside({ document, diagnostic: { nodeId = '' } }: Asked): Plan[] {
  const first = document.workflow.edges.find(({ target }) => target === nodeId);
  if (first === undefined) return [];
  return [...threshold(document, first), ...wish(document, first)];
}

const SURENESS = /^(confidence|certainty|score|probability)$/;

function threshold({ workflow }: WorkflowDocument, { source, target, handle, when }: Edge): Plan[] {
  const model = workflow.nodes.get(source);
  if (model === undefined || model.type === 'unknown' || !isModel(model)) return [];
  if (when === undefined || handle !== undefined) return [];
  const sure = typedOutputsOf(model).find(({ name, type }) => SURENESS.test(name) && type.kind === 'number');
  if (sure === undefined) return [];
  const rule = `${sure.name} < 0.7`;
  return [
    {
      title: `Ask "${target}" too where ${rule}`,
      steps: [{ do: 'add-edge', from: source, to: target, when: rule }],
    },
  ];
}

/** Conditions look no words up in a text, so the wish is a message of one of these. */
const WISHES = 'message in ["human", "person", "agent", "help"]';

function wish(document: WorkflowDocument, { source, target }: Edge): Plan[] {
  if (!document.isConversation || !document.workflow.edges.some((edge) => edge.target === source)) return [];
  const id = freeId(document, `wish_${target}`);
  return [
    {
      title: `Ask "${target}" too where the user writes "human" or "help"`,
      steps: [
        { do: 'lead-to', from: source, to: id },
        { do: 'add-node', id, type: 'logic', fields: { condition: WISHES } },
        { do: 'add-edge', from: id, to: target, handle: 'true' },
        { do: 'add-edge', from: id, to: source, handle: 'false' },
      ],
    },
  ];
}

/** What would be said beside a takeover is said when the conversation is handed back. */
export function afterReturn({ document, diagnostic: { path = [], related = [] } }: Asked): Plan[] {
  const [fork = '', spoken = ''] = path;
  const owner = idAt(document, related.at(-1)?.range);
  const edges = edgesBetween(document, fork, spoken).filter((edge) => edge.handle !== 'error');
  if (owner === undefined || edges.length === 0) return [];
  return [
    {
      title: `Go to "${spoken}" when "${owner}" hands the conversation back`,
      steps: edges.flatMap((edge) => [
        ending(document, edge, 'source', owner),
        { do: 'set-edge' as const, edge: edge.index, key: 'sourceHandle', value: 'returned' },
      ]),
    },
  ];
}

function idAt(document: WorkflowDocument, range: Range | undefined): string | undefined {
  if (range === undefined) return undefined;
  const lines = new Lines(document.text);
  const source = document.text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
  return [...document.workflow.nodes.keys()].find((id) => JSON.stringify(id) === source);
}

function edgesBetween({ workflow }: WorkflowDocument, from: string, to: string): Edge[] {
  return (workflow.outgoing.get(from) ?? []).filter(({ target }) => target === to);
}

/** Lets one end of an edge be another node, in the words that the edge is written in. */
export function ending(
  document: WorkflowDocument,
  { index }: Edge,
  end: 'source' | 'target',
  value: string,
): Step {
  const item = propertyOf(document.tree, 'edges')?.value.children?.[index];
  const flat = end === 'source' ? 'from' : 'to';
  return { do: 'set-edge', edge: index, key: propertyOf(item, end) === undefined ? flat : end, value };
}
