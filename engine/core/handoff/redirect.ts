/**
 * Sends an open handoff where it belongs: to other people, or on a path that the author drew for that, an edge of the
 * handle `redirected`. The second is a decision: of all edges only the one that was named is taken.
 */
import { evaluate, truthy } from '../../model/condition.ts';
import { REDIRECTED } from '../../model/handoff-options.ts';
import type { Workflow } from '../../model/workflow.ts';
import type { InputBodies } from '../input.ts';
import type { Handoff } from '../state.ts';
import { settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf, requireCurrent, requirePerson, requireQueued } from './decide.ts';
import { scopeAt } from './level.ts';
import { giveTo, requireKeeper } from './reassign.ts';
import { recordDecision } from './record.ts';

/** The nodes that a handoff may be redirected to, as the author named them. */
export function redirectsOf(workflow: Workflow, node: string): { node: string; label: string }[] {
  const edges = (workflow.outgoing.get(node) ?? []).filter((edge) => edge.handle === REDIRECTED);
  return [...new Set(edges.map((edge) => edge.target))].map((target) => {
    const fields: object = workflow.nodes.get(target)?.fields ?? {};
    const label: unknown = Object.hasOwn(fields, 'label') ? Reflect.get(fields, 'label') : undefined;
    return { node: target, label: typeof label === 'string' ? label : target };
  });
}

export function redirect(turn: Turn, request: InputBodies['redirect']): { seq?: number } {
  const { id, revision, to, reason } = request;
  const handoff = handoffOf(turn, id);
  if (/^(user|role|team):/.test(to)) {
    requireKeeper(turn, handoff);
    requireCurrent(handoff, revision);
    giveTo(turn, handoff, to, { path: 'to', reason, redirected: true });
    return {};
  }
  requirePerson(turn, handoff);
  const fingerprint = JSON.stringify([turn.actor, 'redirect', to, revision]);
  if (handoff.status !== 'open' && handoff.request === fingerprint) return { seq: handoff.decidedSeq };
  requireCurrent(handoff, revision);
  requireQueued(turn, handoff);
  requireTarget(turn, handoff, to);
  if (!reason?.trim())
    throw new Refusing(
      'invalid',
      'To redirect, say why: the reason goes to the workflow and to the record.',
      {
        path: 'reason',
      },
    );
  recordDecision(turn, handoff, {
    decision: 'redirect',
    target: to,
    by: turn.actor,
    reason,
    response: {},
    channel: request.channel ?? 'bridge',
    request: fingerprint,
  });
  settle(turn, handoff.place.run);
  return { seq: handoffOf(turn, id).decidedSeq };
}

/** @throws Refusing `invalid` where the author allowed no such path, or not in this case */
export function requireTarget(turn: Turn, handoff: Handoff, to: string | undefined): void {
  const { redirects = [], ticket, approvals, place } = handoff;
  if (to === undefined || !redirects.some(({ node }) => node === to)) {
    const ways = redirects.map(({ node }) => node).join(', ') || 'no other path';
    throw new Refusing(
      'invalid',
      `${ticket} can be redirected to people or to ${ways}, not to "${to ?? ''}".`,
      {
        path: 'to',
      },
    );
  }
  if (approvals)
    throw new Refusing('invalid', `Several people have to agree on ${ticket}: nobody redirects it alone.`, {
      path: 'to',
    });
  const run = turn.run(place.run);
  const edges = (turn.workflow(run).outgoing.get(place.node) ?? []).filter(
    (edge) => edge.handle === REDIRECTED && edge.target === to,
  );
  const open = edges.some(({ when }) => {
    if (when === undefined) return true;
    const result = evaluate(when, scopeAt(run, handoff));
    return result.kind === 'value' && truthy(result.value);
  });
  if (!open)
    throw new Refusing('invalid', `The path of ${ticket} to "${to}" is not open in this case.`, {
      path: 'to',
    });
}
