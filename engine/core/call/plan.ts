/**
 * Decides whether a call may be made: irreversible ones need a permit, of the decision that dominates them on this
 * path, bound to the bytes that were shown, or of policy; where bytes differ or a policy holds them, a person is asked
 * (CONTRACT, Calls and permits; I3, I8).
 */
import type { Call, Permit, Place } from '../../../schemas/journal/event.ts';
import { evaluate, parse, truthy } from '../../model/condition.ts';
import { membersOf } from '../../model/people.ts';
import { openByEngine } from '../handoff/open.ts';
import { scopeOf } from '../scope.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callDigest } from '../world.ts';

type Ruling =
  | { kind: 'free' }
  | { kind: 'permitted'; permit: Permit }
  | { kind: 'drift'; difference: string }
  | { kind: 'held'; require: string };

export function planCall(turn: Turn, place: Place, call: Call): void {
  const ruling = rule(turn, place, call);
  if (ruling.kind === 'free') plan(turn, place, call);
  else if (ruling.kind === 'permitted') plan(turn, place, call, ruling.permit);
  else if (ruling.kind === 'drift')
    hold(turn, place, call, { because: 'drift', difference: ruling.difference });
  else hold(turn, place, call, { because: 'policy', require: ruling.require });
}

export function plan(turn: Turn, place: Place, call: Call, permit?: Permit): void {
  turn.emit({
    type: 'effect-planned',
    kind: 'call',
    id: turn.id('e'),
    place,
    call,
    ...(permit && { permit }),
  });
}

function rule(turn: Turn, place: Place, call: Call): Ruling {
  const required = policyFor(turn, place, call);
  const decision = lastDecision(turn, place);
  if (
    required !== undefined &&
    !(decision?.decidedBy && membersOf(turn.world.config, required).includes(decision.decidedBy))
  )
    return { kind: 'held', require: required };
  if (call.effect !== 'irreversible') return { kind: 'free' };
  if (!decision)
    return {
      kind: 'permitted',
      permit: { kind: 'policy', rule: 'no policy asks for a person', config: turn.world.configHash },
    };
  return ofDecision(turn, place, call, decision);
}

/** The permit that a decision gives, once for a node (I3). */
function ofDecision(turn: Turn, place: Place, call: Call, decision: Handoff): Ruling {
  const digest = callDigest(turn.world, call, place.run, place.node);
  if (Object.hasOwn(decision.used, place.node))
    return { kind: 'drift', difference: `the approval ${decision.ticket} was used for this call already` };
  const shown = decision.decisionCalls?.find((candidate) => candidate.node === place.node);
  if (shown?.known && shown.digest !== digest)
    return { kind: 'drift', difference: `approved: ${shown.call.arguments}; now: ${call.arguments}` };
  if (!shown)
    return { kind: 'drift', difference: `${decision.ticket} was decided without this call being shown` };
  return {
    kind: 'permitted',
    permit: {
      kind: 'decision',
      handoff: decision.id,
      by: decision.decidedBy ?? '',
      digest,
      bound: shown.known,
    },
  };
}

function lastDecision(turn: Turn, place: Place): Handoff | undefined {
  const id = turn.branch(place.run, place.branch).decisions.at(-1);
  return id === undefined ? undefined : turn.state.handoffs.get(id);
}

/** Who a policy of the configuration asks for before this call, if any. What cannot be decided asks too (I16). */
function policyFor(turn: Turn, place: Place, call: Call): string | undefined {
  const name = `${call.server}__${call.tool}`;
  for (const policy of turn.world.config.policies ?? []) {
    if (policy.tool !== name) continue;
    if (policy.when === undefined) return policy.require;
    const parsed = parse(policy.when);
    if (parsed.kind === 'invalid') return policy.require;
    const scope = scopeOf(turn.run(place.run), turn.branch(place.run, place.branch), {
      arguments: JSON.parse(call.arguments),
    });
    const result = evaluate(parsed.expression, scope);
    if (result.kind === 'undecidable' || truthy(result.value)) return policy.require;
  }
  return undefined;
}

type Why = { because: 'policy'; require: string } | { because: 'drift'; difference: string };

export function hold(turn: Turn, place: Place, call: Call, why: Why): void {
  const { world } = turn;
  const name = `${call.server}__${call.tool}`;
  openByEngine(turn, place, {
    kind: why.because === 'drift' ? 'drift' : 'approval',
    reason:
      why.because === 'drift'
        ? `${name} is not what was approved: ${why.difference}. Approve what would be sent now?`
        : `${name} ${call.arguments}: a policy asks ${why.require} before this is done.`,
    options: ['approve', 'reject'],
    ...(why.because === 'policy' && { assignee: why.require }),
    calls: [{ known: true, node: place.node, call, digest: callDigest(world, call, place.run, place.node) }],
    subject: { kind: 'held-call', call, ...why },
  });
}
