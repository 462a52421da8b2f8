import type { Config } from '../../model/config.ts';
import { membersOf } from '../../model/people.ts';
import type { Handoff } from '../state.ts';

/** Whose votes a decision by several people still lacks: one entry a missing vote; `anyone` where no group is named. */
export function missingVotes(config: Config, handoff: Handoff): string[] {
  const { approvals, votes } = handoff;
  if (!approvals) return [];
  const missing: string[] = [];
  for (const [group, needed] of Object.entries(approvals.groups ?? {})) {
    const inGroup = membersOf(config, group);
    const have = votes.filter((vote) => inGroup.includes(vote.by)).length;
    for (let n = have; n < needed; n++) missing.push(group);
  }
  for (let n = votes.length + missing.length; n < approvals.count; n++) missing.push('anyone');
  return missing;
}
