/**
 * What the engine knows of each node type beside its fields' schema: one row a type, and the compiler asks for it.
 * Nothing here acts; `core/nodes` does. Core, checks, completion and graph all read these rows.
 */

import { FIELD_FACTS } from '../../schemas/generated/field-facts.ts';
import { handoffHandles } from './handoff-options.ts';
import {
  handoffOutputs,
  modelOutputs,
  named,
  type Output,
  transformOutputs,
  triggerOutputs,
} from './node-outputs.ts';
import { NUMBER, objectOf, TEXT } from './value-type.ts';
import type { NodeFields, NodeType, WorkflowNode } from './workflow.ts';

export { TRIGGER_VARIABLES } from './node-outputs.ts';

/** What running a node may do to the world outside the run. */
export type SideEffect = 'none' | 'says' | 'mails' | 'calls' | 'asks' | 'thinks' | 'delegates';

export interface NodeKind<Fields> {
  /** Handles it can end with, beside the plain end; `error` and `timeout` where they are its own. */
  handles(fields: Fields): string[];
  /** Whether it can also end without a handle. */
  readonly endsPlainly: boolean;
  /** Variables of the run that it sets when it did not fail. */
  outputs(fields: Fields): Output[];
  /** Whether the user hears something of this node itself, holding messages aside. */
  speaks(fields: Fields): boolean;
  /** Whether the run can stand still here. */
  readonly waits: boolean;
  /** Fields whose strings are templates, also deep inside. */
  readonly templated: readonly (keyof Fields & string)[];
  /** Fields that are conditions. */
  readonly conditions: readonly (keyof Fields & string)[];
  /** Fields that are lengths of time. */
  readonly durations: readonly (keyof Fields & string)[];
  readonly sideEffect: SideEffect;
}

/** Variables that belong to a branch, whichever node it passed. */
export const BRANCH_VARIABLES = ['response', 'error', 'original_input', 'operator_note'] as const;

const nothing = (): [] => [];
const silent = (): boolean => false;

