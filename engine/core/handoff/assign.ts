/** Resolves a declared assignee to whom the handoff waits for, once, when it opens (CONTRACT, Handoffs). */

import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { hasDirectory, isAway, isKnown, membersOf } from '../../model/people.ts';
import { conversationKey } from '../keys.ts';
import { settingsOf } from '../settings.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';
import { poolNamed } from './pool.ts';
import { hasAsked } from './who.ts';

export function resolveAssignee(
  turn: Turn,
  run: Run,
  node: string,
  fields: HandoffFields,
): string | undefined {
  const { assignee: declared, exclude = [] } = fields;
  const operator = lastOperator(turn, run, fields);
  if (operator !== undefined) return operator;
  if (declared === undefined || typeof declared === 'string') return declared;
  const { strategy, pool: named } = declared;
  if (strategy === 'role') return typeof named === 'string' ? named : named[0];
  const { config } = turn.world;
  const pool = [...new Set((Array.isArray(named) ? named : [named]).flatMap((entry) => poolOf(turn, entry)))];
  const excluded = exclude.flatMap((who) => membersOf(config, who));
  const isSolo = settingsOf(config, run)?.solo === true;
  const able = pool.filter(
    (who) =>
      (!hasDirectory(config) || isKnown(config, who)) &&
      (isSolo || !hasAsked(turn.state, config, run, who)) &&
      !excluded.includes(who),
  );
  const present = able.filter((who) => !isAway(config, who, turn.now));
  // Nobody is there: it waits for the pool, never for everybody.
  if (present.length === 0) return typeof named === 'string' ? named : (able[0] ?? named[0]);
  return strategy === 'least_busy' ? leastBusy(turn, present) : nextInTurn(turn, run, node, pool, present);
}

/** A follow-up goes to the operator who had the conversation last (R36), where they are there and may have it. */
function lastOperator(
  turn: Turn,
  run: Run,
  { takeover, assignee, exclude = [] }: HandoffFields,
): string | undefined {
  if (!takeover || run.conversation === undefined) return undefined;
  const { config } = turn.world;
  const last = turn.state.conversations.get(conversationKey(run.bot, run.conversation))?.operator;
  if (last === undefined || isAway(config, last, turn.now)) return undefined;
  if (hasDirectory(config) && !isKnown(config, last)) return undefined;
  if (hasAsked(turn.state, config, run, last)) return undefined;
  const isOneOf = (names: readonly string[]) => names.some((who) => membersOf(config, who).includes(last));
  const named = poolNamed(assignee);
  return isOneOf(exclude) || (named.length > 0 && !isOneOf(named)) ? undefined : last;
}

function poolOf(turn: Turn, entry: string): string[] {
  return entry.startsWith('role:') || entry.startsWith('team:')
    ? membersOf(turn.world.config, entry)
    : [entry];
}

/** The place in the order is durable per bot and node. */
function nextInTurn(
  turn: Turn,
  run: Run,
  node: string,
  pool: string[],
  present: string[],
): string | undefined {
  const key = JSON.stringify([run.delegate ?? run.bot, node]);
  const last = turn.state.rotations.get(key)?.last;
  const start = last === undefined ? 0 : pool.indexOf(last) + 1;
  const next = [...pool.slice(start), ...pool.slice(0, start)].find((who) => present.includes(who));
  if (next !== undefined) turn.emit({ type: 'rotation-advanced', key, last: next });
  return next;
}

function leastBusy(turn: Turn, present: string[]): string | undefined {
  const load = new Map(present.map((who) => [who, 0]));
  for (const [, handoff] of turn.state.handoffs.entries()) {
    const who = handoff.assignee;
    const open = who === undefined || handoff.status !== 'open' ? undefined : load.get(who);
    if (who !== undefined && open !== undefined) load.set(who, open + 1);
  }
  return present.reduce((best, who) => ((load.get(who) ?? 0) < (load.get(best) ?? 0) ? who : best));
}
