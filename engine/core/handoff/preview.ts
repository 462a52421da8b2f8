/**
 * Which calls a decision would let happen: walks the workflow from the handoff as far as values are known.
 * Calls whose bytes are known are shown and bound; what stands behind a model, a wait or another person, or reads
 * what is not known yet, is shown as such (CONTRACT, Calls and permits).
 *
 * Invariants
 * 1. Every call that can be reached is there, known or not: where a way cannot be ruled out it is walked.
 * 2. `person` is said of a call only where another person decides on every way to it.
 */
import type { Place, PreviewedCall } from '../../../schemas/journal/event.ts';
import type { Scope } from '../../model/edges.ts';
import { toolsOf } from '../../model/node-table.ts';
import { references } from '../../model/template.ts';
import type { WorkflowNode } from '../../model/workflow.ts';
import { materialise } from '../call/materialise.ts';
import { splitTool } from '../call/tool-name.ts';
import type { Turn } from '../turn.ts';
import { callDigest, effectOf } from '../world.ts';
import { decided, leave, type Next, TIMED_OUT, unknowing, type Walk } from './walk.ts';
import { type CallInside, callsInside } from './walk-inside.ts';
import { passAgent, passGuardrail, passModel, passRouter } from './walk-models.ts';
import {
  passConfidence,
  passHandler,
  passInside,
  passLoop,
  passParallel,
  passTransform,
  passWait,
} from './walk-nodes.ts';

const WALK_LIMIT = 2000;
const TOO_MANY = 'the workflow has too many ways to follow';

/** A redirect takes one edge, whatever others its handle has. */
interface Way {
  handle: string;
  target?: string;
}

export function previewCalls(
  turn: Turn,
  place: Place,
  { handle, target }: Way,
  scope: Scope,
): PreviewedCall[] {
  const workflow = turn.workflow(turn.run(place.run));
  const calls = new Map<string, PreviewedCall>();
  const seen = new Set<string>();
  const start: Walk = { turn, place, workflow, scope, unknown: new Map(), person: false, edited: false };
  const ways: { walk: Walk; node: string }[] = [];
  const push = ({ walk, edges }: Next): void => {
    for (const edge of edges) ways.push({ walk, node: edge.target });
  };
  if (target !== undefined) ways.push({ walk: start, node: target });
  else for (const next of leave(start, place.node, handle)) push(next);
  for (let way = ways.pop(); way; way = ways.pop()) {
    const { walk, node } = way;
    const { behind = '', person, edited, unknown, set = {}, looped = [] } = walk;
    const key = JSON.stringify([node, behind, person, edited, [...unknown.keys()], set, looped]);
    const there = workflow.nodes.get(node);
    if (seen.has(key) || !there) continue;
    seen.add(key);
    if (seen.size > WALK_LIMIT) return everyCall(start, calls);
    for (const tool of toolsOf(there)) {
      const of = keyOf(there, tool);
      calls.set(of, merged(start, { id: node, tool }, calls.get(of), previewed(walk, there, tool)));
    }
    for (const at of insideOf(walk, there))
      calls.set(keyOf(at, at.tool), merged(start, at, calls.get(keyOf(at, at.tool)), inside(walk, at)));
    for (const next of pass(walk, there)) push(next);
  }
  return [...calls.values()];
}

/** What can follow a node. */
function pass(walk: Walk, node: WorkflowNode): Next[] {
  switch (node.type) {
    case 'mcp_tool': {
      const { outputVariable, toolName } = node.fields;
      const after =
        outputVariable === undefined ? walk : unknowing(walk, outputVariable, `the result of ${toolName}`);
      const failed = { ...after, behind: walk.behind ?? `a failure of ${toolName}` };
      return [...leave(after, node.id, ''), ...leave(failed, node.id, 'error')];
    }
    case 'llm':
    case 'llm_call':
      return passModel(walk, node);
    case 'router':
      return passRouter(walk, node);
    case 'guardrail':
      return passGuardrail(walk, node);
    case 'agent_loop':
      return passAgent(walk, node);
    case 'logic': {
      const handle = decided(walk, node.fields.condition);
      if (handle !== undefined) return leave(walk, node.id, handle);
      const after = { ...walk, behind: walk.behind ?? `the condition of ${node.id}` };
      return ['true', 'false', 'error'].flatMap((one) => leave(after, node.id, one));
    }
    case 'confidence_router':
      return passConfidence(walk, node);
    case 'data_transform':
      return passTransform(walk, node);
    case 'wait_delay':
    case 'wait_for_reply':
      return passWait(walk, node);
    case 'parallel':
      return passParallel(walk, node);
    case 'loop':
      return passLoop(walk, node);
    case 'error_handler':
      return passHandler(walk, node);
    case 'sub_workflow':
    case 'delegate_to_bot':
      return passInside(walk, node);
    case 'trigger':
    case 'send_message':
      return leave(walk, node.id, '');
    case 'auth_gate': {
      const after = { ...walk, behind: walk.behind ?? `what happens at ${node.id}`, edited: true };
      return ['verified', 'failed'].flatMap((one) => leave(after, node.id, one));
    }
    case 'human':
    case 'action':
    case 'unknown':
      return passPerson(walk, node);
    default:
      return node satisfies never;
  }
}

