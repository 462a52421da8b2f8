/** What changed between the revision somebody read and the one that holds now (F17). */
import type { HandoffDetail } from '../../schemas/protocol/views.ts';

export interface Change {
  what: string;
  before: string;
  after: string;
}

const PARTS: readonly [string, (item: HandoffDetail) => string][] = [
  ['What would happen', (item) => item.calls.map(callText).join('\n') || 'no calls'],
  ['Options', (item) => item.options.map((option) => option.label).join(', ')],
  ['Assigned to', (item) => item.assignee ?? 'anybody'],
  ['Reason', (item) => item.reason],
  ['Risk', (item) => item.risk],
  ['Variables', (item) => JSON.stringify(item.variables)],
];

/** Only the parts that differ, in the order a reviewer reads them; the revision itself where no part tells. */
export function differences(before: HandoffDetail, after: HandoffDetail): Change[] {
  const changes = PARTS.map(([what, read]) => ({ what, before: read(before), after: read(after) })).filter(
    (change) => change.before !== change.after,
  );
  if (changes.length > 0) return changes;
  return [{ what: 'Revision', before: String(before.revision), after: String(after.revision) }];
}

function callText(call: HandoffDetail['calls'][number]): string {
  return call.known
    ? `${call.call.server}__${call.call.tool} ${call.call.arguments}`
    : `${call.server}__${call.tool} not known yet: ${call.why}`;
}
