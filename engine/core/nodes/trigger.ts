import type { Behaviour } from '../nodes.ts';

/** The run already holds what started it. */
export const trigger: Behaviour<'trigger'> = {
  enter: () => ({ kind: 'ended', handle: '' }),
};
