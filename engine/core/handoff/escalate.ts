/** What happens when a handoff's clock runs out: the steps of its escalation, first to last, then the handle `timeout`. */
import type { EscalationStep, PreviewedCall } from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/types.ts';
import { parseDuration } from '../../model/duration.ts';
import { membersOf } from '../../model/people.ts';
import type { Handoff } from '../state.ts';
import { settle } from '../step.ts';
import type { Turn } from '../turn.ts';
import { setHandoffTimer } from './clock.ts';
import { recordDecision } from './decide.ts';
import { notify } from './notify.ts';
import { managersOf } from './who.ts';

const RETRIES = 3;

type Word = 'auto_approve' | 'auto_reject' | 'escalate' | 'retry' | 'queue';

/** The steps a node's fields mean; `length` is its timeout in milliseconds. */
export function escalationOf(fields: HandoffFields, length: number): EscalationStep[] {
  const ladder = (fields.levels ?? []).map(
    (level): EscalationStep => ({
      action: 'escalate',
      to: level.to,
      length: (level.timeout && parseDuration(level.timeout)) || length,
    }),
  );
  const { escalation } = fields;
  if (escalation === undefined) return [...ladder, ...word(fields.final_action, fields.retries, length)];
  if (typeof escalation === 'string')
    return [
      ...ladder,
      ...word(escalation, fields.retries, length),
      ...word(fields.final_action, fields.retries, length),
    ];
  const own = (escalation.timeout && parseDuration(escalation.timeout)) || length;
  const first = word(escalation.action, escalation.retries ?? fields.retries, own, escalation.to);
  return [...ladder, ...first, ...word(escalation.final_action, undefined, length)];
}

function word(
  action: Word | undefined,
  retries: number | undefined,
  length: number,
  to?: string,
): EscalationStep[] {
  switch (action) {
    case undefined:
      return [];
    case 'escalate':
      return [{ action, to, length }];
    case 'retry':
      return [{ action, left: retries ?? RETRIES, length }];
    default:
      return [{ action }];
  }
}

function isIrreversible(call: PreviewedCall): boolean {
  return call.known ? call.call.effect === 'irreversible' : call.effect === 'irreversible' && !call.person;
}

/** The clock of an open handoff ran out. */
export function handoffOverdue(turn: Turn, handoff: Handoff): void {
  const [step, ...rest] = handoff.escalation;
  switch (step?.action) {
    case undefined:
      expireHandoff(turn, handoff);
      break;
    case 'auto_approve':
      // No clock lets an irreversible call happen (CONTRACT, Timeout; I7).
      if (handoff.calls.some(isIrreversible)) expireHandoff(turn, handoff);
      else
        recordDecision(turn, handoff, {
          decision: 'approve',
          by: 'timeout',
          channel: 'timeout',
          response: {},
        });
      break;
    case 'auto_reject':
      recordDecision(turn, handoff, { decision: 'reject', by: 'timeout', channel: 'timeout', response: {} });
      break;
    case 'queue':
      turn.emit({ type: 'escalation-advanced', handoff: handoff.id, escalation: [], priority: 'low' });
      break;
    case 'retry': {
      const left = step.left > 1 ? [{ ...step, left: step.left - 1 }, ...rest] : rest;
      turn.emit({ type: 'escalation-advanced', handoff: handoff.id, escalation: left });
      notify(turn, handoff.id);
      setHandoffTimer(turn, handoff.id, step.length);
      break;
    }
    case 'escalate':
      escalate(turn, handoff, step, rest);
      break;
    default:
      step satisfies never;
  }
  settle(turn, handoff.place.run);
}

/** A takeover that nobody took gives the conversation back to the bot. */
function expireHandoff(turn: Turn, handoff: Handoff): void {
  turn.emit({ type: 'handoff-expired', handoff: handoff.id });
  const { bot, conversation, takeover } = handoff;
  if (takeover && conversation !== undefined)
    turn.emit({ type: 'owner-changed', bot, conversation, owner: 'bot', by: 'timeout' });
}

function escalate(
  turn: Turn,
  handoff: Handoff,
  step: Extract<EscalationStep, { action: 'escalate' }>,
  rest: EscalationStep[],
): void {
  const to = nextLevel(turn, handoff, step.to);
  turn.emit({ type: 'escalation-advanced', handoff: handoff.id, escalation: rest });
  if (to === undefined) {
    const left = turn.state.handoffs.get(handoff.id);
    if (left) handoffOverdue(turn, left);
    return;
  }
  turn.emit({
    type: 'handoff-assigned',
    handoff: handoff.id,
    assignee: to,
    by: 'timeout',
    why: `escalated to ${to}`,
  });
  notify(turn, handoff.id);
  setHandoffTimer(turn, handoff.id, step.length);
}

/** Who the handoff goes to next; nothing where that is nobody. */
function nextLevel(turn: Turn, handoff: Handoff, named: string | undefined): string | undefined {
  const { config } = turn.world;
  if (named !== undefined)
    return membersOf(config, named).length > 0 || config.people === undefined ? named : undefined;
  return managersOf(config, handoff.assignee, handoff.bot)[0];
}
