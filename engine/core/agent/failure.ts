/** An agent that could not help: `failed`, or `error` where something broke. Without an edge a person gets the transcript (R27). */
import type { Place } from '../../../schemas/journal/event.ts';
import type { NodeOf } from '../nodes.ts';
import { type Ended, nodeTimer } from '../step.ts';
import type { Turn } from '../turn.ts';
import { agentOf, transcriptOf } from './progress.ts';

export function agentFailed(
  turn: Turn,
  place: Place,
  node: NodeOf<'agent_loop'>,
  failure: { message: string; type: string },
  how: { broken?: true; effect?: string } = {},
): Ended {
  const timer = nodeTimer(place);
  if (turn.state.timers.get(timer)) turn.emit({ type: 'timer-cancelled', id: timer });
  const transcript = transcriptOf(agentOf(turn, place));
  return {
    kind: 'ended',
    handle: how.broken ? brokenHandle(turn, place) : 'failed',
    ...(how.effect !== undefined && { from: { effect: how.effect } }),
    variables: { original_input: { instructions: node.fields.instructions, transcript } },
    failure: { ...failure, node: node.id },
    problem: 'model',
  };
}

/** Who drew only `failed` wants everything there. */
function brokenHandle(turn: Turn, place: Place): string {
  const edges = turn.workflow(turn.run(place.run)).outgoing.get(place.node) ?? [];
  const has = (handle: string): boolean => edges.some((edge) => edge.handle === handle);
  return has('failed') && !has('error') ? 'failed' : 'error';
}
