/** Proofs that were cut short because they would take too long: that is said, so that silence never looks like a proof. */
import { propertyOf } from '../model/json-text.ts';
import { type Finding, finding } from './check.ts';
import type { WorkflowDocument } from './document.ts';
import type { Plan } from './fixes/plan.ts';
import type { Code } from './rules.ts';

interface About {
  /** The node that it is about; else it is about the file. */
  readonly node?: string;
  readonly plans?: readonly Plan[];
}

/** Says that nobody knows whether a rule holds, why, and what would help. */
export function notProved(
  document: WorkflowDocument,
  rule: Code,
  why: string,
  help: string,
  { node, plans = [] }: About = {},
): Finding {
  const place = node === undefined ? propertyOf(document.tree, 'nodes')?.key : document.placeOf(node);
  const message = `Whether "${rule}" holds here is not known: ${why}; ${help}`;
  return finding('not-proved', message, place ?? document.tree, node, { plans });
}

export const SPLIT_IT = 'split the file into smaller workflows.';
