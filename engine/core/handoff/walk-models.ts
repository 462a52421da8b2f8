/** Looking ahead past nodes that ask a model: what it will say is not known, and an agent may call any of its tools. */
import { conditionOf, evaluate, references, truthy } from '../../model/condition.ts';
import { handlesOf, outputsOf } from '../../model/node-table.ts';
import type { NodeOf } from '../nodes.ts';
import { knowing, leave, type Next, unknowing, type Walk } from './walk.ts';

export function passModel(walk: Walk, node: NodeOf<'llm' | 'llm_call'>): Next[] {
  const after = withAnswer(walk, node);
  const failed = { ...after, behind: walk.behind ?? `a failure of the model at ${node.id}` };
  return [...leave(after, node.id, ''), ...leave(failed, node.id, 'error')];
}

/** Sure where the conditions before the way taken are known already and no model is asked. */
export function passRouter(walk: Walk, node: NodeOf<'router'>): Next[] {
  const handle = walk.edited ? undefined : knownRoute(walk, node);
  const { outputVariable } = node.fields;
  if (handle !== undefined) {
    const set = outputVariable === undefined ? {} : { [outputVariable]: handle };
    return leave(handle === 'error' ? walk : knowing(walk, set), node.id, handle);
  }
  const unsure = { ...withAnswer(walk, node), behind: walk.behind ?? `the choice at ${node.id}` };
  return handlesOf(node).flatMap((one) => leave(unsure, node.id, one));
}

function knownRoute(walk: Walk, { fields }: NodeOf<'router'>): string | undefined {
  for (const { name, when } of fields.routes) {
    if (when === undefined) continue;
    const condition = conditionOf(when);
    if (references(condition).some(({ root }) => walk.unknown.has(root))) return undefined;
    const result = evaluate(condition, walk.scope);
    if (result.kind === 'undecidable') return 'error';
    if (truthy(result.value)) return name;
  }
  return fields.routes.some(({ when }) => when === undefined) ? undefined : 'default';
}

export function passGuardrail(walk: Walk, node: NodeOf<'guardrail'>): Next[] {
  const after = { ...withAnswer(walk, node), behind: walk.behind ?? `the rules of ${node.id}` };
  return handlesOf(node).flatMap((handle) => leave(after, node.id, handle));
}

/** It may ask the user, and a message may carry any value. */
export function passAgent(walk: Walk, node: NodeOf<'agent_loop'>): Next[] {
  const behind = walk.behind ?? `what the agent does at ${node.id}`;
  const after = { ...withAnswer(walk, node), behind, edited: true };
  return ['', ...handlesOf(node)].flatMap((handle) => leave(after, node.id, handle));
}

function withAnswer(walk: Walk, node: Parameters<typeof outputsOf>[0] & { id: string }): Walk {
  return outputsOf(node).reduce(
    (known, name) => unknowing(known, name, `what the model says at ${node.id}`),
    walk,
  );
}
