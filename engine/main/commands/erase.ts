import type { Command } from 'commander';
import type { Client } from '../../../schemas/protocol/client.ts';
import { located, type Where } from './where.ts';

export function addErase(program: Command): void {
  located(
    program
      .command('erase')
      .description('remove the personal content of a conversation; the chain still verifies')
      .argument('<conversation>', 'id that the bot gave it, or a ticket that belongs to it'),
  )
    .option('--bot <name>', 'where several bots have a conversation of that id')
    .action(erase);
}

/** A question belongs to no conversation: its run is erased. */
async function placeOf(client: Client, given: string): Promise<{ bot?: string; conversation: string }> {
  if (!/^(H-\d+|h_.+)$/i.test(given)) return { conversation: given };
  const { handoffAt } = await import('../at-the-door.ts');
  const { bot, conversation, run } = await handoffAt(client, given);
  return { bot, conversation: conversation ?? run };
}

/** As the owner: it answers for what is kept, and it never decides. */
async function erase(conversation: string, { bot, ...where }: Where & { bot?: string }): Promise<void> {
  const { asOwner, doorOf, storeOf } = await import('../bridge-client.ts');
  const { refusable } = await import('../at-the-door.ts');
  const { withEngine } = await import('../with-engine.ts');
  const store = storeOf(where);
  await withEngine({ ...where, store }, () =>
    refusable(() =>
      asOwner(doorOf(store), async (client) => {
        const place = await placeOf(client, conversation);
        await client.request('conversation/erase', { ...(bot !== undefined && { bot }), ...place });
      }),
    ),
  );
  process.stdout.write(`${conversation}: erased\n`);
}
