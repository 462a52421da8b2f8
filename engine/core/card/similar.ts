/** Past handoffs of the same node that resemble this one, and how people decided them (R52, R57). */
import type { Handoff, State } from '../state.ts';
import { numbersOf } from './facts.ts';

export interface Similar {
  handoff: Handoff;
  /** What both have in common, for people. */
  because: string;
}

export interface Resemblance {
  /** The nearest ones first. */
  nearest: Similar[];
  /** How all that resemble it were decided, the most frequent first. */
  precedents: { decision: string; count: number }[];
  /** Whose numbers this one may be held against: those that were approved. */
  approved: Handoff[];
}

const SHOWN = 5;
const NEAR = 0.25;

export function resembling(state: State, handoff: Handoff): Resemblance {
  const own = profileOf(state, handoff);
  const found: (Similar & { score: number })[] = [];
  const approved: Handoff[] = [];
  for (const [, other] of state.handoffs.entries()) {
    if (!isPrecedent(other, handoff)) continue;
    if (other.response?.approved === true) approved.push(other);
    const { score, shared } = compare(own, profileOf(state, other));
    if (score > 0) found.push({ handoff: other, because: shared.join('; '), score });
  }
  found.sort((a, b) => b.score - a.score || (b.handoff.decidedAt ?? 0) - (a.handoff.decidedAt ?? 0));
  return {
    nearest: found.slice(0, SHOWN).map(({ handoff: other, because }) => ({ handoff: other, because })),
    precedents: counted(found.map(({ handoff: other }) => other.decision ?? '')),
    approved,
  };
}

/** Only what a person decided at the same node of the same bot says anything. */
function isPrecedent(other: Handoff, { id, bot, place, openedAt }: Handoff): boolean {
  return (
    other.id !== id &&
    other.status === 'decided' &&
    other.bot === bot &&
    other.place.node === place.node &&
    other.subject.kind === 'node' &&
    (other.decidedBy?.startsWith('user:') ?? false) &&
    (other.decidedAt ?? 0) <= openedAt
  );
}

interface Profile {
  requester: readonly string[];
  numbers: ReadonlyMap<string, number>;
}

function profileOf(state: State, handoff: Handoff): Profile {
  return {
    requester: state.runs.get(handoff.place.run)?.requester ?? [],
    numbers: numbersOf(handoff),
  };
}

function compare(own: Profile, other: Profile): { score: number; shared: string[] } {
  const shared: string[] = [];
  let score = 0;
  const same = own.requester.find((identity) => other.requester.includes(identity));
  if (same !== undefined) {
    score += 3;
    shared.push(`same requester ${same}`);
  }
  for (const [path, value] of own.numbers) {
    const theirs = other.numbers.get(path);
    if (theirs === undefined || Math.abs(theirs - value) > NEAR * Math.abs(value)) continue;
    score += 2;
    shared.push(theirs === value ? `same ${path} ${value}` : `${path} ${theirs} against ${value}`);
  }
  return { score, shared };
}

function counted(decisions: string[]): { decision: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const decision of decisions) counts.set(decision, (counts.get(decision) ?? 0) + 1);
  return [...counts]
    .map(([decision, count]) => ({ decision, count }))
    .sort((a, b) => b.count - a.count || a.decision.localeCompare(b.decision, 'en'));
}
