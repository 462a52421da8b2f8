/** Whether several handoffs may be decided with one word: low risk, the same question, and some of them looked at (T58). */
import type { InputBodies } from '../input.ts';
import type { Handoff } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf } from './decide.ts';

const MOST = 200;
/** Share of a batch that its decider must have had on screen; one at least. */
const SAMPLE = 0.1;

/** Writes nothing; each item is decided by itself after it. @throws Refusing `invalid` with the item that does not belong */
export function checkBatch(turn: Turn, { items }: InputBodies['batch']): Record<string, never> {
  if (items.length === 0 || items.length > MOST)
    throw new Refusing('invalid', `A batch has 1 to ${MOST} handoffs, not ${items.length}.`, {
      path: 'items',
    });
  const handoffs = items.map(({ id }) => handoffOf(turn, id));
  const first = handoffs[0];
  for (const [index, handoff] of handoffs.entries()) {
    const path = `items[${index}].id`;
    if (handoffs.indexOf(handoff) !== index)
      throw new Refusing('invalid', `${handoff.ticket} is in the batch twice.`, { path });
    if (handoff.risk !== 'low')
      throw new Refusing('invalid', `${handoff.ticket} is of ${handoff.risk} risk: decide it by itself.`, {
        path,
      });
    if (first && kindOf(handoff) !== kindOf(first))
      throw new Refusing('invalid', `${handoff.ticket} asks something else than ${first.ticket}.`, { path });
  }
  const needed = Math.max(1, Math.ceil(handoffs.length * SAMPLE));
  const seen = handoffs.filter(({ seenAt, revision }) => seenAt?.[turn.actor] === revision).length;
  if (seen < needed)
    throw new Refusing(
      'invalid',
      `Open ${needed} of these ${handoffs.length} first; you have seen ${seen}.`,
      {
        path: 'items',
        needed,
        seen,
      },
    );
  return {};
}

/** What makes two handoffs the same question: the node of one definition, and the tools that it leads to. */
function kindOf({ workflow, place, subject, calls }: Handoff): string {
  const tools = calls.map((call) => {
    const { server, tool } = call.known ? call.call : call;
    return `${server}__${tool}`;
  });
  return JSON.stringify([workflow, place.node, subject.kind, [...new Set(tools)].sort()]);
}
