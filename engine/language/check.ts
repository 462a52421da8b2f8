/** What a check is: a look at a document that names the places where its rule does not hold. */

import type { Span, WorkflowDocument } from './document.ts';
import type { Code } from './rules.ts';

export interface Finding extends Span {
  readonly code: Code;
  readonly message: string;
  readonly nodeId?: string;
}

export type Check = (document: WorkflowDocument) => Finding[];

/** A finding at a place. */
export function finding(code: Code, message: string, { offset, length }: Span, nodeId?: string): Finding {
  return { code, message, offset, length, ...(nodeId === undefined ? {} : { nodeId }) };
}
