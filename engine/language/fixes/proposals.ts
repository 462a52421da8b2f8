/** Plans that several checks propose: a message where there is none, a gate or a person before something. */

import type { WorkflowDocument } from '../document.ts';
import { isHandoff } from '../handoffs.ts';
import type { Plan } from './plan.ts';

/** A message node after a handle, so that the user hears how it ended. */
export function messageAfter(document: WorkflowDocument, from: string, handle: string): Plan {
  const id = freeId(document, `msg_${from}${handle === '' ? '' : `_${handle}`}`);
  const after = handle === '' ? `"${from}"` : `"${handle}"`;
  return {
    title: `Send a message after ${after}`,
    steps: [
      { do: 'add-node', id, type: 'send_message', fields: { message: TEXTS.get(handle) ?? TEXT } },
      { do: 'add-edge', from, to: id, ...(handle === '' ? {} : { handle }) },
    ],
  };
}

/** An identity check before a node. */
export function gateBefore(document: WorkflowDocument, node: string): Plan {
  const id = freeId(document, 'verify');
  const told = freeId(document, 'msg_not_verified');
  return {
    title: `Verify who is asking before "${node}"`,
    steps: [
      { do: 'lead-to', from: node, to: id },
      {
        do: 'add-node',
        id,
        type: 'auth_gate',
        fields: { contact_type: 'email', outputVariable: 'verified_email' },
      },
      { do: 'add-node', id: told, type: 'send_message', fields: { message: TEXTS.get('failed') ?? TEXT } },
      { do: 'add-edge', from: id, to: node, handle: 'verified' },
      { do: 'add-edge', from: id, to: told, handle: 'failed' },
    ],
  };
}

/** A person before a node. */
export function personBefore(document: WorkflowDocument, node: string): Plan {
  const id = freeId(document, `review_${node}`);
  const told = freeId(document, `msg_${node}_rejected`);
  const what = document.workflow.nodes.get(node);
  const label =
    what !== undefined && what.type !== 'unknown' && !isHandoff(what) ? (what.fields.label ?? node) : node;
  return {
    title: `Ask a person before "${node}"`,
    steps: [
      { do: 'lead-to', from: node, to: id },
      {
        do: 'add-node',
        id,
        type: 'human',
        fields: { prompt: `May this be done: ${label}, for {{user_name}}?` },
      },
      { do: 'add-node', id: told, type: 'send_message', fields: { message: TEXTS.get('rejected') ?? TEXT } },
      { do: 'add-edge', from: id, to: node, handle: 'approved' },
      { do: 'add-edge', from: id, to: told, handle: 'rejected' },
    ],
  };
}

/** An id that no node has yet. */
export function freeId({ workflow }: WorkflowDocument, wanted: string): string {
  const base = wanted.slice(0, 190);
  if (!workflow.nodes.has(base)) return base;
  for (let count = 2; ; count++) if (!workflow.nodes.has(`${base}_${count}`)) return `${base}_${count}`;
}

const TEXT = 'That is done. Write again if you need anything else.';

const TEXTS: ReadonlyMap<string, string> = new Map([
  ['approved', 'Good news: your request was approved.'],
  [
    'rejected',
    'Your request was looked at and could not be approved. Write to help@example.com if you see it differently.',
  ],
  ['timeout', 'Nobody could look at your request in time. Please write to help@example.com.'],
  ['failed', 'That could not be confirmed, so nothing was done. Write again to start over.'],
  ['error', 'Something went wrong and nothing was done. Please write to help@example.com.'],
  ['returned', 'I am back. Is there anything else I can do for you?'],
]);
