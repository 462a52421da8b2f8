import { arrive } from '../join.ts';
import type { Behaviour } from '../nodes.ts';

/** Splits where it has several edges; with `join` it is where the branches of another one meet again. */
export const parallel: Behaviour<'parallel'> = {
  enter(turn, place, { fields: { join, wait = 'all' } }) {
    return join === undefined ? { kind: 'ended', handle: '' } : arrive(turn, place, join, wait);
  },
};
