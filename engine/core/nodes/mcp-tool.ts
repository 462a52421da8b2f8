import { materialise } from '../call/materialise.ts';
import { planCall } from '../call/plan.ts';
import type { Behaviour } from '../nodes.ts';
import { scopeOf } from '../scope.ts';

/** Calls a tool: what is sent is fixed here, whether it may be sent is decided by its permit. */
export const mcpTool: Behaviour<'mcp_tool'> = {
  enter(turn, place, node) {
    const made = materialise(
      turn.world,
      node,
      scopeOf(turn.run(place.run), turn.branch(place.run, place.branch)),
    );
    if (made.kind === 'refused')
      return {
        kind: 'ended',
        handle: 'error',
        failure: { message: made.message, type: made.type, node: node.id },
        ...(made.person && { problem: 'argument' }),
      };
    planCall(turn, place, made.call, made.missing);
    return { kind: 'waiting' };
  },
};
