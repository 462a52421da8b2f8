import type { Failure, Place } from '../../../schemas/journal/event.ts';
import { parseDuration } from '../../model/duration.ts';
import { fill } from '../../model/template.ts';
import { say } from '../conversation/say.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import type { Ended } from '../step.ts';
import type { Turn } from '../turn.ts';
import { waitUntil } from '../waiting.ts';
import { textOf } from './send-message.ts';

type Handler = NodeOf<'error_handler'>;

/**
 * Tries the node again that failed, as a new visit; a call that it makes needs a permit of its own. What a person turned
 * down is not tried again.
 */
export const errorHandler: Behaviour<'error_handler'> = {
  enter(turn, place, node) {
    const branch = turn.branch(place.run, place.branch);
    const { error } = branch.own;
    const { retries = 0, delay } = node.fields;
    const before = branch.tries?.find((one) => one.node === node.id && one.failed === error?.node);
    const tries = (before?.tries ?? 0) + 1;
    if (!error || !canRetry(turn, place, error) || tries > retries) return giveUp(turn, place, node, error);
    turn.emit({ type: 'try-counted', ...place, failed: error.node, tries });
    const length = delay === undefined ? undefined : parseDuration(delay);
    if (length !== undefined) return waitUntil(turn, place, turn.now + length);
    return again(node, error);
  },

  expire(turn, place, node) {
    const { error } = turn.branch(place.run, place.branch).own;
    return error ? again(node, error) : giveUp(turn, place, node, error);
  },
};

function canRetry(turn: Turn, { run }: Place, { node, type }: Failure): boolean {
  return type !== 'turned-down' && turn.workflow(turn.run(run)).nodes.has(node);
}

function again(node: Handler, error: Failure): Ended {
  return { kind: 'ended', handle: 'retry', again: error.node, variables: outputOf(node, error) };
}

function giveUp(turn: Turn, place: Place, node: Handler, error: Failure | undefined): Ended {
  const run = turn.run(place.run);
  const filled = fill(node.fields.message ?? '', scopeOf(run, turn.branch(place.run, place.branch)));
  say(turn, run, textOf(filled.value), { node: node.id });
  return { kind: 'ended', handle: '', variables: outputOf(node, error) };
}

function outputOf({ fields: { outputVariable } }: Handler, error: Failure | undefined) {
  return outputVariable === undefined ? undefined : { [outputVariable]: error ?? null };
}
