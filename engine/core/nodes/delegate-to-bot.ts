import { fillText } from '../../model/template.ts';
import { failed, inputsOf, startChild } from '../child.ts';
import { type Behaviour, cannotRun } from '../nodes.ts';
import { pin } from '../pin.ts';
import { scopeOf } from '../scope.ts';

const HOPS = 3;

/**
 * Another bot's workflow goes on with the conversation, as it is now; who asked stays who asked, and the other bot's
 * configuration holds for its handoffs (R10).
 */
export const delegateToBot: Behaviour<'delegate_to_bot'> = {
  enter(turn, place, { id, fields }) {
    const run = turn.run(place.run);
    const left = Math.min(run.hopsLeft ?? HOPS, fields.maxHops ?? HOPS);
    if (left < 1)
      return failed(place, 'too-many-hops', 'the conversation was given from bot to bot too often');
    const definition = turn.world.current(fields.bot);
    if (!definition || !turn.world.workflow(definition.hash))
      return cannotRun(id, `there is no workflow for the bot "${fields.bot}" that can be run`);
    const inputs = inputsOf(turn, place, fields.inputs);
    const scope = scopeOf(run, turn.branch(place.run, place.branch));
    const message = fields.message === undefined ? inputs.message : fillText(fields.message, scope).text;
    const files = pin(turn, fields.bot, definition);
    return startChild(turn, place, {
      by: 'message',
      workflow: definition.hash,
      variables: { ...inputs, message: message ?? null },
      delegate: fields.bot,
      hopsLeft: left - 1,
      ...(files && { files }),
    });
  },
};