export const NODE_KINDS = {
  trigger: {
    handles: nothing,
    endsPlainly: true,
    outputs: triggerOutputs,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.trigger,
    sideEffect: 'none',
  },
  auth_gate: {
    handles: () => ['verified', 'failed'],
    endsPlainly: false,
    outputs: ({ outputVariable }) => named(outputVariable, TEXT),
    speaks: silent,
    waits: true,
    ...FIELD_FACTS.auth_gate,
    sideEffect: 'mails',
  },
  mcp_tool: {
    handles: () => ['error'],
    endsPlainly: true,
    outputs: ({ outputVariable }) => named(outputVariable),
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.mcp_tool,
    sideEffect: 'calls',
  },
  logic: {
    handles: () => ['true', 'false', 'error'],
    endsPlainly: false,
    outputs: nothing,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.logic,
    sideEffect: 'none',
  },
  send_message: {
    handles: nothing,
    endsPlainly: true,
    outputs: nothing,
    speaks: () => true,
    waits: false,
    ...FIELD_FACTS.send_message,
    sideEffect: 'says',
  },
  action: {
    handles: handoffHandles,
    endsPlainly: false,
    outputs: handoffOutputs,
    speaks: ({ takeover }) => takeover === true,
    waits: true,
    ...FIELD_FACTS.action,
    sideEffect: 'asks',
  },
  human: {
    handles: handoffHandles,
    endsPlainly: false,
    outputs: handoffOutputs,
    speaks: ({ takeover }) => takeover === true,
    waits: true,
    ...FIELD_FACTS.human,
    sideEffect: 'asks',
  },
  llm: {
    handles: () => ['error'],
    endsPlainly: true,
    outputs: modelOutputs,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.llm,
    sideEffect: 'thinks',
  },
  llm_call: {
    handles: () => ['error'],
    endsPlainly: true,
    outputs: modelOutputs,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.llm_call,
    sideEffect: 'thinks',
  },
  agent_loop: {
    handles: () => ['failed', 'error'],
    endsPlainly: true,
    outputs: ({ outputVariable }) => named(outputVariable),
    speaks: () => true,
    waits: true,
    ...FIELD_FACTS.agent_loop,
    sideEffect: 'calls',
  },
  delegate_to_bot: {
    handles: () => ['rejected', 'timeout', 'error'],
    endsPlainly: true,
    outputs: ({ outputVariable }) => named(outputVariable),
    speaks: () => true,
    waits: true,
    ...FIELD_FACTS.delegate_to_bot,
    sideEffect: 'delegates',
  },
  router: {
    handles: ({ routes = [] }) => [...new Set([...routes.map(({ name }) => name), 'default', 'error'])],
    endsPlainly: false,
    outputs: ({ outputVariable }) => named(outputVariable, TEXT),
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.router,
    sideEffect: 'thinks',
  },
  confidence_router: {
    handles: ({ lowThreshold }) => [
      'high',
      ...(lowThreshold === undefined ? [] : ['medium']),
      'low',
      'error',
    ],
    endsPlainly: false,
    outputs: nothing,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.confidence_router,
    sideEffect: 'none',
  },
  guardrail: {
    handles: () => ['passed', 'blocked', 'error'],
    endsPlainly: false,
    outputs: ({ outputVariable }) => named(outputVariable, objectOf({ rule: TEXT, found: TEXT })),
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.guardrail,
    sideEffect: 'thinks',
  },
  parallel: {
    handles: ({ join }) => (join === undefined ? [] : ['error']),
    endsPlainly: true,
    outputs: nothing,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.parallel,
    sideEffect: 'none',
  },
  loop: {
    handles: () => ['each', 'done', 'error'],
    endsPlainly: false,
    outputs: ({ itemVariable, indexVariable }) => [...named(itemVariable), ...named(indexVariable, NUMBER)],
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.loop,
    sideEffect: 'none',
  },
  wait_delay: {
    handles: ({ until }) => (until === undefined ? [] : ['error']),
    endsPlainly: true,
    outputs: nothing,
    speaks: silent,
    waits: true,
    ...FIELD_FACTS.wait_delay,
    sideEffect: 'none',
  },
  wait_for_reply: {
    handles: ({ timeout }) => (timeout === undefined ? [] : ['timeout']),
    endsPlainly: true,
    outputs: ({ outputVariable }) => named(outputVariable, TEXT),
    speaks: ({ message }) => message !== undefined && message !== '',
    waits: true,
    ...FIELD_FACTS.wait_for_reply,
    sideEffect: 'says',
  },
  sub_workflow: {
    handles: () => ['rejected', 'timeout', 'error'],
    endsPlainly: true,
    outputs: ({ outputVariable }) => named(outputVariable, objectOf({})),
    // What the other file says is not known here; in doubt it says something.
    speaks: () => true,
    waits: true,
    ...FIELD_FACTS.sub_workflow,
    sideEffect: 'delegates',
  },
  data_transform: {
    handles: () => ['error'],
    endsPlainly: true,
    outputs: transformOutputs,
    speaks: silent,
    waits: false,
    ...FIELD_FACTS.data_transform,
    sideEffect: 'none',
  },
  error_handler: {
    handles: ({ retries }) => (retries === undefined || retries === 0 ? [] : ['retry']),
    endsPlainly: true,
    outputs: ({ outputVariable }) =>
      named(outputVariable, objectOf({ message: TEXT, type: TEXT, node: TEXT })),
    speaks: ({ message }) => message !== undefined && message !== '',
    waits: true,
    ...FIELD_FACTS.error_handler,
    sideEffect: 'none',
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
  return typedOutputsOf(node).map(({ name }) => name);
}

/** The same with their types. */
export function typedOutputsOf(node: WorkflowNode): Output[] {
  return node.type === 'unknown' ? [] : rowOf(node.type).outputs(node.fields);
}

/** Tools that a node may call, as server__tool. */
export function toolsOf(node: WorkflowNode): readonly string[] {
  if (node.type === 'mcp_tool') return [node.fields.toolName];
  return node.type === 'agent_loop' ? (node.fields.tools ?? []) : [];
}

/** Names under which an edge reads a node's own result (CONTRACT "Edges"). */
export function ownResultOf(node: WorkflowNode): string[] {
  return ['response', 'error', ...(node.type === 'trigger' ? [] : outputsOf(node))];
}

/** Whether a node that leaves by this handle has set its outputs. */
export function setsOutputs(node: WorkflowNode, handle: string): boolean {
  if (node.type === 'loop') return handle === 'each';
  const decides = node.type === 'action' || node.type === 'human';
  return decides ? handle !== 'error' : !['failed', 'rejected', 'timeout', 'error'].includes(handle);
}

/** The row of a type, for code that treats all types alike. */
export function rowOf(type: NodeType): NodeKind<unknown> {
  return NODE_KINDS[type] as NodeKind<unknown>;
}
