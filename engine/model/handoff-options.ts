/** What a reviewer may choose at a handoff and which handle each choice leaves by (CONTRACT "Handoffs"). */
import type { HandoffFields } from '../../schemas/workflow/node-fields.ts';

/** Handles that nodes and the engine give; no option may carry one of these names. */
export const RESERVED_HANDLES = [
  'true',
  'false',
  'verified',
  'failed',
  'approved',
  'rejected',
  'submitted',
  'timeout',
  'error',
  'returned',
  'redirected',
] as const;

/** The handle of paths that an author allows a person to choose instead; nothing has to lead there. */
export const REDIRECTED = 'redirected';

const HANDLES: ReadonlyMap<string, string> = new Map([
  ['approve', 'approved'],
  ['reject', 'rejected'],
  ['submit', 'submitted'],
]);

/** Options that, without edges of their own, leave by the edges of `approved`. */
export const APPROVING_EDITS: readonly string[] = ['modify', 'edit'];

type Choices = Pick<HandoffFields, 'options' | 'response_schema' | 'takeover'>;

/** The decisions offered, in the author's order; without options the default pair, or what the form leads to. */
export function optionsOf(fields: Choices): string[] {
  if (fields.options !== undefined && fields.options.length > 0) return [...fields.options];
  if (fields.response_schema === undefined) return ['approve', 'reject'];
  const form = approvedInForm(fields.response_schema);
  return form === 'absent'
    ? ['submit']
    : form === 'required'
      ? ['approve', 'reject']
      : ['approve', 'reject', 'submit'];
}

/** The decision whose calls are shown before anybody decides: approving, else the first that is offered. */
export function shownDecision(options: readonly string[]): string {
  return options.includes('approve') ? 'approve' : (options[0] ?? 'approve');
}

/** What stands above those calls: a button that is not called approve is named by its words. */
export function callsTitle(
  options: readonly string[],
  labels: Readonly<Record<string, string>> = {},
): string {
  const decision = shownDecision(options);
  return decision === 'approve' ? 'If approved' : `If "${labels[decision] ?? decision}"`;
}

/** Whether the answer to a form, not a button, says what was decided. */
export function decidedByForm(fields: Choices): boolean {
  return (
    fields.response_schema !== undefined && (fields.options === undefined || fields.options.length === 0)
  );
}

/** The decision that a form's answer means: by its boolean `approved`, else `submit`. */
export function formDecision(answer: Readonly<Record<string, unknown>>): 'approve' | 'reject' | 'submit' {
  const approved = Object.hasOwn(answer, 'approved') ? answer.approved : undefined;
  return typeof approved === 'boolean' ? (approved ? 'approve' : 'reject') : 'submit';
}

/** The handle a decision leaves by; an option `submit` that an author named himself keeps its name. */
export function handleOf(fields: Choices, decision: string): string {
  if (decision === 'submit' && !decidedByForm(fields)) return decision;
  return HANDLES.get(decision) ?? decision;
}

/** Every handle a handoff node can end with. */
export function handoffHandles(fields: Choices): string[] {
  const handles = optionsOf(fields).map((option) => handleOf(fields, option));
  return [...handles, 'timeout', ...(fields.takeover === true ? ['returned'] : [])];
}

function approvedInForm(schema: Readonly<Record<string, unknown>>): 'absent' | 'optional' | 'required' {
  const { properties, required } = schema;
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, 'approved'))
    return 'absent';
  return Array.isArray(required) && required.includes('approved') ? 'required' : 'optional';
}
