/** What each node type does when a branch enters it, when its reply comes, when its clock fires. One row a node type. */
import type { Place } from '../../schemas/journal/event.ts';
import { isNotRunYet, type NotRunYet } from '../model/node-table.ts';
import type { KnownNode, NodeType, WorkflowNode } from '../model/workflow.ts';
import type { ModelEffect } from './model/ask.ts';
import { action } from './nodes/action.ts';
import { authGate } from './nodes/auth-gate.ts';
import { confidenceRouter } from './nodes/confidence-router.ts';
import { dataTransform } from './nodes/data-transform.ts';
import { human } from './nodes/human.ts';
import { llm, llmCall } from './nodes/llm.ts';
import { logic } from './nodes/logic.ts';
import { mcpTool } from './nodes/mcp-tool.ts';
import { sendMessage } from './nodes/send-message.ts';
import { trigger } from './nodes/trigger.ts';
import { waitDelay } from './nodes/wait-delay.ts';
import { waitForReply } from './nodes/wait-for-reply.ts';
import type { Step } from './step.ts';
import type { Turn } from './turn.ts';

export type NodeOf<T extends NodeType> = Extract<KnownNode, { type: T }>;

export interface Behaviour<T extends NodeType> {
  enter(turn: Turn, place: Place, node: NodeOf<T>): Step;
  reply?(turn: Turn, place: Place, node: NodeOf<T>, text: string): Step;
  expire?(turn: Turn, place: Place, node: NodeOf<T>): Step;
  /** What the model said that this node asked. */
  answered?(turn: Turn, place: Place, node: NodeOf<T>, effect: ModelEffect): Step;
}

/** A type leaves `NOT_RUN_YET` in the node table when it gets a row here. */
type RunType = Exclude<NodeType, NotRunYet>;

const BEHAVIOURS: { [T in RunType]: Behaviour<T> } = {
  trigger,
  auth_gate: authGate,
  mcp_tool: mcpTool,
  logic,
  send_message: sendMessage,
  action,
  human,
  confidence_router: confidenceRouter,
  data_transform: dataTransform,
  wait_delay: waitDelay,
  wait_for_reply: waitForReply,
  llm,
  llm_call: llmCall,
};

export function enterNode(turn: Turn, place: Place, node: WorkflowNode): Step {
  if (node.type === 'unknown')
    return cannotRun(node.id, `nothing here knows how to run a node of type "${node.declaredType}"`);
  if (isNotRunYet(node)) return cannotRun(node.id, `nodes of type "${node.type}" are not run yet`);
  return behaviour(node.type).enter(turn, place, node);
}

/** A reply for the node that waits for one; nothing where its type takes none. */
export function replyTo(turn: Turn, place: Place, node: WorkflowNode, text: string): Step | undefined {
  if (node.type === 'unknown' || isNotRunYet(node)) return undefined;
  return behaviour(node.type).reply?.(turn, place, node, text);
}

export function expire(turn: Turn, place: Place, node: WorkflowNode): Step | undefined {
  if (node.type === 'unknown' || isNotRunYet(node)) return undefined;
  return behaviour(node.type).expire?.(turn, place, node);
}

/** The answer of a model for the node that asked it; nothing where its type asks none. */
export function answerTo(
  turn: Turn,
  place: Place,
  node: WorkflowNode,
  effect: ModelEffect,
): Step | undefined {
  if (node.type === 'unknown' || isNotRunYet(node)) return undefined;
  return behaviour(node.type).answered?.(turn, place, node, effect);
}

/** A node that only a person can get past. */
export function cannotRun(node: string, message: string): Step {
  return {
    kind: 'ended',
    handle: 'error',
    failure: { message, type: 'unknown-node', node },
    problem: 'unknown-node',
  };
}

function behaviour(type: RunType): Behaviour<RunType> {
  return BEHAVIOURS[type] as Behaviour<RunType>;
}
