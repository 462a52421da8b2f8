/**
 * What a typed line means. Pure: the stage and the line in, the meaning out.
 *
 * Invariants
 * 1. Nothing is decided by a single key: a key arms, Enter confirms, and only a line that is exactly the key counts.
 * 2. What was typed as a reason is never said to the customer.
 */
import type { HandoffOption } from '../../../schemas/protocol/views.ts';

export interface Choice {
  key: string;
  decision: string;
  label: string;
  /** Whether a reason is asked for, and whether it may be left out. */
  reason: 'none' | 'optional' | 'required';
}

export type Stage =
  | { kind: 'talk' }
  /** `ticket` is the handoff that waits. */
  | { kind: 'decide'; ticket: string; choices: readonly Choice[] }
  | { kind: 'reason'; choice: Choice; reasons: readonly string[] };

export type Meaning =
  | { kind: 'nothing' }
  | { kind: 'say'; text: string }
  | { kind: 'queue' }
  | { kind: 'decide'; choice: Choice; reason?: string }
  | { kind: 'ask-reason'; choice: Choice }
  /** The reason was left out where one is needed: back to the handoff. */
  | { kind: 'back' };

/** Opens the queue; never a decision. */
const QUEUE_KEY = 'o';

/** Keys for the ways a handoff may end: the first letter of each that is still free, else a number. */
export function choicesOf(options: readonly HandoffOption[]): Choice[] {
  const taken = new Set([QUEUE_KEY]);
  return options.map(({ decision, label, reasonRequired }, index) => {
    const letters = [...decision.toLowerCase()].filter((letter) => /[a-z]/.test(letter));
    const key = letters.find((letter) => !taken.has(letter)) ?? String(index + 1);
    taken.add(key);
    const reason = reasonRequired ? 'required' : decision === 'reject' ? 'optional' : 'none';
    return { key, decision, label, reason };
  });
}

export function meaningOf(stage: Stage, line: string): Meaning {
  const text = line.trim();
  switch (stage.kind) {
    case 'talk':
      return spoken(text);
    case 'decide': {
      if (text === QUEUE_KEY) return { kind: 'queue' };
      const choice = armed(stage, text);
      if (!choice) return spoken(text);
      return choice.reason === 'none' ? { kind: 'decide', choice } : { kind: 'ask-reason', choice };
    }
    case 'reason': {
      const { choice, reasons } = stage;
      if (text === '') return choice.reason === 'required' ? { kind: 'back' } : { kind: 'decide', choice };
      return { kind: 'decide', choice, reason: reasons[Number(text) - 1] ?? text };
    }
    default:
      return stage satisfies never;
  }
}

/** The choice that Enter would confirm now. */
export function armed(stage: Stage, typed: string): Choice | undefined {
  return stage.kind === 'decide' ? stage.choices.find(({ key }) => key === typed.trim()) : undefined;
}

/** What stands before the cursor; it says what Enter would do. */
export function promptOf(stage: Stage, typed: string, me: string): string {
  if (stage.kind === 'reason') {
    const ready = stage.reasons.length > 0 ? `a number for a ready one, or ` : '';
    const empty = stage.choice.reason === 'required' ? 'nothing goes back' : 'may be left out';
    return `Reason (${ready}your own words; ${empty}) > `;
  }
  const choice = armed(stage, typed);
  if (stage.kind !== 'decide' || !choice) return 'you > ';
  return `Enter: ${choice.label} ${stage.ticket} as ${me} > `;
}

/** The one line that says what can be done: `Waiting for a person: a approve, r reject, …`. */
export function invitation(choices: readonly Choice[]): string {
  const keys = choices.map(({ key, label }) => `${key} ${label.toLowerCase()}`);
  return `Waiting for a person: ${[...keys, `${QUEUE_KEY} how to open the queue`].join(', ')}; then Enter.`;
}

function spoken(text: string): Meaning {
  return text === '' ? { kind: 'nothing' } : { kind: 'say', text };
}
