import type { Variables } from '../../../schemas/journal/event.ts';
import { conditionOf, evaluate } from '../../model/condition.ts';
import type { Scope } from '../../model/edges.ts';
import { fill } from '../../model/template.ts';
import { holeIn } from '../call/materialise.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';

type Fields = NodeOf<'data_transform'>['fields'];
type Transformed = { kind: 'set'; variables: Variables; missing: string[] } | { kind: 'none'; why: string };

/** Sets variables, all of them or, where one value cannot be worked out, none (I16). */
export const dataTransform: Behaviour<'data_transform'> = {
  enter(turn, place, { id, fields }) {
    const made = transform(fields, scopeOf(turn.run(place.run), turn.branch(place.run, place.branch)));
    if (made.kind === 'set') {
      const { variables, missing } = made;
      return { kind: 'ended', handle: '', variables, ...(missing.length > 0 && { missing }) };
    }
    return {
      kind: 'ended',
      handle: 'error',
      failure: { message: made.why, type: 'undecidable', node: id },
      problem: 'argument',
    };
  },
};

/** The new values, each from what held before. A text may lack a value, what is wholly missing may not be guessed. */
export function transform({ set = {}, expression, outputVariable }: Fields, scope: Scope): Transformed {
  const filled = fill(set, scope);
  const variables = filled.value as Variables;
  const hole = holeIn(variables, []);
  if (hole !== undefined) return { kind: 'none', why: `there is no value for ${hole}` };
  if (expression === undefined) return { kind: 'set', variables, missing: filled.missing };
  const result = evaluate(conditionOf(expression), scope);
  if (result.kind === 'undecidable') return { kind: 'none', why: `${expression}: ${result.why}` };
  return {
    kind: 'set',
    variables: { ...variables, ...(outputVariable !== undefined && { [outputVariable]: result.value }) },
    missing: filled.missing,
  };
}
