import { hasDirectory, personOf } from '../../model/people.ts';
import { isRequester } from '../handoff/who.ts';
import type { InputBodies } from '../input.ts';
import { Refusing, type Turn } from '../turn.ts';

/** What a person says of a finished answer; once, and not about their own request (T57). */
export function recordReview(
  turn: Turn,
  { id, verdict, correction, note }: InputBodies['review'],
): Record<string, never> {
  const review = turn.state.reviews.get(id);
  if (!review) throw new Refusing('not-found', `There is no review ${id}.`);
  const { config } = turn.world;
  if (hasDirectory(config) && !personOf(config, turn.actor))
    throw new Refusing('forbidden', `${turn.actor} is not among the people of the configuration.`);
  if (isRequester(config, turn.actor, turn.state.runs.get(review.run)))
    throw new Refusing('forbidden', 'Nobody reviews the answer to their own request.');
  if (review.by !== undefined)
    throw new Refusing('conflict', `${review.by} has reviewed this already: ${review.verdict}.`, {
      by: review.by,
      verdict: review.verdict,
    });
  if (verdict === 'corrected' && !correction?.trim())
    throw new Refusing('invalid', 'Say what the answer should have been.', { path: 'correction' });
  turn.emit({
    type: 'review-recorded',
    id,
    run: review.run,
    by: turn.actor,
    verdict,
    ...(correction !== undefined && { correction }),
    ...(note !== undefined && { note }),
  });
  return {};
}
