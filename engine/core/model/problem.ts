import type { Place } from '../../../schemas/journal/event.ts';
import type { Ended } from '../step.ts';
import type { ModelEffect } from './ask.ts';

/** A model gave nothing that can be used: the handle is `error`, and without an edge there a person is asked (I16). */
export function modelProblem(
  place: Place,
  effect: ModelEffect,
  failure: { message: string; type: string },
): Ended {
  return {
    kind: 'ended',
    handle: 'error',
    from: { effect: effect.id },
    variables: { original_input: effect.request.messages.find(({ role }) => role === 'user')?.content ?? '' },
    failure: { ...failure, node: place.node },
    missing: effect.missing,
    problem: 'model',
  };
}
