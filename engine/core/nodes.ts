/** What each node type does when a branch enters it, when its reply comes, when its clock fires. One row a node type. */
import type { Place } from '../../schemas/journal/event.ts';
import type { KnownNode, NodeType, WorkflowNode } from '../model/workflow.ts';
import type { ModelEffect } from './model/ask.ts';
import { action } from './nodes/action.ts';
import { agentLoop } from './nodes/agent-loop.ts';
import { authGate } from './nodes/auth-gate.ts';
import { confidenceRouter } from './nodes/confidence-router.ts';
import { dataTransform } from './nodes/data-transform.ts';
import { delegateToBot } from './nodes/delegate-to-bot.ts';
import { errorHandler } from './nodes/error-handler.ts';
import { guardrail } from './nodes/guardrail.ts';
import { human } from './nodes/human.ts';
import { llm, llmCall } from './nodes/llm.ts';
import { logic } from './nodes/logic.ts';
import { loop } from './nodes/loop.ts';
import { mcpTool } from './nodes/mcp-tool.ts';
import { parallel } from './nodes/parallel.ts';
import { router } from './nodes/router.ts';
import { sendMessage } from './nodes/send-message.ts';
import { subWorkflow } from './nodes/sub-workflow.ts';
import { trigger } from './nodes/trigger.ts';
import { waitDelay } from './nodes/wait-delay.ts';
import { waitForReply } from './nodes/wait-for-reply.ts';
import type { Step } from './step.ts';
import type { Turn } from './turn.ts';

export type NodeOf<T extends NodeType> = Extract<KnownNode, { type: T }>;

/** What came of a call, as a text for the model that wanted it. */
export interface CallResult {
  content: string;
  effect?: string;
}

export interface Behaviour<T extends NodeType> {
  enter(turn: Turn, place: Place, node: NodeOf<T>): Step;
  reply?(turn: Turn, place: Place, node: NodeOf<T>, text: string): Step;
  expire?(turn: Turn, place: Place, node: NodeOf<T>): Step;
  /** What the model said that this node asked. */
  answered?(turn: Turn, place: Place, node: NodeOf<T>, effect: ModelEffect): Step;
  /** A call that this node made goes on with the node: without a row it ends it. */
  called?(turn: Turn, place: Place, node: NodeOf<T>, result: CallResult): Step;
}

const BEHAVIOURS: { [T in NodeType]: Behaviour<T> } = {
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
  parallel,
  loop,
  error_handler: errorHandler,
  sub_workflow: subWorkflow,
  delegate_to_bot: delegateToBot,
  llm,
  llm_call: llmCall,
  router,
  guardrail,
  agent_loop: agentLoop,
};

export function enterNode(turn: Turn, place: Place, node: WorkflowNode): Step {
  if (node.type === 'unknown')
    return cannotRun(node.id, `nothing here knows how to run a node of type "${node.declaredType}"`);
  return behaviour(node.type).enter(turn, place, node);
}

/** A reply for the node that waits for one; nothing where its type takes none. */
export function replyTo(turn: Turn, place: Place, node: WorkflowNode, text: string): Step | undefined {
  if (node.type === 'unknown') return undefined;
  return behaviour(node.type).reply?.(turn, place, node, text);
}

export function expire(turn: Turn, place: Place, node: WorkflowNode): Step | undefined {
  if (node.type === 'unknown') return undefined;
  return behaviour(node.type).expire?.(turn, place, node);
}

/** The answer of a model for the node that asked it; nothing where its type asks none. */
export function answerTo(
  turn: Turn,
  place: Place,
  node: WorkflowNode,
  effect: ModelEffect,
): Step | undefined {
  if (node.type === 'unknown') return undefined;
  return behaviour(node.type).answered?.(turn, place, node, effect);
}

/** The result of a call for a node that goes on with it; nothing where a call ends the node. */
export function resultFor(
  turn: Turn,
  place: Place,
  node: WorkflowNode,
  result: CallResult,
): Step | undefined {
  if (node.type === 'unknown') return undefined;
  return behaviour(node.type).called?.(turn, place, node, result);
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

function behaviour(type: NodeType): Behaviour<NodeType> {
  return BEHAVIOURS[type] as Behaviour<NodeType>;
}
