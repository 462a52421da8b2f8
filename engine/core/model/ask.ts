/** Asking a language model is an effect like a call: fixed here, whole, before anything is sent; repeatable after a crash. */
import type { ModelMessage, ModelRequest, Place } from '../../../schemas/journal/event.ts';
import type { Effect } from '../state.ts';
import type { Step } from '../step.ts';
import type { Turn } from '../turn.ts';

export type ModelEffect = Extract<Effect, { kind: 'model' }>;

export const DEFAULT_MODEL = 'default';

/** Plans the question; the node goes on with `answered`. */
export function askModel(
  turn: Turn,
  place: Place,
  request: ModelRequest,
  more: { repair?: true; missing?: readonly string[] } = {},
): Step {
  const { repair, missing = [] } = more;
  turn.emit({
    type: 'effect-planned',
    kind: 'model',
    id: turn.id('e'),
    place,
    request,
    ...(repair && { repair }),
    ...(missing.length > 0 && { missing: [...missing] }),
  });
  return { kind: 'waiting' };
}

/** Asks once more, with what was wrong; a second answer that does not fit is for a person. */
export function repair(turn: Turn, effect: ModelEffect, answer: string, wrong: string): Step {
  const { request, place, missing } = effect;
  const messages: ModelMessage[] = [
    ...request.messages,
    { role: 'assistant', content: answer },
    { role: 'user', content: `That cannot be used: ${wrong}. Answer again, and only in the form asked for.` },
  ];
  turn.emit({ type: 'effect-settled', id: effect.id, how: 'dropped', by: 'engine' });
  return askModel(turn, place, { ...request, messages }, { repair: true, missing });
}
