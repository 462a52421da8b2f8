import { parseDuration } from '../../model/duration.ts';
import { instantOf } from '../../model/instant.ts';
import { fill } from '../../model/template.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import { waitUntil } from '../waiting.ts';

type Delay = NodeOf<'wait_delay'>;

const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Waits for a length of time and until a moment, whichever is later; a moment that has passed is not waited for. */
export const waitDelay: Behaviour<'wait_delay'> = {
  enter(turn, place, node) {
    const { duration, until } = node.fields;
    const length = duration === undefined ? 0 : parseDuration(duration);
    if (length === undefined) return unreadable(node.id, `"${duration}" is not a length of time`);
    const named =
      until === undefined
        ? undefined
        : fill(until, scopeOf(turn.run(place.run), turn.branch(place.run, place.branch))).value;
    const moment = until === undefined ? turn.now : momentOf(named);
    if (moment === undefined)
      return unreadable(node.id, `${JSON.stringify(named) ?? until} is not a moment in ISO 8601`);
    const at = Math.max(turn.now + length, moment);
    return at <= turn.now ? { kind: 'ended', handle: '' } : waitUntil(turn, place, at);
  },

  expire: () => ({ kind: 'ended', handle: '' }),
};

/** A moment without a zone is UTC, whatever the machine's own is. */
function momentOf(value: unknown): number | undefined {
  const found = typeof value === 'string' ? MOMENT.exec(value.trim()) : null;
  if (!found) return undefined;
  const [text, zone] = found;
  return instantOf(zone === undefined && text.includes('T') ? `${text}Z` : text);
}

/** How long cannot be guessed: going on at once could act too early (I16). */
function unreadable(node: Delay['id'], message: string): ReturnType<Behaviour<'wait_delay'>['enter']> {
  return {
    kind: 'ended',
    handle: 'error',
    failure: { message, type: 'undecidable', node },
    problem: 'argument',
  };
}
