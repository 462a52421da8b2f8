/** Whom a handoff waits for first, how long, and what its clock does after that (CONTRACT, Timeout; R40). */
import type { EscalationStep, LadderLevel } from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Scope } from '../../model/edges.ts';
import { settingsOf } from '../settings.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';
import { resolveAssignee } from './assign.ts';
import { escalationOf } from './escalate.ts';
import { lack, levelsOf } from './level.ts';

export interface Entry {
  assignee?: string;
  ladder?: LadderLevel[];
  level?: number;
  /** Milliseconds until its clock runs out; it has none where this is missing. */
  length?: number;
  escalation: EscalationStep[];
}

/** Without an assignee a ladder begins at its lowest level with authority; without any, at the owners of the bot. */
export function entryOf(turn: Turn, run: Run, node: string, fields: HandoffFields, scope: Scope): Entry {
  const timeout = fields.timeout === undefined ? undefined : parseDuration(fields.timeout);
  const levels = levelsOf(fields, timeout);
  const assignee = resolveAssignee(turn, run, node, fields);
  if (levels.length === 0)
    return {
      assignee,
      length: timeout,
      escalation: timeout === undefined ? [] : escalationOf(fields, timeout, []),
    };
  const length = timeout === undefined ? {} : { length: timeout };
  const isNamed = assignee !== undefined;
  const ladder = isNamed ? [{ to: assignee, ...length }, ...levels] : levels;
  const first = isNamed ? 0 : ladder.findIndex((level) => lack(level, scope) === undefined);
  const at = first < 0 ? ladder.length - 1 : first;
  const owners = settingsOf(turn.world.config, run)?.owners ?? [];
  const above = ladder.slice(at + 1).map(
    (level, index): EscalationStep => ({
      action: 'escalate',
      to: level.to,
      length: level.length ?? 0,
      level: at + 2 + index,
    }),
  );
  const own = timeout ?? ladder.find((level) => level.length !== undefined)?.length;
  return {
    assignee: first < 0 ? (owners[0] ?? ladder[at]?.to) : ladder[at]?.to,
    ladder,
    level: at + 1,
    length: ladder[at]?.length,
    escalation: own === undefined ? above : escalationOf(fields, own, above),
  };
}
