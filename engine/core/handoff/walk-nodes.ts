/** Looking ahead past the nodes that route, wait, split and repeat: what can follow them, and what is not known then. */
import { conditionOf, references as conditionReferences } from '../../model/condition.ts';
import { handlesOf, outputsOf } from '../../model/node-table.ts';
import { references } from '../../model/template.ts';
import { levelOf } from '../nodes/confidence-router.ts';
import { transform } from '../nodes/data-transform.ts';
import { nextRound } from '../nodes/loop.ts';
import type { NodeOf } from '../nodes.ts';
import { knowing, leave, type Next, unknowing, type Walk } from './walk.ts';

/** Sure where the confidence is known already. */
export function passConfidence(walk: Walk, node: NodeOf<'confidence_router'>): Next[] {
  const reads = conditionReferences(conditionOf(node.fields.confidence));
  if (!walk.edited && !reads.some(({ root }) => walk.unknown.has(root))) {
    const level = levelOf(node.fields, walk.scope);
    return leave(walk, node.id, level.kind === 'level' ? level.handle : 'error');
  }
  const after = { ...walk, behind: walk.behind ?? `the confidence at ${node.id}` };
  return handlesOf(node).flatMap((handle) => leave(after, node.id, handle));
}

/** Works its values out as the run will, where all that it reads is known. */
export function passTransform(walk: Walk, node: NodeOf<'data_transform'>): Next[] {
  const { set, expression } = node.fields;
  const roots = [
    ...references(set),
    ...(expression === undefined ? [] : conditionReferences(conditionOf(expression))),
  ].map(({ root }) => root);
  if (walk.edited || roots.some((root) => walk.unknown.has(root))) {
    const after = unknown(walk, node, `what ${node.id} works out`);
    const failed = { ...after, behind: walk.behind ?? `a failure of ${node.id}` };
    return [...leave(after, node.id, ''), ...leave(failed, node.id, 'error')];
  }
  const made = transform(node.fields, walk.scope);
  return made.kind === 'set'
    ? leave(knowing(walk, made.variables), node.id, '')
    : leave(walk, node.id, 'error');
}

type Waiting = NodeOf<'wait_delay' | 'wait_for_reply'>;

/** Anything may have changed after a wait (CONTRACT, Calls and permits). */
export function passWait(walk: Walk, node: Waiting): Next[] {
  const after = {
    ...unknown(walk, node, `what the user says at ${node.id}`),
    behind: walk.behind ?? `the wait at ${node.id}`,
    edited: true,
  };
  return ['', ...handlesOf(node)].flatMap((handle) => leave(after, node.id, handle));
}

/** Past a join nothing changes that is not looked at again: what other branches do to a call makes it differ. */
export function passParallel(walk: Walk, node: NodeOf<'parallel'>): Next[] {
  const failed = { ...walk, behind: walk.behind ?? `a branch that does not come to ${node.id}` };
  return [
    ...leave(walk, node.id, ''),
    ...handlesOf(node).flatMap((handle) => leave(failed, node.id, handle)),
  ];
}

/** The next round is known where its list and its condition are; of those after it nothing is. */
export function passLoop(walk: Walk, node: NodeOf<'loop'>): Next[] {
  const { looped = [] } = walk;
  if (!looped.includes(node.id) && !walk.edited && !readsUnknownHere(walk, node)) {
    const branch = walk.turn.run(walk.place.run).branches[walk.place.branch];
    const current = branch?.loops?.find((one) => one.node === node.id);
    const next = nextRound(node.fields, walk.scope, current);
    const within = { ...walk, looped: [...looped, node.id] };
    if (next.kind === 'each') return leave(knowing(within, next.variables), node.id, 'each');
    return leave(within, node.id, next.kind === 'done' ? 'done' : 'error');
  }
  const after = {
    ...unknown(walk, node, `the item of a round of ${node.id}`),
    behind: walk.behind ?? `the rounds of ${node.id}`,
    edited: true,
  };
  return handlesOf(node).flatMap((handle) => leave(after, node.id, handle));
}

/** On, or back to any node whose failure leads here. */
export function passHandler(walk: Walk, node: NodeOf<'error_handler'>): Next[] {
  const after = {
    ...unknown(walk, node, `the failure that ${node.id} handles`),
    behind: walk.behind ?? `the failure that ${node.id} handles`,
    edited: true,
  };
  const ways = ['', ...handlesOf(node)].flatMap((handle) => leave(after, node.id, handle));
  const isDrawn = walk.workflow.outgoing.get(node.id)?.some((edge) => edge.handle === 'retry');
  if (isDrawn || !node.fields.retries) return ways;
  const failing = walk.workflow.edges.filter((edge) => edge.target === node.id);
  return [...ways, { walk: after, edges: failing.map((edge) => ({ ...edge, target: edge.source })) }];
}

/** Behind the end of another workflow, which may wait for anybody. */
export function passInside(walk: Walk, node: NodeOf<'sub_workflow' | 'delegate_to_bot'>): Next[] {
  const after = {
    ...unknown(walk, node, `what ${node.id} gives back`),
    behind: walk.behind ?? `the end of ${node.id}`,
    edited: true,
  };
  return ['', ...handlesOf(node)].flatMap((handle) => leave(after, node.id, handle));
}

function readsUnknownHere({ unknown: roots }: Walk, { fields }: NodeOf<'loop'>): boolean {
  const reads = [
    ...references(fields.items),
    ...(fields.condition === undefined ? [] : conditionReferences(conditionOf(fields.condition))),
  ];
  return reads.some(
    ({ root }) => root !== fields.itemVariable && root !== fields.indexVariable && roots.has(root),
  );
}

function unknown(walk: Walk, node: Parameters<typeof outputsOf>[0], why: string): Walk {
  return outputsOf(node).reduce((known, name) => unknowing(known, name, why), walk);
}
