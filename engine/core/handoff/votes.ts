import type { Config } from '../../model/config.ts';
import { membersOf } from '../../model/people.ts';
import type { Handoff, State } from '../state.ts';
import { barrier } from './who.ts';

/** What votes are counted with: `now` in milliseconds since the epoch, UTC. */
export interface Counting {
  state: State;
  config: Config;
  now: number;
}

/**
 * Whose votes for a decision are still missing: one entry a vote; `anyone` where no group is named. Who may not decide
 * any more has no vote any more (T45).
 */
export function missingVotes(counting: Counting, handoff: Handoff, decision: string): string[] {
  const { approvals } = handoff;
  const { state, config, now } = counting;
  if (!approvals) return [];
  const voters = handoff.votes
    .filter((vote) => vote.decision === decision)
    .map((vote) => vote.by)
    .filter((who) => barrier(state, config, handoff, who, now) === undefined);
  const missing: string[] = [];
  for (const [group, needed] of Object.entries(approvals.groups ?? {})) {
    const members = membersOf(config, group);
    const have = voters.filter((who) => members.includes(who)).length;
    for (let n = have; n < needed; n++) missing.push(group);
  }
  for (let n = voters.length + missing.length; n < approvals.count; n++) missing.push('anyone');
  return missing;
}

export interface Agreement {
  have: number;
  needed: number;
  missing: string[];
}

/** How far people have come with what most of them voted for; nothing where one is enough. */
export function agreementOf(counting: Counting, handoff: Handoff): Agreement | undefined {
  if (!handoff.approvals) return undefined;
  const voted = handoff.votes.map(({ decision }) => decision);
  const count = (decision: string) => voted.filter((one) => one === decision).length;
  const first = handoff.options.find((option) => option !== 'reject') ?? 'approve';
  const decision = voted.reduce((best, one) => (count(one) > count(best) ? one : best), first);
  const missing = handoff.status === 'open' ? missingVotes(counting, handoff, decision) : [];
  const groups = Object.values(handoff.approvals.groups ?? {}).reduce((sum, needed) => sum + needed, 0);
  const needed = Math.max(handoff.approvals.count, groups, missing.length);
  return { have: needed - missing.length, needed, missing };
}
