/** A workflow as both file shapes mean it: what core, checks and graph read. */
import type { NodeFields, NodeType } from '../../schemas/workflow/node-fields.ts';
import type { Expression } from './condition.ts';

export type { NodeFields, NodeType };

export interface Edge {
  /** Position in the file's `edges`, which orders edges. */
  readonly index: number;
  readonly id?: string;
  readonly source: string;
  readonly target: string;
  /** `sourceHandle`, or `error` for `type: "on_failure"`. */
  readonly handle?: string;
  readonly when?: Expression;
}

export type KnownNode = {
  [T in NodeType]: { readonly id: string; readonly type: T; readonly fields: Readonly<NodeFields[T]> };
}[NodeType];

/** A node of a type without a row; a run that reaches one goes to a person. */
export interface UnknownNode {
  readonly id: string;
  readonly type: 'unknown';
  readonly declaredType: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type WorkflowNode = KnownNode | UnknownNode;

export interface Workflow {
  readonly name?: string;
  readonly bot?: string;
  readonly ignore: readonly string[];
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  readonly edges: readonly Edge[];
  /** Edges by source node, in file order. */
  readonly outgoing: ReadonlyMap<string, readonly Edge[]>;
}
