/** What a handoff brings with it for the person who decides (R22, R52, R57, R58): gathered by code, masked like the rest. */
import type { Variables } from '../../../schemas/journal/event.ts';
import { isRecord } from '../../../schemas/protocol/frame.ts';
import type { ContextPackage, MessageItem } from '../../../schemas/protocol/views.ts';
import type { Handoff, Run } from '../../core/state.ts';

export function contextPackage(
  handoff: Handoff,
  run: Run | undefined,
  messages: readonly MessageItem[],
  variables: Variables,
): ContextPackage {
  const context = isRecord(handoff.context) ? handoff.context : {};
  const { confidence, options, task } = context;
  const first = messages.find(({ from }) => from === 'user')?.text;
  return {
    request: typeof variables.message === 'string' ? variables.message : (first ?? null),
    requester: run?.requester ?? [],
    steps: (run?.trace ?? []).map(({ node, at, handle, failure }) => ({
      node,
      label: node,
      type: '',
      at: new Date(at).toISOString(),
      ...(handle !== undefined && { handle }),
      ...(failure && { failure: failure.message }),
    })),
    draft: context.draft ?? null,
    confidence: typeof confidence === 'number' ? confidence : null,
    flags: handoff.flags,
    considered: Array.isArray(options) ? options : [],
    task: typeof task === 'string' ? task : handoff.reason,
    risks: [],
    similar: [],
    summary: handoff.summary === undefined ? null : { text: handoff.summary, by: 'author' },
    missing: [],
  };
}
