/** Evidence as a table for spreadsheets: a row a handoff, RFC 4180. Nothing in a cell can become a formula (T26). */
import { type Cell, csvCell } from '../../../schemas/text/csv.ts';
import type { Evidence } from './record.ts';

const COLUMNS: Readonly<Record<string, (record: Evidence) => Cell>> = {
  ticket: ({ ticket }) => ticket,
  handoff: ({ handoff }) => handoff,
  status: ({ status }) => status,
  who: ({ who }) => who.by,
  method: ({ who }) => who.method,
  channel: ({ who }) => who.channel,
  solo: ({ who }) => who.solo,
  votes: ({ who }) => who.votes.map(({ by, decision }) => `${by}: ${decision}`).join('; '),
  bot: ({ what }) => what.bot,
  workflow: ({ what }) => what.workflow,
  definition: ({ what }) => what.definition,
  node: ({ what }) => what.node,
  kind: ({ what }) => what.kind,
  risk: ({ what }) => what.risk,
  question: ({ what }) => what.question,
  decision: ({ what }) => what.decision,
  revision: ({ what }) => what.revision,
  edits: ({ what }) => (what.edits.length === 0 ? null : JSON.stringify(what.edits)),
  calls: ({ what }) => (what.calls.length === 0 ? null : JSON.stringify(what.calls)),
  opened_seq: ({ when }) => when.openedSeq,
  opened: ({ when }) => when.opened,
  first_seen: ({ when }) => when.firstSeen,
  first_seen_by: ({ when }) => when.firstSeenBy,
  decided_seq: ({ when }) => when.decidedSeq,
  decided: ({ when }) => when.decided,
  reason: ({ why }) => why.reason,
  because: ({ why }) => why.because,
  confidence: ({ why }) => why.confidence,
  config: ({ why }) => why.config,
  outcome: ({ outcome }) => outcome.map(({ call, state }) => `${call}: ${state}`).join('; '),
  card_digest: ({ proof }) => proof.card,
  event_digest: ({ proof }) => proof.event,
  frame_hash: ({ proof }) => proof.frame,
  previous_hash: ({ proof }) => proof.previous,
};

export function* csvLines(records: readonly Evidence[]): Generator<string> {
  yield Object.keys(COLUMNS).join(',');
  for (const record of records)
    yield Object.values(COLUMNS)
      .map((column) => csvCell(column(record)))
      .join(',');
}
