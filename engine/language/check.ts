/** What a check is: a look at a document that names the places where its rule does not hold, and what proves it. */

import type { Span, WorkflowDocument } from './document.ts';
import type { Plan } from './fixes/plan.ts';
import type { Code } from './rules.ts';

export interface Evidence {
  /** Ids of the nodes of a way that proves it, from its start. */
  readonly path?: readonly string[];
  /** Other places that have to do with it. */
  readonly related?: readonly { readonly message: string; readonly place: Span }[];
  /** Ways to put it right. */
  readonly plans?: readonly Plan[];
}

export interface Finding extends Span, Evidence {
  readonly code: Code;
  readonly message: string;
  readonly nodeId?: string;
}

export type Check = (document: WorkflowDocument) => Finding[];

/** A finding at a place. */
export function finding(
  code: Code,
  message: string,
  { offset, length }: Span,
  nodeId?: string,
  evidence: Evidence = {},
): Finding {
  return { code, message, offset, length, ...(nodeId === undefined ? {} : { nodeId }), ...evidence };
}

/** A way through a workflow as people read it; long ones show both ends. */
export function spell(path: readonly string[]): string {
  const shown = path.length <= 7 ? path : [...path.slice(0, 3), '…', ...path.slice(-3)];
  return shown.join(' → ');
}
