/**
 * Decides whether a call may be made: irreversible ones need a permit, of the decision that dominates them on this
 * path, bound to the bytes that were shown, or of policy; where bytes differ or a policy holds them, a person is asked
 * (CONTRACT, Calls and permits; I3, I8).
 */
import type { Call, Permit, Place, PreviewedCall } from '../../../schemas/journal/event.ts';
import { nameFrom } from '../chain.ts';
import { openByEngine } from '../handoff/open.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callDigest } from '../world.ts';
import { allowedBy, requirementsFor } from './policy.ts';

type Ruling =
  | { kind: 'free' }
  | { kind: 'permitted'; permit: Permit }
  | { kind: 'drift'; difference: string }
  | { kind: 'held'; require: string[] };

export function planCall(turn: Turn, place: Place, call: Call, missing: string[]): void {
  const ruling = rule(turn, place, call);
  if (ruling.kind === 'free') plan(turn, place, call, undefined, missing);
  else if (ruling.kind === 'permitted') plan(turn, place, call, ruling.permit, missing);
  else if (ruling.kind === 'drift')
    hold(turn, place, call, { because: 'drift', difference: ruling.difference });
  else hold(turn, place, call, { because: 'policy', require: ruling.require });
}

export function plan(turn: Turn, place: Place, call: Call, permit?: Permit, missing: string[] = []): void {
  turn.emit({
    type: 'effect-planned',
    kind: 'call',
    id: turn.id('e'),
    place,
    call,
    ...(permit && { permit }),
    ...(missing.length > 0 && { missing }),
  });
}

function rule(turn: Turn, place: Place, call: Call): Ruling {
  const require = requirementsFor(turn, place, call);
  const decision = lastDecision(turn, place);
  if (require.length > 0) {
    const digest = callDigest(turn.world, call, place.run, place.node);
    const shown = decision?.decisionCalls?.some((one) => one.known && one.digest === digest);
    if (!decision || !shown || !allowedBy(turn.world.config, decision, require))
      return { kind: 'held', require };
  } else if (call.effect !== 'irreversible') return { kind: 'free' };
  if (!decision)
    return {
      kind: 'permitted',
      permit: { kind: 'policy', rule: 'no policy asks for a person', config: turn.world.configHash },
    };
  return ofDecisions(turn, place, call, decision);
}

/** Where branches met, the decision of each has to allow the call. */
function ofDecisions(turn: Turn, place: Place, call: Call, decision: Handoff): Ruling {
  const together = togetherOf(turn, place);
  const digest = callDigest(turn.world, call, place.run, place.node);
  for (const id of together) {
    const other = id === decision.id ? undefined : turn.state.handoffs.get(id);
    const difference = other && differenceFrom(turn, other, place, call, digest);
    if (difference !== undefined) return { kind: 'drift', difference };
  }
  return ofDecision(turn, place, call, decision);
}

/** Decisions of branches that met on the way here, also before the run that this one belongs to came to its node. */
function togetherOf(turn: Turn, place: Place): readonly string[] {
  const { decisions, together } = turn.branch(place.run, place.branch);
  const { parent } = turn.run(place.run);
  if (together || !parent) return together ?? [];
  const outer = turn.run(parent.run).branches[parent.branch];
  return outer && decisions.at(-1) === outer.decisions.at(-1) ? togetherOf(turn, parent) : [];
}

/** The permit that a decision gives, once for a node (I3). */
function ofDecision(turn: Turn, place: Place, call: Call, decision: Handoff): Ruling {
  const digest = callDigest(turn.world, call, place.run, place.node);
  const difference = differenceFrom(turn, decision, place, call, digest);
  if (difference !== undefined) return { kind: 'drift', difference };
  const bound = decision.decisionCalls?.some((one) => one.known && one.node === place.node) ?? false;
  return {
    kind: 'permitted',
    permit: { kind: 'decision', handoff: decision.id, by: decision.decidedBy ?? '', digest, bound },
  };
}

/** Why a decision does not allow this call, or nothing. */
function differenceFrom(
  turn: Turn,
  decision: Handoff,
  place: Place,
  call: Call,
  digest: string,
): string | undefined {
  const node = nameFrom(turn.state, decision.place.run, place);
  const { ticket, used, decidedBy, decisionCalls } = decision;
  if (!decidedBy?.startsWith('user:')) return `${ticket} was decided by a clock, which allows no such call`;
  if (decision.withdrawn) return `${ticket} was about another definition of the workflow`;
  if (node !== undefined && Object.hasOwn(used, node))
    return `the approval ${ticket} was used for this call already`;
  const shown = decisionCalls?.find((candidate) => candidate.node === node && isOf(candidate, call));
  if (!shown) return `${ticket} was decided without this call being shown`;
  if (!shown.known) return shown.person ? `nobody decided about it after ${ticket}` : undefined;
  if (shown.digest !== digest) return `approved: ${shown.call.arguments}; now: ${call.arguments}`;
  return redefined(shown.call, call) ? 'the tool is defined differently now' : undefined;
}

/** Whether a call that was shown is of this tool: a node of an agent shows several. */
function isOf(shown: PreviewedCall, { server, tool }: Call): boolean {
  const of = shown.known ? shown.call : shown;
  return of.server === server && of.tool === tool;
}

/** Whether a tool's definition is known to differ (T33). */
export function redefined(before: Call, now: { definition?: string }): boolean {
  return (
    before.definition !== undefined && now.definition !== undefined && before.definition !== now.definition
  );
}

function lastDecision(turn: Turn, place: Place): Handoff | undefined {
  const id = turn.branch(place.run, place.branch).decisions.at(-1);
  return id === undefined ? undefined : turn.state.handoffs.get(id);
}

type Why = { because: 'policy'; require: string[] } | { because: 'drift'; difference: string };

/** Asks a person about a call; where several policies hold it, somebody of each group has to agree. */
export function hold(turn: Turn, place: Place, call: Call, why: Why): void {
  const name = `${call.server}__${call.tool}`;
  const require = why.because === 'policy' ? why.require : [];
  const groups = Object.fromEntries(require.map((group) => [group, 1]));
  openByEngine(turn, place, {
    kind: why.because === 'drift' ? 'drift' : 'approval',
    reason:
      why.because === 'drift'
        ? `${name} is not what was approved: ${why.difference}. Approve what would be sent now?`
        : `${name} ${call.arguments}: a policy asks ${require.join(' and ')} before this is done.`,
    options: ['approve', 'reject'],
    ...(require.length === 1 && { assignee: require[0] }),
    ...(require.length > 1 && { approvals: { count: require.length, groups } }),
    calls: [
      { known: true, node: place.node, call, digest: callDigest(turn.world, call, place.run, place.node) },
    ],
    subject: {
      kind: 'held-call',
      call,
      ...(why.because === 'drift' ? why : { because: why.because, require: require.join(', ') }),
    },
  });
}
