import { conditionOf, evaluate } from '../../model/condition.ts';
import type { Scope } from '../../model/edges.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';

type Fields = NodeOf<'confidence_router'>['fields'];
type Level = { kind: 'level'; handle: 'high' | 'medium' | 'low' } | { kind: 'none'; why: string };

const THRESHOLD = 0.8;

/** By how sure an answer is. What is no number from 0 to 1 is not sure: it ends with `error`, never `high` (I16). */
export const confidenceRouter: Behaviour<'confidence_router'> = {
  enter(turn, place, { id, fields }) {
    const level = levelOf(fields, scopeOf(turn.run(place.run), turn.branch(place.run, place.branch)));
    if (level.kind === 'level') return { kind: 'ended', handle: level.handle };
    return {
      kind: 'ended',
      handle: 'error',
      failure: { message: level.why, type: 'undecidable', node: id },
      problem: 'condition',
    };
  },
};

export function levelOf({ confidence, threshold = THRESHOLD, lowThreshold }: Fields, scope: Scope): Level {
  const result = evaluate(conditionOf(confidence), scope);
  if (result.kind === 'undecidable') return { kind: 'none', why: `${confidence}: ${result.why}` };
  const { value } = result;
  if (typeof value !== 'number' || !(value >= 0 && value <= 1))
    return { kind: 'none', why: `${confidence} is ${JSON.stringify(value)}, not a number from 0 to 1` };
  if (value >= threshold) return { kind: 'level', handle: 'high' };
  const isMedium = lowThreshold !== undefined && value >= lowThreshold;
  return { kind: 'level', handle: isMedium ? 'medium' : 'low' };
}
