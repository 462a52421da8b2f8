/**
 * Giving an open handoff on: to somebody else, up a level, or to where it belongs. Who may do that: whoever may decide it,
 * those it waits for and the pool they were chosen from, their managers, the owners of the bot. Never the requester or
 * somebody excluded, and never to one of them (T57).
 */
import { hasDirectory, managerOf, membersOf, personOf } from '../../model/people.ts';
import type { InputBodies } from '../input.ts';
import { settingsOf } from '../settings.ts';
import type { Handoff } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf, requireCurrent } from './decide.ts';
import { notify } from './notify.ts';
import { poolNamed } from './pool.ts';
import { assigneesOf, barrier, couldDecide, hasAsked, isSolo } from './who.ts';

type Done = Record<string, never>;

export function assign(turn: Turn, { id, revision, assignee, reason }: InputBodies['assign']): Done {
  const handoff = handoffOf(turn, id);
  requireKeeper(turn, handoff);
  requireCurrent(handoff, revision);
  giveTo(turn, handoff, assignee, { path: 'assignee', reason });
  return {};
}

/** @throws Refusing `forbidden` where this person may not give the handoff on */
export function requireKeeper(turn: Turn, handoff: Handoff): void {
  const { state, actor, now } = turn;
  const { config } = turn.world;
  const why = barrier(state, config, handoff, actor, now);
  if (why === undefined || isKeeper(turn, handoff)) return;
  throw new Refusing('forbidden', `You may not give ${handoff.ticket} on: ${why}.`);
}

function isKeeper({ state, world: { config }, actor }: Turn, handoff: Handoff): boolean {
  if (!actor.startsWith('user:')) return false;
  if (hasDirectory(config) && !personOf(config, actor)) return false;
  const run = state.runs.get(handoff.place.run);
  if (hasAsked(state, config, run, actor) && !isSolo(config, handoff)) return false;
  if (handoff.exclude.some((excluded) => membersOf(config, excluded).includes(actor))) return false;
  const owners = settingsOf(config, handoff)?.owners ?? [];
  const near = [...assigneesOf(handoff), ...poolNamed(handoff.declaredAssignee), ...owners].flatMap((who) =>
    membersOf(config, who),
  );
  const managers = assigneesOf(handoff)
    .flatMap((who) => membersOf(config, who))
    .map((who) => managerOf(config, who));
  return near.includes(actor) || managers.includes(actor);
}

interface Given {
  /** Parameter that named whom it goes to. */
  path: string;
  reason?: string;
  redirected?: true;
}

/** @throws Refusing `invalid` where nobody of these could decide it */
export function giveTo(turn: Turn, handoff: Handoff, to: string, { path, reason, redirected }: Given): void {
  const { config } = turn.world;
  if (!/^(user|role|team):.+/.test(to))
    throw new Refusing('invalid', `"${to}" is not user:NAME, role:NAME or team:NAME.`, { path });
  if (hasDirectory(config) && !membersOf(config, to).some((who) => personOf(config, who)))
    throw new Refusing('invalid', `The configuration knows nobody who is ${to}.`, { path });
  const able = couldDecide(turn.state, config, handoff, to, turn.now);
  if ((hasDirectory(config) || to.startsWith('user:')) && !able)
    throw new Refusing(
      'invalid',
      `${to} may not decide ${handoff.ticket}: ${hindrance(turn, handoff, to)}.`,
      {
        path,
      },
    );
  const verb = redirected ? 'redirected to' : 'given to';
  turn.emit({
    type: 'handoff-assigned',
    handoff: handoff.id,
    assignee: to,
    by: turn.actor,
    ...(reason !== undefined && { reason, why: `${verb} ${to}: ${reason}` }),
    ...(reason === undefined && redirected && { why: `${verb} ${to}` }),
    ...(redirected && { redirected }),
  });
  notify(turn, handoff.id);
}

function hindrance({ state, world: { config }, now }: Turn, handoff: Handoff, to: string): string {
  const free = { ...handoff, assignee: undefined, also: [] };
  const [first = to] = membersOf(config, to);
  return barrier(state, config, free, first, now) ?? 'nobody of them may';
}
