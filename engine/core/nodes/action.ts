import { openNodeHandoff } from '../handoff/open.ts';
import { type Behaviour, cannotRun } from '../nodes.ts';

export const action: Behaviour<'action'> = {
  enter(turn, place, node) {
    if (node.fields.actionType !== 'human_handoff')
      return cannotRun(node.id, `nothing here knows how to do the action "${node.fields.actionType}"`);
    return openNodeHandoff(
      turn,
      place,
      node.fields,
      node.fields.reason ?? node.fields.label ?? 'A decision is needed.',
    );
  },
};
