import type { Command } from 'commander';
import { located, type Where } from './where.ts';

export function addErase(program: Command): void {
  located(
    program
      .command('erase')
      .description('remove the personal content of a conversation; the chain still verifies')
      .argument('<conversation>', 'id that the bot gave it'),
  )
    .option('--bot <name>', 'where several bots have a conversation of that id')
    .action(erase);
}

/** As the owner: it answers for what is kept, and it never decides. */
async function erase(conversation: string, { bot, ...where }: Where & { bot?: string }): Promise<void> {
  const { asOwner, doorOf, storeOf } = await import('../bridge-client.ts');
  const { refusable } = await import('../at-the-door.ts');
  const { withEngine } = await import('../with-engine.ts');
  const store = storeOf(where);
  await withEngine({ ...where, store }, () =>
    refusable(() =>
      asOwner(doorOf(store), (client) =>
        client.request('conversation/erase', { conversation, ...(bot !== undefined && { bot }) }),
      ),
    ),
  );
  process.stdout.write(`${conversation}: erased\n`);
}
