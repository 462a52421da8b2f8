/** What a handoff brings with it (`core/card`) as the bridge shows it: what the bot calls sensitive is masked here too. */
import type { Variables } from '../../../schemas/journal/event.ts';
import type { ContextPackage, HandoffDetail } from '../../../schemas/protocol/views.ts';
import type { Context, Step } from '../../core/card/context.ts';
import type { Similar } from '../../core/card/similar.ts';

/** `variables` are the run's as they are shown; `missing` is what the handoff's level asks for and lacks. */
export function contextPackage(
  { steps, similar, ...rest }: Context,
  variables: Variables,
  missing: readonly string[],
): ContextPackage {
  return {
    ...rest,
    // A sensitive message is masked among the variables; its copy here follows.
    request: rest.request === null || !Object.hasOwn(variables, 'message') ? null : String(variables.message),
    steps: steps.map((step) => stepItem(step, variables)),
    similar: similar.map(similarItem),
    missing,
  };
}

function stepItem({ at, sets, ...step }: Step, variables: Variables): ContextPackage['steps'][number] {
  const known = sets.filter((name) => Object.hasOwn(variables, name));
  const [only] = known;
  return {
    ...step,
    at: new Date(at).toISOString(),
    ...(known.length === 1 && only !== undefined && { result: variables[only] }),
    ...(known.length > 1 && { result: Object.fromEntries(known.map((name) => [name, variables[name]])) }),
  };
}

function similarItem({ handoff, because }: Similar): HandoffDetail['package']['similar'][number] {
  const { id, ticket, reason, decision = '', decidedBy = '', decidedAt = 0, decisionReason } = handoff;
  return {
    id,
    ticket,
    reason,
    decision,
    decidedBy,
    decidedAt: new Date(decidedAt).toISOString(),
    decisionReason: decisionReason ?? null,
    because,
  };
}
