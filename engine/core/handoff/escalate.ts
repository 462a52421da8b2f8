/** What happens when a handoff's clock runs out: the steps of its escalation, first to last, then the handle `timeout`. */
import type { EscalationStep, PreviewedCall } from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { parseDuration } from '../../model/duration.ts';
import { hasDirectory } from '../../model/people.ts';
import type { InputBodies } from '../input.ts';
import { settingsOf } from '../settings.ts';
import type { Handoff } from '../state.ts';
import { settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { setHandoffTimer } from './clock.ts';
import { consequencesOf } from './consequences.ts';
import { handoffOf, recordDecision, requireCurrent } from './decide.ts';
import { lack, scopeAt } from './level.ts';
import { notify } from './notify.ts';
import { leaveQueue } from './queue.ts';
import { requireKeeper } from './reassign.ts';
import { assigneesOf, couldDecide, managersOf } from './who.ts';

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

type Escalate = Extract<EscalationStep, { action: 'escalate' }>;

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

interface Upwards {
  to: string[];
  /** Milliseconds they have; 0 where no clock runs. */
  length: number;
  level?: number;
  reason?: string;
}

function goUp(turn: Turn, { id }: Handoff, { to: [to, ...also], length, level, reason }: Upwards): void {
  if (to === undefined) return;
  const why = `escalated to ${[to, ...also].join(', ')}`;
  turn.emit({
    type: 'handoff-assigned',
    handoff: id,
    assignee: to,
    ...(also.length > 0 && { also }),
    by: turn.actor,
    why: reason === undefined ? why : `${why}: ${reason}`,
    ...(reason !== undefined && { reason }),
    ...(level !== undefined && { level }),
  });
  notify(turn, id);
  if (length > 0) setHandoffTimer(turn, id, length);
}

/** A person does not wait for the clock: the next level that has somebody, else the managers, else the owners. */
export function escalateNow(
  turn: Turn,
  { id, revision, reason }: InputBodies['escalate'],
): Record<string, never> {
  const handoff = handoffOf(turn, id);
  requireKeeper(turn, handoff);
  requireCurrent(handoff, revision);
  const { escalation } = handoff;
  for (const [index, step] of escalation.entries()) {
    if (step.action !== 'escalate' || lackAt(turn, handoff, step) !== undefined) continue;
    const to = nextLevel(turn, handoff, step.to);
    if (to.length === 0) continue;
    stopClock(turn, handoff);
    turn.emit({
      type: 'escalation-advanced',
      handoff: id,
      escalation: escalation.slice(index + 1),
      by: turn.actor,
    });
    goUp(turn, handoff, { to, length: step.length, level: step.level, reason });
    return {};
  }
  const now = assigneesOf(handoff);
  const beyond = [nextLevel(turn, handoff, undefined), ownersOf(turn, handoff)];
  const to = beyond.find((level) => level.some((who) => !now.includes(who)));
  if (!to) throw new Refusing('invalid', `There is nobody to escalate ${handoff.ticket} to.`, { path: 'id' });
  // Nobody's time is cut short, and nobody gets more: the clock runs on.
  goUp(turn, handoff, { to, length: 0, reason });
  return {};
}

function stopClock(turn: Turn, { timer }: Handoff): void {
  if (timer !== undefined && turn.state.timers.get(timer)) turn.emit({ type: 'timer-cancelled', id: timer });
}

/** Why the level that a step leads to may not decide this, or nothing. */
function lackAt(turn: Turn, handoff: Handoff, { level }: Escalate): string | undefined {
  const next = level === undefined ? undefined : handoff.ladder?.[level - 1];
  return next && lack(next, scopeAt(turn.run(handoff.place.run), handoff));
}

function ownersOf({ state, world: { config }, now }: Turn, handoff: Handoff): string[] {
  const owners = settingsOf(config, handoff)?.owners ?? [];
  return owners.filter((who) => !hasDirectory(config) || couldDecide(state, config, handoff, who, now));
}

/** Who the handoff goes to next; nobody of them where nobody is left who could decide it. */
function nextLevel(
  { state, world: { config }, now }: Turn,
  handoff: Handoff,
  named: string | undefined,
): string[] {
  if (!hasDirectory(config)) return named === undefined ? [] : [named];
  const next = named === undefined ? managersOf(config, handoff) : [named];
  return next.filter((who) => couldDecide(state, config, handoff, who, now));
}
