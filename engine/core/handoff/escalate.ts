/** What happens when a handoff's clock runs out: the steps of its escalation, first to last, then the handle `timeout`. */
import type { EscalationStep, PreviewedCall } from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { parseDuration } from '../../model/duration.ts';
import { hasDirectory, membersOf, personOf } from '../../model/people.ts';
import type { Handoff } from '../state.ts';
import { settle } from '../step.ts';
import type { Turn } from '../turn.ts';
import { setHandoffTimer } from './clock.ts';
import { consequencesOf } from './consequences.ts';
import { recordDecision } from './decide.ts';
import { notify } from './notify.ts';
import { leaveQueue } from './queue.ts';
import { isRequester, managersOf } from './who.ts';

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
  const retries = escalation.retries ?? fields.retries;
  const last = escalation.final_action ?? fields.final_action;
  return [...ladder, ...word(escalation.action, retries, own, escalation.to), ...word(last, retries, length)];
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
      return retries === 0 ? [] : [{ action, left: retries ?? RETRIES, length }];
    default:
      return [{ action }];
  }
}

function isIrreversible(call: PreviewedCall): boolean {
  return call.known ? call.call.effect === 'irreversible' : call.effect === 'irreversible' && !call.person;
}

/** The clock of an open handoff ran out, or a person asks for its next level now. */
export function handoffOverdue(turn: Turn, handoff: Handoff): void {
  if (handoff.timer !== undefined && turn.state.timers.get(handoff.timer))
    turn.emit({ type: 'timer-cancelled', id: handoff.timer });
  const [step, ...rest] = handoff.escalation;
  switch (step?.action) {
    case undefined:
      expireHandoff(turn, handoff);
      break;
    case 'auto_approve':
      // No clock lets an irreversible call happen (CONTRACT, Timeout; I7).
      if (consequencesOf(turn, handoff, byClock('approve')).calls.some(isIrreversible))
        expireHandoff(turn, handoff);
      else recordDecision(turn, handoff, byClock('approve'));
      break;
    case 'auto_reject':
      recordDecision(turn, handoff, byClock('reject'));
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

function byClock(decision: 'approve' | 'reject') {
  return { decision, by: 'timeout', channel: 'timeout', response: {} };
}

function expireHandoff(turn: Turn, handoff: Handoff): void {
  turn.emit({ type: 'handoff-expired', handoff: handoff.id });
  leaveQueue(turn, handoff, 'timeout');
}

function escalate(
  turn: Turn,
  handoff: Handoff,
  step: Extract<EscalationStep, { action: 'escalate' }>,
  rest: EscalationStep[],
): void {
  const [to, ...also] = nextLevel(turn, handoff, step.to);
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
    ...(also.length > 0 && { also }),
    by: turn.actor,
    why: `escalated to ${[to, ...also].join(', ')}`,
  });
  notify(turn, handoff.id);
  setHandoffTimer(turn, handoff.id, step.length);
}

/** Who the handoff goes to next; nobody of them where nobody is left who could decide it. */
function nextLevel(turn: Turn, handoff: Handoff, named: string | undefined): string[] {
  const { config } = turn.world;
  if (!hasDirectory(config)) return named === undefined ? [] : [named];
  const run = turn.state.runs.get(handoff.place.run);
  const able = (who: string) =>
    membersOf(config, who).some((one) => personOf(config, one) && !isRequester(config, one, run));
  return (named === undefined ? managersOf(config, handoff) : [named]).filter(able);
}
