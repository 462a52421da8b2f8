/** What a reviewer's step does: decides, or one of the other verbs (R60). */
import type { ReviewerStep } from '../../schemas/generated/scenario.ts';
import type { Handoff } from '../core/state.ts';
import { formDecision } from '../model/handoff-options.ts';
import type { Engine } from '../run/engine.ts';

export async function review(engine: Engine, handoff: Handoff, step: ReviewerStep): Promise<void> {
  const { reviewer: actor, reason, redirect, assign, ask, askBot, channel } = step;
  const about = { id: handoff.id, revision: handoff.revision };
  if (step.undo) await engine.submit({ kind: 'undo', actor, body: { id: handoff.id } });
  else if (step.escalate) await engine.submit({ kind: 'escalate', actor, body: { ...about, reason } });
  else if (redirect !== undefined)
    await engine.submit({ kind: 'redirect', actor, body: { ...about, to: redirect, reason, channel } });
  else if (assign !== undefined)
    await engine.submit({ kind: 'assign', actor, body: { ...about, assignee: assign, reason } });
  else if (ask !== undefined) await engine.submit({ kind: 'ask', actor, body: { ...about, text: ask } });
  else if (askBot !== undefined)
    await engine.submit({ kind: 'ask', actor, body: { ...about, text: askBot, to: 'bot' } });
  else await engine.submit({ kind: 'decide', actor, body: { ...about, ...decisionOf(handoff, step) } });
}

function decisionOf(handoff: Handoff, { decide, reason, response, edits, channel }: ReviewerStep) {
  const byForm = handoff.byForm && response !== undefined;
  return {
    decision: decide ?? (byForm ? formDecision(response) : 'approve'),
    reason,
    response,
    edits,
    channel,
  };
}
