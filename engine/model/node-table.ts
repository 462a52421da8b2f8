/**
 * What the engine knows of each node type beside its fields' schema: one row a type, and the compiler asks for it.
 * Nothing here acts; `core/nodes` does.
 */

import { FIELD_FACTS } from '../../schemas/generated/field-facts.ts';
import { handoffHandles } from './handoff-options.ts';
import type { NodeFields, NodeType, WorkflowNode } from './workflow.ts';

/** What running a node may do to the world outside the run. */
export type SideEffect = 'none' | 'says' | 'mails' | 'calls' | 'asks';

export interface NodeKind<Fields> {
  /** Handles it can end with, beside the plain end; `error` and `timeout` where they are its own. */
  handles(fields: Fields): string[];
  /** Variables of the run that it sets. */
  outputs(fields: Fields): string[];
  /** Fields whose strings are templates, also deep inside. */
  readonly templated: readonly (keyof Fields & string)[];
  /** Fields that are conditions. */
  readonly conditions: readonly (keyof Fields & string)[];
  /** Fields that are lengths of time. */
  readonly durations: readonly (keyof Fields & string)[];
  readonly sideEffect: SideEffect;
}

export const TRIGGER_VARIABLES = ['message', 'user_id', 'user_name', 'channel_id', 'platform'] as const;

/** Variables that belong to a branch, whichever node it passed. */
export const BRANCH_VARIABLES = ['response', 'error', 'original_input', 'operator_note'] as const;

export const NODE_KINDS = {
  trigger: {
    handles: () => [],
    outputs: ({ inputs }) => [...TRIGGER_VARIABLES, ...inputNames(inputs)],
    ...FIELD_FACTS.trigger,
    sideEffect: 'none',
  },
  auth_gate: {
    handles: () => ['verified', 'failed'],
    outputs: ({ outputVariable }) => named(outputVariable),
    ...FIELD_FACTS.auth_gate,
    sideEffect: 'mails',
  },
  mcp_tool: {
    handles: () => ['error'],
    outputs: ({ outputVariable }) => named(outputVariable),
    ...FIELD_FACTS.mcp_tool,
    sideEffect: 'calls',
  },
  logic: {
    handles: () => ['true', 'false', 'error'],
    outputs: () => [],
    ...FIELD_FACTS.logic,
    sideEffect: 'none',
  },
  send_message: {
    handles: () => [],
    outputs: () => [],
    ...FIELD_FACTS.send_message,
    sideEffect: 'says',
  },
  action: {
    handles: handoffHandles,
    outputs: ({ outputVariable }) => named(outputVariable),
    ...FIELD_FACTS.action,
    sideEffect: 'asks',
  },
  human: {
    handles: handoffHandles,
    outputs: ({ outputVariable }) => named(outputVariable),
    ...FIELD_FACTS.human,
    sideEffect: 'asks',
  },
} as const satisfies { [T in NodeType]: NodeKind<NodeFields[T]> };

/** Whether a declared type has a row. */
export function isNodeType(type: string): type is NodeType {
  return Object.hasOwn(NODE_KINDS, type);
}

/** Handles a node can end with; none for a node of an unknown type. */
export function handlesOf(node: WorkflowNode): string[] {
  return node.type === 'unknown' ? [] : rowOf(node.type).handles(node.fields);
}

/** Variables of the run that a node sets. */
export function outputsOf(node: WorkflowNode): string[] {
  return node.type === 'unknown' ? [] : rowOf(node.type).outputs(node.fields);
}

/** Names under which an edge reads a node's own result (CONTRACT "Edges"). */
export function ownResultOf(node: WorkflowNode): string[] {
  return ['response', 'error', ...(node.type === 'trigger' ? [] : outputsOf(node))];
}

/** The row of a type, for code that treats all types alike. */
export function rowOf(type: NodeType): NodeKind<unknown> {
  return NODE_KINDS[type] as NodeKind<unknown>;
}

function named(variable: string | undefined): string[] {
  return variable === undefined ? [] : [variable];
}

/** Names that a trigger declares: a list of them, or the properties of a JSON Schema. */
function inputNames(inputs: NodeFields['trigger']['inputs']): string[] {
  if (inputs === undefined) return [];
  if (Array.isArray(inputs)) return inputs;
  const { properties } = inputs;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
