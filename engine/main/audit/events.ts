/** The events of a store as text, offline: only reads, beside a running engine too. */
import { JournalDamage, JournalReader } from '../../host/journal/reader.ts';
import { surveyJournal } from '../../host/journal/survey.ts';
import { isStore, journalDirectory } from '../../host/store/identity.ts';
import { EvidenceFold, type Link } from './evidence.ts';

/**
 * Every durable event with its place in the chain, in order: up to the damage where there is some, which is then thrown.
 * Throws where there is no store; rejects with `JournalDamage`.
 */
async function* linksOf(store: string): AsyncGenerator<Link> {
  if (!isStore(store)) throw new Error(`There is no store in ${store}.`);
  const { segments, seq, ending } = await surveyJournal(journalDirectory(store));
  yield* new JournalReader(segments, seq).linked();
  if (ending.kind === 'damaged') throw new JournalDamage(ending.seq, ending.why);
}

interface FoldedEvidence {
  fold: EvidenceFold;
  /** Why it ends where it does, where that is not the end. */
  damage?: JournalDamage;
}

export async function evidenceOf(store: string): Promise<FoldedEvidence> {
  const fold = new EvidenceFold();
  try {
    for await (const link of linksOf(store)) fold.add(link);
    return { fold };
  } catch (damage) {
    if (!(damage instanceof JournalDamage)) throw damage;
    return { fold, damage };
  }
}

/** One line of JSON an event; an event that ended a handoff carries its evidence. This is the canonical form. */
export async function* exportLines(store: string): AsyncGenerator<string> {
  const { fold } = await evidenceOf(store);
  for await (const { entry } of linksOf(store)) {
    const evidence = fold.endedAt(entry.seq);
    yield JSON.stringify({ ...lineOf(entry), ...(evidence && { evidence }) });
  }
}

export interface Wanted {
  /** Only what comes after this sequence. */
  after: number;
  /** Only what concerns this handoff: its id or its ticket. */
  handoff?: string;
}

export async function* catLines(store: string, { after, handoff }: Wanted): AsyncGenerator<string> {
  const ids = new Set<string>();
  for await (const { entry } of linksOf(store)) {
    if (handoff !== undefined && !concerns(entry, handoff, ids)) continue;
    if (entry.seq > after) yield JSON.stringify(lineOf(entry));
  }
}

/** Whether an event is of a handoff or of a call that it permits; the ids of both are gathered on the way. */
function concerns({ event }: Link['entry'], wanted: string, ids: Set<string>): boolean {
  if (event?.type === 'handoff-opened' && (event.id === wanted || isTicket(event.ticket, wanted))) {
    ids.add(event.id);
    return true;
  }
  if (event?.type === 'effect-planned') {
    const permits = event.kind === 'call' && event.permit?.kind === 'decision' ? event.permit.handoff : '';
    const about = event.kind === 'notify' ? event.handoff : permits;
    if (!ids.has(about)) return false;
    ids.add(event.id);
    return true;
  }
  const { handoff, id } = { handoff: '', id: '', ...event };
  return ids.has(handoff ?? '') || ids.has(id);
}

function isTicket(ticket: string, wanted: string): boolean {
  return ticket.toLowerCase() === wanted.toLowerCase();
}

function lineOf({ event, at, ...entry }: Link['entry']) {
  const { type, ...body } = event ?? { type: entry.type };
  // Of a credential the record says whose it is, never what it could be checked against (T9).
  if (type === 'credential-issued') Reflect.deleteProperty(body, 'hash');
  return { ...entry, at: new Date(at).toISOString(), ...(event && { body }) };
}