/** Behind another person anything may be different; what their clock leads to, nobody else decides. */
function passPerson(walk: Walk, node: WorkflowNode): Next[] {
  const behind = walk.behind ?? `another person at ${node.id}`;
  const edges = walk.workflow.outgoing.get(node.id) ?? [];
  const asked: Next = {
    walk: { ...walk, behind, person: true, edited: true },
    edges: edges.filter((edge) => edge.handle !== 'timeout'),
  };
  if (!('timeout' in node.fields)) return [asked];
  const late = { ...walk, behind: walk.behind ?? `the clock of ${node.id}` };
  const scope: Scope = { get: (root) => (root === 'response' ? TIMED_OUT : walk.scope.get(root)) };
  return [asked, ...leave({ ...late, scope }, node.id, 'timeout')];
}

/** An agent has several tools, of which it may call any with anything. */
function keyOf({ id }: { id: string }, tool: string): string {
  return JSON.stringify([id, tool]);
}

function previewed(walk: Walk, node: WorkflowNode, tool: string): PreviewedCall {
  const at = { id: node.id, tool };
  if (walk.behind !== undefined) return uncertain(walk, at, `it stands behind ${walk.behind}`);
  if (node.type !== 'mcp_tool') return uncertain(walk, at, 'an agent decides whether and how it is made');
  const reads = references(node.fields.arguments ?? '').find((reference) => walk.unknown.has(reference.root));
  if (reads) return uncertain(walk, at, `it uses ${walk.unknown.get(reads.root)}`);
  const made = materialise(walk.turn.world, node, walk.scope);
  if (made.kind === 'refused') return uncertain(walk, at, made.message);
  const digest = callDigest(walk.turn.world, made.call, walk.place.run, node.id);
  return { known: true, node: node.id, call: made.call, digest };
}

function insideOf({ turn, place }: Walk, node: WorkflowNode): CallInside[] {
  return callsInside(turn, turn.run(place.run), node);
}

function inside(walk: Walk, at: CallInside): PreviewedCall {
  return uncertain(walk, at, `it stands behind ${walk.behind ?? 'the start of another workflow'}`);
}

function uncertain(walk: Walk, at: CallInside, why: string): PreviewedCall {
  const [server, tool] = splitTool(at.tool);
  const effect = effectOf(walk.turn.world.config, server, tool);
  return { known: false, node: at.id, server, tool, effect, person: walk.person, why };
}

/** One call reached on two ways: bytes that are known on one of them bind, unless both know others. */
function merged(start: Walk, at: CallInside, one: PreviewedCall | undefined, other: PreviewedCall) {
  if (!one) return other;
  if (one.known && other.known)
    return one.digest === other.digest ? one : uncertain(start, at, 'it depends on the path taken');
  if (one.known) return one;
  return other.known ? other : { ...one, person: one.person && other.person };
}

/** Too many ways to follow: any call of the workflow may be reached. */
function everyCall(start: Walk, calls: Map<string, PreviewedCall>): PreviewedCall[] {
  for (const node of start.workflow.nodes.values())
    for (const tool of toolsOf(node))
      calls.set(keyOf(node, tool), uncertain(start, { id: node.id, tool }, TOO_MANY));
  for (const node of start.workflow.nodes.values())
    for (const at of insideOf(start, node)) calls.set(keyOf(at, at.tool), uncertain(start, at, TOO_MANY));
  return [...calls.values()];
}
