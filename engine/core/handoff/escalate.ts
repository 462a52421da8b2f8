/** What happens when a handoff's clock runs out: the steps of its escalation, first to last, then the handle `timeout`. */
import type { EscalationStep, PreviewedCall } from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Handoff } from '../state.ts';
import { settle } from '../step.ts';
import type { Turn } from '../turn.ts';
import { setHandoffTimer } from './clock.ts';
import { consequencesOf } from './consequences.ts';
import { notify } from './notify.ts';
import { leaveQueue } from './queue.ts';
import { recordDecision } from './record.ts';
import { type Escalate, goUp, lackAt, nextLevel, ownersOf, stopClock } from './upwards.ts';

const RETRIES = 3;

type Word = 'auto_approve' | 'auto_reject' | 'escalate' | 'retry' | 'queue';

/** The steps a node's fields mean after those of its ladder; `length` is its timeout in milliseconds. */
export function escalationOf(
  fields: HandoffFields,
  length: number,
  ladder: readonly EscalationStep[],
): EscalationStep[] {
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

/** The clock of an open handoff ran out. */
export function handoffOverdue(turn: Turn, handoff: Handoff): void {
  stopClock(turn, handoff);
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

function escalate(turn: Turn, handoff: Handoff, step: Escalate, rest: EscalationStep[]): void {
  const lacks = lackAt(turn, handoff, step);
  const to = lacks === undefined ? nextLevel(turn, handoff, step.to) : [];
  turn.emit({ type: 'escalation-advanced', handoff: handoff.id, escalation: rest });
  if (lacks !== undefined)
    turn.emit({
      type: 'handoff-annotated',
      handoff: handoff.id,
      by: 'engine',
      note: `${step.to} was passed over: ${lacks}`,
    });
  if (to.length > 0) {
    goUp(turn, handoff, { to, length: step.length, level: step.level });
    return;
  }
  if (lacks !== undefined && !rest.some(({ action }) => action === 'escalate')) {
    atTheTop(turn, handoff, step.length, rest);
    return;
  }
  const left = turn.state.handoffs.get(handoff.id);
  if (left) handoffOverdue(turn, left);
}

/** No level has the authority: the owners of the bot are asked, and no clock approves (I16). */
function atTheTop(turn: Turn, handoff: Handoff, length: number, rest: EscalationStep[]): void {
  const safe = rest.filter(({ action }) => action !== 'auto_approve');
  turn.emit({ type: 'escalation-advanced', handoff: handoff.id, escalation: safe });
  const owners = ownersOf(turn, handoff);
  if (owners.length > 0) goUp(turn, handoff, { to: owners, length });
  else {
    const left = turn.state.handoffs.get(handoff.id);
    if (left) handoffOverdue(turn, left);
  }
}
