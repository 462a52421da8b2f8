/** Nodes that ask a person. */
import type { KnownNode, WorkflowNode } from '../model/workflow.ts';

export type HandoffNode = Extract<KnownNode, { type: 'action' | 'human' }>;

export function isHandoff(node: WorkflowNode): node is HandoffNode {
  return node.type === 'action' || node.type === 'human';
}

/** What the person is asked, and the field it stands in. */
export function askedBy(node: HandoffNode): { field: 'reason' | 'prompt'; text: string } {
  return node.type === 'human'
    ? { field: 'prompt', text: node.fields.prompt }
    : { field: 'reason', text: node.fields.reason ?? '' };
}

const REFUSING: ReadonlySet<string> = new Set(['rejected', 'timeout', 'error', 'failed']);

/** Whether a person said yes when a handoff leaves by this handle. */
export function isConsent(handle: string): boolean {
  return handle !== '' && !REFUSING.has(handle);
}

/** Whether the clock of a handoff can end it with the handle `timeout`: words that decide or wait on do not let it. */
export function canTimeOut({ fields }: HandoffNode): boolean {
  const { escalation, final_action: last } = fields;
  const words = wordsOf(escalation, last);
  return hasClock(fields) && !words.some((word) => word !== undefined && ENDING.has(word));
}

/** Handles that the clock of a handoff takes by a word, whatever options there are. */
export function clockHandles({ fields }: HandoffNode): string[] {
  if (!hasClock(fields)) return [];
  const { escalation, final_action: last } = fields;
  const words = wordsOf(escalation, last);
  return [
    ...(words.includes('auto_approve') ? ['approved'] : []),
    ...(words.includes('auto_reject') ? ['rejected'] : []),
  ];
}

/** Whether anybody's time can be over: the node's, or a level's own. */
function hasClock({ timeout, levels = [] }: HandoffNode['fields']): boolean {
  return timeout !== undefined || levels.some((level) => level.timeout !== undefined);
}

function wordsOf(
  escalation: HandoffNode['fields']['escalation'],
  last: HandoffNode['fields']['final_action'],
) {
  return typeof escalation === 'object'
    ? [escalation.action, escalation.final_action, last]
    : [escalation, last];
}

const ENDING: ReadonlySet<string> = new Set(['auto_approve', 'auto_reject', 'queue']);

export interface Mention {
  /** `user:NAME`, `role:NAME` or `team:NAME`. */
  readonly who: string;
  /** Keys inside the node's fields. */
  readonly path: readonly (string | number)[];
}

/** Everybody whom a handoff names. */
export function mentionsOf({ fields }: HandoffNode): Mention[] {
  const { assignee, escalation, levels = [], exclude = [], approvals } = fields;
  return [
    ...(typeof assignee === 'string' ? [{ who: assignee, path: ['assignee'] }] : []),
    ...(typeof assignee === 'object'
      ? poolOf(assignee.pool).map((entry) => ({ ...entry, path: ['assignee', ...entry.path] }))
      : []),
    ...(typeof escalation === 'object' && escalation.to !== undefined
      ? [{ who: escalation.to, path: ['escalation', 'to'] }]
      : []),
    ...levels.map(({ to }, index) => ({ who: to, path: ['levels', index, 'to'] })),
    ...exclude.map((who, index) => ({ who, path: ['exclude', index] })),
    ...Object.keys(approvals?.groups ?? {}).map((who) => ({ who, path: ['approvals', 'groups', who] })),
  ];
}

function poolOf(pool: string | readonly string[]): Mention[] {
  return typeof pool === 'string'
    ? [{ who: pool, path: ['pool'] }]
    : pool.map((who, index) => ({ who, path: ['pool', index] }));
}
