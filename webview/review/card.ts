/**
 * Turns a handoff into the words of the review: title, ask, consequences, buttons. Pure; nothing here decides anything.
 * Foreign text stays as it came and is made harmless where it is drawn (T20, T24).
 */
import type { PreviewedCall } from '../../schemas/journal/event.ts';
import type { HandoffDetail, HandoffOption } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';

const TITLE_LENGTH = 120;
const EFFECT_LENGTH = 60;

const KINDS: Record<HandoffDetail['kind'], string> = {
  approval: 'asks you to approve',
  review: 'asks you to review',
  question: 'asks you a question',
  takeover: 'asks you to take over',
  unknown: 'does not know whether an effect happened',
  failure: 'could not go on',
  drift: 'found a difference before a call',
};

const EFFECTS = {
  irreversible: 'irreversible · once',
  idempotent: 'safe to repeat',
  read: 'only reads',
} as const;

/** What it is about, on one line. */
export function titleOf(item: HandoffDetail): string {
  return headline(item.summary ?? item.reason, TITLE_LENGTH) || oneLine(item.ticket, TITLE_LENGTH);
}

/** `shop asks you to approve: Manager approval`. */
export function askOf(item: HandoffDetail): string {
  const what = item.label ? `: ${oneLine(item.label, TITLE_LENGTH)}` : '';
  return `${oneLine(item.bot, EFFECT_LENGTH)} ${KINDS[item.kind]}${what}`;
}

/** How grave a call is; of one that is not known yet, also that another person comes before it. */
export function effectOf(call: PreviewedCall): string {
  if (call.known) return EFFECTS[call.call.effect];
  return `not known yet · ${call.person ? 'another person decides first' : EFFECTS[call.effect]}`;
}

/** The decision whose calls a handoff shows before anybody chose: approving, else the first that is offered. */
export function shownDecision({ options }: HandoffDetail): string | undefined {
  return (options.find(({ decision }) => decision === 'approve') ?? options[0])?.decision;
}

/** Above the calls; what a decision does is only named where there is one to approve. */
export function consequencesTitle(item: HandoffDetail): string {
  if (item.status !== 'open') return 'What approving would do, or did';
  if (item.options.some(({ decision }) => decision === 'approve')) return 'If you approve';
  const [first] = item.options;
  return item.byForm || !first
    ? 'What would happen next'
    : `If you choose “${oneLine(first.label, EFFECT_LENGTH)}”`;
}

export type Weight = 'approve' | 'reject' | 'other';

export interface Choice {
  option: HandoffOption;
  weight: Weight;
  /** Names the effect. */
  text: string;
}

/** The buttons in the engine's order. Their text names what they do, not only yes or no. */
export function choicesOf(item: HandoffDetail): Choice[] {
  return item.options.map((option) => ({ option, weight: weightOf(option), text: textOf(option, item) }));
}

const DECISIONS: Record<string, string> = {
  approve: 'Approved',
  reject: 'Rejected',
  modify: 'Approved with changes',
  edit: 'Approved with edits',
  submit: 'Answered',
  redirect: 'Redirected',
  return: 'Returned to the bot',
  timeout: 'Timed out',
};

/** `Approved`, `Decided “keep”`. */
export function decisionWords(decision: string): string {
  return Object.hasOwn(DECISIONS, decision)
    ? (DECISIONS[decision] ?? decision)
    : `Decided “${oneLine(decision, EFFECT_LENGTH)}”`;
}

/** `Approved by alice`; a clock is named as one. */
export function outcomeOf(item: HandoffDetail): string {
  if (item.status === 'cancelled') return 'Cancelled: nobody has to decide this any more';
  if (item.status === 'expired') return 'Expired: nobody decided in time';
  const what = decisionWords(item.decision ?? '');
  return item.decidedBy === 'timeout'
    ? `${what} by the clock`
    : `${what} by ${nameOf(item.decidedBy ?? 'somebody')}`;
}

/** `user:alice` → `alice`; `role:finance` → `anyone in role finance`. */
export function nameOf(principal: string): string {
  const [, kind, name] = /^(user|role|team):(.+)$/s.exec(principal) ?? [];
  if (!kind || !name) return oneLine(principal, EFFECT_LENGTH);
  return kind === 'user' ? oneLine(name, EFFECT_LENGTH) : `anyone in ${kind} ${oneLine(name, EFFECT_LENGTH)}`;
}

function weightOf(option: HandoffOption): Weight {
  if (option.handle === 'approved' && option.decision === 'approve') return 'approve';
  return option.handle === 'rejected' || option.decision === 'reject' ? 'reject' : 'other';
}

/** Labels that only say yes or no get what they are about; labels of the workflow's own say it themselves. */
function textOf(option: HandoffOption, item: HandoffDetail): string {
  const label = oneLine(option.label, EFFECT_LENGTH);
  const isNamed = label.toLowerCase() !== option.decision.toLowerCase();
  return isNamed ? label : `${label}: ${headline(item.summary ?? item.reason, EFFECT_LENGTH)}`;
}
