import { membersOf } from '../../model/people.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { barrier } from './who.ts';

/**
 * Whose votes for a decision are still missing: one entry a vote; `anyone` where no group is named. Who may not decide
 * any more has no vote any more (T45).
 */
export function missingVotes(turn: Turn, handoff: Handoff, decision: string): string[] {
  const { approvals } = handoff;
  const { config } = turn.world;
  if (!approvals) return [];
  const voters = handoff.votes
    .filter((vote) => vote.decision === decision)
    .map((vote) => vote.by)
    .filter((who) => barrier(turn.state, config, handoff, who, turn.now) === undefined);
  const missing: string[] = [];
  for (const [group, needed] of Object.entries(approvals.groups ?? {})) {
    const members = membersOf(config, group);
    const have = voters.filter((who) => members.includes(who)).length;
    for (let n = have; n < needed; n++) missing.push(group);
  }
  for (let n = voters.length + missing.length; n < approvals.count; n++) missing.push('anyone');
  return missing;
}
