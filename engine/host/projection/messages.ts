/** What was said, as rows: the one table that comes from events instead of entities. */
import type { Event } from '../../../schemas/journal/event.ts';
import type { Batch } from '../../run/ports.ts';
import type { Value } from './tables.ts';

/** seq, bot, conversation, id, sender, name, text, at, holding. */
export type MessageRow = Value[];

export function messageRows({ seq, at, events }: Batch): MessageRow[] {
  const rows: MessageRow[] = [];
  for (const [index, event] of events.entries()) {
    const said = saidIn(event);
    if (said && (event.type === 'message-received' || event.type === 'message-said')) {
      const { bot, conversation, message } = event;
      rows.push([
        seq + index,
        bot,
        conversation,
        message.id,
        said.sender,
        said.name,
        message.text,
        at,
        said.holding,
      ]);
    }
  }
  return rows;
}

function saidIn(event: Event): { sender: string; name: string | null; holding: number } | undefined {
  if (event.type === 'message-received') {
    const { from } = event.message;
    return { sender: 'user', name: from?.name ?? from?.id ?? null, holding: 0 };
  }
  if (event.type !== 'message-said') return undefined;
  return { sender: event.message.from, name: event.message.name ?? null, holding: event.holding ? 1 : 0 };
}
