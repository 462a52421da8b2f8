/**
 * Who may decide. People are written `user:NAME` everywhere.
 *
 * Invariants
 * 1. Only a person decides; never the one who asked, under any of their names (I6, T57).
 * 2. Where a directory is configured, who is not in it decides nothing (T30, F50).
 * 3. Solo mode lets requesters decide their own, where the bot's configuration says so and the handoff was opened with
 *    that label.
 */
import type { Config, Person } from '../../model/config.ts';
import { hasDirectory, isAway, managerOf, membersOf, personOf } from '../../model/people.ts';
import { decidersOf } from '../call/policy.ts';
import { chainOf } from '../chain.ts';
import { settingsOf } from '../settings.ts';
import type { Handoff, Run, State } from '../state.ts';
import { beyondAuthority } from './level.ts';
import { poolNamed } from './pool.ts';

/** The flag of a handoff that its own requester may decide. */
export const SOLO = 'solo';

/** Every name under which a person may have written to a bot. */
function namesOf(config: Config, who: string): Set<string> {
  const person = personOf(config, who);
  const names = [who, who.slice(5), person?.email, person?.telegram, person?.discord];
  return new Set(names.filter((name) => name !== undefined).map((name) => String(name).toLowerCase()));
}

/** Whether this person is the one the run was started by: id, platform id or verified contact. */
export function isRequester(config: Config, who: string, run: Run | undefined): boolean {
  const names = namesOf(config, who);
  return run?.requester.some((identity) => names.has(identity.toLowerCase())) ?? false;
}

/** The directory entry of whoever stands behind these identities. */
export function personBehind(config: Config, requester: readonly string[]): Person | undefined {
  const identities = new Set(requester.map((identity) => identity.toLowerCase()));
  const found = Object.keys(config.people ?? {}).find((id) =>
    [...namesOf(config, `user:${id}`)].some((name) => identities.has(name)),
  );
  return found === undefined ? undefined : config.people?.[found];
}

/** Why this person may not decide this handoff, or nothing. */
export function barrier(
  state: State,
  config: Config,
  handoff: Handoff,
  who: string,
  now: number,
): string | undefined {
  if (!who.startsWith('user:')) return 'only a person decides';
  if (hasDirectory(config) && !personOf(config, who))
    return `${who} is not among the people of the configuration`;
  const run = state.runs.get(handoff.place.run);
  if (hasAsked(state, config, run, who) && !isSolo(config, handoff))
    return 'nobody decides on their own request';
  if (handoff.exclude.some((excluded) => membersOf(config, excluded).includes(who)))
    return `${who} is excluded from this decision`;
  const earlier = handoff.fourEyes && earlierOf(state, run, handoff, who);
  if (earlier) return `they decided ${earlier.ticket} of this run, and this needs other eyes`;
  const beyond = beyondAuthority(config, handoff, run, who);
  if (beyond !== undefined) return beyond;
  const waitsFor = assigneesOf(handoff);
  const asked = handoff.approvals ? votersOf(handoff) : waitsFor;
  if (asked.length > 0 && !asked.some((assignee) => standsIn(config, assignee, who, now)))
    return `this waits for ${waitsFor.join(' or ')}`;
  return undefined;
}

/**
 * Who may vote where several have to agree, as people, roles or teams; nobody named means everybody. Whoever it was given
 * to since joins them; a group that has to agree stays able to, and nobody stands in for it.
 */
function votersOf(handoff: Handoff): string[] {
  const { approvals, voters = [], declaredAssignee } = handoff;
  const now = assigneesOf(handoff);
  if (now.length === 0 || voters === 'everyone') return [];
  return [...now, ...voters, ...poolNamed(declaredAssignee), ...Object.keys(approvals?.groups ?? {})];
}

/** Whether the run speaks for this person, or one that it was started from. */
export function hasAsked(state: State, config: Config, run: Run | undefined, who: string): boolean {
  return chainOf(state, run).some((one) => isRequester(config, who, one));
}

/**
 * Whether the requester may decide: the label, which the bot that speaks has given, and the configuration of the bot that was
 * asked have to agree. Nobody gets past four eyes by way of another bot.
 */
export function isSolo(config: Config, { bot, flags }: Pick<Handoff, 'bot' | 'flags'>): boolean {
  return flags.includes(SOLO) && config.bots?.[bot]?.solo === true;
}

/**
 * A handoff of another node of this run that this person decided, edited or brought back before their own word here: what they
 * decide later takes nothing from it.
 */
function earlierOf(state: State, run: Run | undefined, handoff: Handoff, who: string) {
  const own = wordOf(handoff, who) ?? Number.POSITIVE_INFINITY;
  return chainOf(state, run)
    .flatMap(({ handoffs = [] }) => handoffs)
    .map((id) => state.handoffs.get(id))
    .find(
      (other) =>
        other !== undefined &&
        other.id !== handoff.id &&
        other.place.node !== handoff.place.node &&
        decidersOf(other).includes(who) &&
        (wordOf(other, who) ?? 0) < own,
    );
}

/** Sequence of this person's vote or decision, where they have given one. */
function wordOf({ votes, decidedBy, decidedSeq }: Handoff, who: string): number | undefined {
  return votes.find(({ by }) => by === who)?.seq ?? (decidedBy === who ? decidedSeq : undefined);
}

/** Whether `who` is, or stands in for, somebody the assignee names. */
function standsIn(config: Config, assignee: string, who: string, now: number): boolean {
  const named = membersOf(config, assignee);
  return (
    named.includes(who) ||
    named.some((other) => isAway(config, other, now) && personOf(config, other)?.away?.delegate === who)
  );
}

/** Everybody whom a handoff waits for, as people, roles or teams. */
export function assigneesOf({ assignee, also = [] }: Handoff): string[] {
  return assignee === undefined ? [] : [assignee, ...also];
}

/** The next level: the assignee's manager, of a role or team its members' managers, of nobody the bot's owners. */
export function managersOf(config: Config, handoff: Handoff): string[] {
  const assignees = assigneesOf(handoff);
  if (assignees.length === 0) return settingsOf(config, handoff)?.owners ?? [];
  const managers = assignees
    .flatMap((assignee) => membersOf(config, assignee))
    .map((member) => managerOf(config, member));
  return [...new Set(managers.filter((manager) => manager !== undefined))];
}

/** Whom a handoff could go to: people who could decide it if it waited for them. */
export function couldDecide(
  state: State,
  config: Config,
  handoff: Handoff,
  who: string,
  now: number,
): boolean {
  return membersOf(config, who).some(
    (one) => barrier(state, config, { ...handoff, assignee: undefined, also: [] }, one, now) === undefined,
  );
}
