/** What a decision would do: the handle, the answer that the workflow reads, the edits, the calls and their digest. */
import type { PreviewedCall, Variables } from '../../../schemas/journal/event.ts';
import { REDIRECTED } from '../../model/handoff-options.ts';
import { scopeOf } from '../scope.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { approvedBy, handleOfDecision } from './choice.ts';
import { applyEdits, type Edited } from './edits.ts';
import { digestOf } from './open.ts';
import { previewCalls } from './preview.ts';

export interface Decision {
  decision: string;
  by: string;
  reason?: string;
  response: Variables;
  edits?: Record<string, unknown>;
  /** The node that a redirect goes to. */
  target?: string;
}

export interface Consequences {
  handle: string;
  response: Variables;
  edits: Edited;
  calls: PreviewedCall[];
  digest: string;
}

/** @throws Refusing `invalid` where an edit is not allowed */
export function consequencesOf(turn: Turn, handoff: Handoff, decided: Decision): Consequences {
  const { target } = decided;
  const handle = target === undefined ? handleOfDecision(handoff, decided.decision) : REDIRECTED;
  const edits = applyEdits(turn, handoff, decided.edits);
  const response = responseOf(decided);
  const calls = callsOf(turn, handoff, { handle, target }, response, edits);
  return { handle, response, edits, calls, digest: digestOf(turn, { ...handoff, calls }) };
}

function callsOf(
  turn: Turn,
  handoff: Handoff,
  way: { handle: string; target?: string },
  response: Variables,
  edits: Edited,
): PreviewedCall[] {
  const run = turn.run(handoff.place.run);
  const branch = run.branches[handoff.place.branch];
  if (handoff.subject.kind !== 'node' || !branch) return handoff.calls;
  const base = scopeOf(run, branch);
  return previewCalls(turn, handoff.place, way, {
    get(root) {
      if (root === 'response') return response;
      return edits.roots.has(root) ? edits.roots.get(root) : base.get(root);
    },
  });
}

/** What the workflow reads as `response` (CONTRACT, Handoffs). */
function responseOf({ decision, by, reason, response, target }: Decision): Variables {
  const said = Object.hasOwn(response, 'approved') ? response.approved : null;
  const why = reason ?? (Object.hasOwn(response, 'reason') ? response.reason : null);
  return {
    ...response,
    decision,
    approved: approvedBy(decision) ?? said,
    by,
    reason: why,
    ...(target !== undefined && { to: target }),
  };
}
