import { speak } from '../../model/duration.ts';
import type { Scope } from '../../model/edges.ts';
import { fill } from '../../model/template.ts';
import { textOf } from '../nodes/send-message.ts';
import { settingsOf } from '../settings.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';

/** What the user hears at the pause (R26): the node's text, else the bot's, else ours; '' says nothing. */
export function holdingMessage(
  turn: Turn,
  run: Run,
  fields: { holdingMessage?: string },
  scope: Scope,
  length: number | undefined,
): string {
  const own = fields.holdingMessage ?? settingsOf(turn.world.config, run)?.holdingMessage;
  if (own !== undefined) return textOf(fill(own, scope).value);
  const when = length === undefined ? 'as soon as they have decided' : `within ${speak(length)}`;
  return `A person is looking at this now. You will hear from us here ${when}.`;
}
