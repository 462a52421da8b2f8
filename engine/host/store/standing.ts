/** What may be done with a store, from what was found: pure, so that every case is a row in a test. */
import type { JournalDamage } from '../journal/reader.ts';
import type { Survey } from '../journal/survey.ts';
import type { Known } from './identity.ts';

/** Why a store had to be adopted; its effects may have happened elsewhere (T55). */
export type Adoption = 'unknown' | 'copied' | 'moved' | 'restored';

export type Decided = { kind: 'live'; adoption?: Adoption } | { kind: 'read-only'; why: string };

const ADOPT = 'It is open for reading only. To use it here, adopt it (--adopt, or the command Adopt Store).';

const REASONS: Record<Adoption, string> = {
  unknown: `This machine does not know this store: it was cloned or came from elsewhere. ${ADOPT}`,
  copied: `This store is a copy: the original is still where it was. ${ADOPT}`,
  moved: `This store was known under another path: it was moved or copied. ${ADOPT}`,
  restored: `This store is older than it was: events that were saved are missing from its journal. ${ADOPT}`,
};

export function standingOf(
  known: Known,
  survey: Survey,
  damage: JournalDamage | undefined,
  adopt: boolean,
): Decided {
  if (survey.ending.kind === 'damaged') return damaged(survey.ending.seq, survey.ending.why);
  if (damage) return { kind: 'read-only', why: `${damage.message} The store is open for reading only.` };
  const adoption = adoptionOf(known, survey);
  if (!adoption || adopt) return { kind: 'live', adoption };
  return { kind: 'read-only', why: REASONS[adoption] };
}

function adoptionOf({ standing, head }: Known, survey: Survey): Adoption | undefined {
  if (standing.kind === 'new') return undefined;
  if (standing.kind === 'strange') return standing.how;
  if (head.kind === 'known') return survey.found.has(head.hash) ? undefined : 'restored';
  return head.kind === 'none' && survey.segments.length === 0 ? undefined : 'restored';
}

function damaged(seq: number, why: string): Decided {
  const text = `The journal is damaged at sequence ${seq}: ${why}.`;
  return { kind: 'read-only', why: `${text} The store is open for reading only, up to ${seq - 1}.` };
}
