import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { callsTitle } from '../model/handoff-options.ts';

/** What stands above the calls of a handoff: the decision that they would follow from. */
export function titleOfCalls({ options }: HandoffDetail): string {
  const labels = Object.fromEntries(options.map(({ decision, label }) => [decision, label]));
  return callsTitle(
    options.map(({ decision }) => decision),
    labels,
  );
}
