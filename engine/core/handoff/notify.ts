/**
 * Plans the notifications of a handoff: the queue, of which every reviewer's surface hears over the bridge, and
 * the bot's `notify` list.
 */

import { callsTitle } from '../../model/handoff-options.ts';
import { membersOf, personOf } from '../../model/people.ts';
import { conversationKey } from '../keys.ts';
import { settingsOf } from '../settings.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { assigneesOf, SOLO } from './who.ts';

export function notify(turn: Turn, id: string): void {
  const handoff = turn.state.handoffs.get(id);
  if (!handoff) return;
  const waitsFor = assigneesOf(handoff);
  for (const to of waitsFor.length > 0 ? waitsFor : ['everyone'])
    turn.emit({ type: 'handoff-announced', handoff: id, to });
  if (isQuiet(turn, handoff)) return;
  const targets = settingsOf(turn.world.config, handoff)?.notify ?? [];
  for (const { channel, to } of targets.flatMap((target) => recipients(turn, target)))
    turn.emit({
      type: 'effect-planned',
      kind: 'notify',
      id: turn.id('n'),
      handoff: id,
      channel,
      to,
      text: notice(handoff),
    });
}

/** Whether rules stopped so many conversations that the queue alone tells of this one (T58). */
function isQuiet(turn: Turn, { bot, conversation, place }: Handoff): boolean {
  if (conversation === undefined) return false;
  const stop = turn.state.conversations.get(conversationKey(bot, conversation))?.stop;
  return stop?.run === place.run && stop.quiet === true;
}

/** `email:user:alice` or `email:role:finance` are people of the directory; other addresses are the channel's own (T30). */
function recipients(turn: Turn, target: string): { channel: string; to: string }[] {
  const colon = target.indexOf(':');
  if (colon < 0) return [];
  const channel = target.slice(0, colon);
  const to = target.slice(colon + 1);
  if (!/^(user|role|team):/.test(to)) return [{ channel, to }];
  return membersOf(turn.world.config, to)
    .filter((who) => personOf(turn.world.config, who) !== undefined)
    .map((who) => ({ channel, to: who }));
}

/** Tells people by name, over the bridge and by mail where they have an address. */
export function tell(turn: Turn, handoff: Handoff, people: readonly string[], text: string): void {
  const { config } = turn.world;
  for (const to of people) turn.emit({ type: 'handoff-announced', handoff: handoff.id, to });
  if (config.channels?.email === undefined) return;
  const members = new Set(people.flatMap((who) => membersOf(config, who)));
  for (const to of members)
    if (personOf(config, to)?.email !== undefined)
      turn.emit({
        type: 'effect-planned',
        kind: 'notify',
        id: turn.id('n'),
        handoff: handoff.id,
        channel: 'email',
        to,
        text,
      });
}

function notice(handoff: Handoff): string {
  const calls = handoff.calls.map((call) =>
    call.known
      ? `${call.call.server}__${call.call.tool} ${call.call.arguments}`
      : `${call.server}__${call.tool} (${call.why})`,
  );
  return [
    `${handoff.ticket}: ${handoff.reason}`,
    `Bot: ${handoff.bot}. Priority: ${handoff.priority}.`,
    ...(handoff.flags.includes(SOLO) ? ['Solo mode: who asked may decide this themselves.'] : []),
    ...(calls.length > 0 ? [`${callsTitle(handoff.options, handoff.labels)}:`, ...calls] : []),
    `Decide in VS Code (Resume Handoff), or: handoff show ${handoff.ticket}`,
  ].join('\n');
}
