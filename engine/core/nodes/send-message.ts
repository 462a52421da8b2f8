import { fill } from '../../model/template.ts';
import { say } from '../conversation/say.ts';
import type { Behaviour } from '../nodes.ts';
import { scopeOf } from '../scope.ts';

export const sendMessage: Behaviour<'send_message'> = {
  enter(turn, place, node) {
    const run = turn.run(place.run);
    const filled = fill(node.fields.message, scopeOf(run, turn.branch(place.run, place.branch)));
    const said = say(turn, run, textOf(filled.value), { node: node.id });
    return {
      kind: 'ended',
      handle: '',
      ...(filled.missing.length > 0 && { missing: filled.missing }),
      ...(!said && { suppressed: true }),
    };
  },
};

/** A value as a text: a message that is one whole template may hold any type. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string'
    ? value
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}
