import { openNodeHandoff } from '../handoff/open.ts';
import type { Behaviour } from '../nodes.ts';

export const human: Behaviour<'human'> = {
  enter: (turn, place, node) => openNodeHandoff(turn, place, node.fields, node.fields.prompt),
};
