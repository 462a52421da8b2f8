/**
 * Every diagnostic there is: one row a code. `loadable: false` marks what stops a file from being run; those cannot
 * be silenced, because the engine would refuse the file all the same.
 */
import type { Severity } from './diagnostic.ts';
import { HANDOFF_RULES } from './rules/handoffs.ts';
import { STRUCTURE_RULES } from './rules/structure.ts';
import { VARIABLE_RULES } from './rules/variables.ts';

export interface Rule {
  readonly severity: Severity;
  readonly title: string;
  /** Why it matters and what to do, for the rule's page. */
  readonly text: string;
  /** What a proof takes for granted, where there is one. */
  readonly assumes?: string;
  readonly loadable: boolean;
}

export const RULES = { ...STRUCTURE_RULES, ...VARIABLE_RULES, ...HANDOFF_RULES } as const satisfies Record<
  string,
  Rule
>;

export type Code = keyof typeof RULES;

/** The rule of a code, or nothing where it is unknown. */
export function ruleOf(code: string): Rule | undefined {
  return Object.hasOwn(RULES, code) ? RULES[code as Code] : undefined;
}

/** Where a code's page stands, for `codeDescription`. */
export function pageOf(code: string): string | undefined {
  return ruleOf(code) === undefined ? undefined : `${PAGES}${code}.md`;
}

const PAGES = 'https://github.com/handoff-studio/handoff-studio/blob/main/docs/diagnostics/';
