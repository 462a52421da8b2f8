/**
 * Every diagnostic there is: one row a code. `loadable: false` marks what stops a file from being run; those cannot
 * be silenced, because the engine would refuse the file all the same.
 */
import type { Severity } from './diagnostic.ts';

export interface Rule {
  readonly severity: Severity;
  readonly title: string;
  /** Why it matters and what to do, for the rule's page. */
  readonly text: string;
  readonly loadable: boolean;
}

export const RULES = {
  'invalid-json': {
    severity: 'error',
    title: 'Not JSON',
    text: 'The file cannot be read. Comments and trailing commas are fine; a key that is there twice is not.',
    loadable: false,
  },
  'invalid-schema': {
    severity: 'error',
    title: 'Not of the schema',
    text: 'A field is missing or has a value it cannot have. The message says what was expected.',
    loadable: false,
  },
  'duplicate-id': {
    severity: 'error',
    title: 'Two nodes with one id',
    text: 'Edges name nodes by id, so each id is there once. Rename one of them and the edges that mean it.',
    loadable: false,
  },
  'dangling-edge': {
    severity: 'error',
    title: 'Edge to nowhere',
    text: 'An edge names a node that is not in the file. Name one that is, or add the node.',
    loadable: false,
  },
  'unknown-handle': {
    severity: 'error',
    title: 'Handle that never happens',
    text: 'The node cannot end this way, so the edge is never taken. Use one of the handles of its type.',
    loadable: true,
  },
  'missing-trigger': {
    severity: 'warning',
    title: 'No trigger',
    text: 'Without a trigger a run starts at every node that no edge leads to. Add one to say what starts it.',
    loadable: true,
  },
  'unreachable-node': {
    severity: 'warning',
    title: 'Node that no run reaches',
    text: 'No path from the start leads here. Add an edge to it, or remove it.',
    loadable: true,
  },
  'unknown-node-type': {
    severity: 'information',
    title: 'Unknown node type',
    text: 'A run that gets here stops and asks a person. The rest of the file is checked as usual.',
    loadable: true,
  },
  'handoff-path-missing': {
    severity: 'error',
    title: 'Decision that leads nowhere',
    text: 'One decision has a path and another has none: after it the run just ends. Add an edge for it.',
    loadable: true,
  },
  'undefined-variable': {
    severity: 'error',
    title: 'Variable that nothing sets',
    text: 'No node sets this variable. Correct its name, or declare it under inputs of the trigger.',
    loadable: true,
  },
  'invalid-arguments-json': {
    severity: 'error',
    title: 'Arguments that are not JSON',
    text: 'Arguments are parsed before templates are filled in, so a template stands inside a text in quotes.',
    loadable: true,
  },
  'invalid-expression': {
    severity: 'error',
    title: 'Condition that cannot be read',
    text: 'A run that gets here cannot decide and asks a person. The message says where reading stopped.',
    loadable: true,
  },
  'invalid-duration': {
    severity: 'error',
    title: 'Not a length of time',
    text: 'Write 30s, 15m, 4h, 7d, 1d 12h or PT4H.',
    loadable: true,
  },
  'escalation-without-final-action': {
    severity: 'error',
    title: 'Escalation without an end',
    text: 'When the next person does not answer either, something has to hold. Add final_action.',
    loadable: true,
  },
  'empty-pool': {
    severity: 'error',
    title: 'Nobody in the pool',
    text: 'A strategy chooses one person of the pool, and nobody is in it. Add people to it.',
    loadable: true,
  },
  'unknown-assignee': {
    severity: 'error',
    title: 'Unknown person, role or team',
    text: 'The configuration lists no such person, or nobody with this role or team.',
    loadable: true,
  },
} as const satisfies Record<string, Rule>;

export type Code = keyof typeof RULES;

/** The rule of a code, or nothing where it is unknown. */
export function ruleOf(code: string): Rule | undefined {
  return Object.hasOwn(RULES, code) ? RULES[code as Code] : undefined;
}
