/**
 * What the journal proves of each handoff (R63). A fold of its own over the events, so that it needs nothing but the files;
 * what was erased is counted, never guessed.
 */
import type { EventOf, JournalEntry } from '../../../schemas/journal/event.ts';
import { plannedBy, stateAfter } from './outcome.ts';
import { type Evidence, iso, methodOf, type Outcome, recordOf } from './record.ts';

export interface Link {
  entry: JournalEntry;
  /** Of the frame that holds the entry. */
  hash: string;
  /** Of the frame before it. */
  previous: string;
}

export class EvidenceFold {
  readonly #records = new Map<string, Evidence>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #paths = new Map<string, string>();
  readonly #endings = new Map<number, string>();
  #erased = 0;

  /** In the order in which they were opened. */
  get records(): Evidence[] {
    return [...this.#records.values()];
  }

  /** Events whose content was erased. */
  get erased(): number {
    return this.#erased;
  }

  /** The record that the event of this sequence ended, and nothing has opened again. */
  endedAt(seq: number): Evidence | undefined {
    const record = this.#records.get(this.#endings.get(seq) ?? '');
    return record?.when.decidedSeq === seq ? record : undefined;
  }

  add(link: Link): void {
    const { event, seq, at } = link.entry;
    if (!event) {
      this.#erased += 1;
      return;
    }
    switch (event.type) {
      case 'workflow-pinned':
        this.#paths.set(event.hash, event.path);
        return;
      case 'handoff-opened':
        this.#records.set(
          event.id,
          recordOf(event, this.#paths.get(event.workflow) ?? event.workflow, { seq, at }),
        );
        return;
      case 'effect-planned': {
        const planned = plannedBy(event, at);
        if (!planned) return;
        this.#outcomes.set(planned.outcome.effect, planned.outcome);
        this.#records.get(planned.handoff)?.outcome.push(planned.outcome);
        return;
      }
      default: {
        const record = 'handoff' in event ? this.#records.get(event.handoff ?? '') : undefined;
        if (record) this.#happened(record, link, event);
        const next = stateAfter(event);
        const outcome = next && this.#outcomes.get(next.id);
        if (outcome) Object.assign(outcome, { state: next.state, at: iso(at), detail: next.detail });
      }
    }
  }

  #happened(record: Evidence, link: Link, event: NonNullable<JournalEntry['event']>): void {
    const { seq, at, actor, cause } = link.entry;
    const { who, what, when, why, proof } = record;
    switch (event.type) {
      case 'handoff-seen':
        when.firstSeen ??= iso(at);
        when.firstSeenBy ??= event.by;
        return;
      case 'handoff-revised':
        what.revision = event.revision;
        what.calls = event.changes.calls ?? what.calls;
        proof.card = event.changes.digest ?? proof.card;
        return;
      case 'handoff-voted':
        who.votes.push({ by: event.by, decision: event.decision, reason: event.reason ?? null, seq });
        return;
      case 'handoff-decided':
        this.#end(record, 'decided', link);
        decided(record, event);
        return;
      case 'handoff-expired':
        this.#end(record, 'expired', link);
        Object.assign(who, { by: 'timeout', method: 'clock' });
        what.decision = 'timeout';
        return;
      case 'handoff-returned':
        this.#end(record, 'returned', link);
        Object.assign(who, { by: event.by, method: methodOf(event.by, cause) });
        why.reason = event.note ?? null;
        return;
      case 'handoff-cancelled':
        this.#end(record, 'cancelled', link);
        Object.assign(who, { by: actor, method: methodOf(actor, cause) });
        why.reason = event.why;
        return;
      case 'handoff-undone':
        undone(record, event);
        return;
      default:
    }
  }

  #end(record: Evidence, status: Evidence['status'], { entry, hash, previous }: Link): void {
    record.status = status;
    record.when.decidedSeq = entry.seq;
    record.when.decided = iso(entry.at);
    record.proof = { ...record.proof, event: entry.digest, frame: hash, previous };
    this.#endings.set(entry.seq, record.handoff);
  }
}

function decided(record: Evidence, event: EventOf<'handoff-decided'>): void {
  const { by, channel, revision, decision, calls, edits = [], reason = null, config, digest } = event;
  const { votes } = record.who;
  record.who = { by, method: methodOf(by, channel), channel, solo: event.solo === true, votes };
  record.what = { ...record.what, revision, decision, calls, edits };
  record.why = { ...record.why, reason, config };
  record.proof.card = digest;
}

/** A decision that was taken back has let nothing happen; who took back a vote has none. */
function undone(record: Evidence, { by }: EventOf<'handoff-undone'>): void {
  const votes = record.who.votes.filter((vote) => vote.by !== by);
  record.status = 'open';
  record.who = { by: null, method: 'nobody', channel: null, solo: false, votes };
  record.what = { ...record.what, decision: null, edits: [] };
  record.when = { ...record.when, decidedSeq: null, decided: null };
  record.why = { ...record.why, reason: null, config: null };
  record.proof = { ...record.proof, event: null, frame: null, previous: null };
}
