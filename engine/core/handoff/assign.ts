/** Resolves a declared assignee to whom the handoff waits for, once, when it opens (CONTRACT, Handoffs). */

import { isAway, membersOf } from '../../model/people.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';
import { isRequester } from './who.ts';

type Declared = string | { strategy: string; pool: string[] | string } | undefined;

export function resolveAssignee(turn: Turn, run: Run, node: string, declared: Declared): string | undefined {
  if (declared === undefined || typeof declared === 'string') return declared;
  const pool = (Array.isArray(declared.pool) ? declared.pool : [declared.pool]).flatMap((entry) =>
    poolOf(turn, entry),
  );
  if (declared.strategy === 'role')
    return typeof declared.pool === 'string' ? declared.pool : declared.pool[0];
  const { config } = turn.world;
  const present = pool.filter((who) => !isAway(config, who, turn.now) && !isRequester(config, who, run));
  if (present.length === 0)
    return pool.length === 0 && typeof declared.pool === 'string' ? declared.pool : undefined;
  return declared.strategy === 'least_busy'
    ? leastBusy(turn, present)
    : nextInTurn(turn, run, node, pool, present);
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
  const key = JSON.stringify([run.bot, node]);
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
