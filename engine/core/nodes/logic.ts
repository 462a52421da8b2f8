import { evaluate, parse, truthy } from '../../model/condition.ts';
import type { Behaviour } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import type { Step } from '../step.ts';

/** `if_else` on a condition. What cannot be decided ends with `error`, never with a branch that acts (I16). */
export const logic: Behaviour<'logic'> = {
  enter(turn, place, node) {
    const parsed = parse(node.fields.condition);
    if (parsed.kind === 'invalid')
      return undecidable(node.id, `the condition cannot be read: ${parsed.message}`);
    const run = turn.run(place.run);
    const result = evaluate(parsed.expression, scopeOf(run, turn.branch(place.run, place.branch)));
    if (result.kind === 'undecidable') return undecidable(node.id, result.why);
    return { kind: 'ended', handle: truthy(result.value) ? 'true' : 'false' };
  },
};

function undecidable(node: string, message: string): Step {
  return {
    kind: 'ended',
    handle: 'error',
    failure: { message, type: 'undecidable', node },
    problem: 'condition',
  };
}
