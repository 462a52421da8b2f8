import { parseDuration } from '../../model/duration.ts';
import { fill } from '../../model/template.ts';
import { say } from '../conversation/say.ts';
import type { Behaviour } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import { setNodeTimer } from '../waiting.ts';
import { textOf } from './send-message.ts';

/** Asks and waits: the user's next message is for the oldest node that waits (CONTRACT, Messages). */
export const waitForReply: Behaviour<'wait_for_reply'> = {
  enter(turn, place, { id, fields }) {
    const run = turn.run(place.run);
    const { value } = fill(fields.message ?? '', scopeOf(run, turn.branch(place.run, place.branch)));
    say(turn, run, textOf(value), { node: id });
    turn.emit({ type: 'reply-awaited', ...place });
    const length = fields.timeout === undefined ? undefined : parseDuration(fields.timeout);
    if (length !== undefined) setNodeTimer(turn, place, turn.now + length);
    return { kind: 'waiting' };
  },

  reply: (_turn, _place, { fields: { outputVariable } }, text) => ({
    kind: 'ended',
    handle: '',
    ...(outputVariable !== undefined && { variables: { [outputVariable]: text } }),
  }),

  expire: () => ({ kind: 'ended', handle: 'timeout' }),
};
