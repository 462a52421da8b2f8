/** `reviews`: finished answers that were picked for a look, and those that had one as JSON Lines (R41, R42). */
import type { Command } from 'commander';
import { located, type Where } from './where.ts';

interface Reviews extends Where {
  json?: boolean;
  export?: boolean;
  bot?: string;
}

export function addReviews(program: Command): void {
  located(program.command('reviews').description('finished answers that were picked for a look'))
    .option('--json', 'as JSON')
    .option('--export', 'those that were looked at, with corrections, a line of JSON each')
    .option('--bot <name>', 'of that bot alone')
    .action((options: Reviews) => (options.export ? exported(options) : listed(options)));
}

async function listed({ json, bot, ...where }: Reviews): Promise<void> {
  const { reading } = await import('../at-the-door.ts');
  const { items } = await reading(where, (client) =>
    client.request('review/list', { status: 'open', limit: 500, ...(bot !== undefined && { bot }) }),
  );
  const { reviewsText } = await import('../queue-text.ts');
  process.stdout.write(json ? `${JSON.stringify(items, null, 2)}\n` : reviewsText(items));
}

async function exported({ bot, ...where }: Reviews): Promise<void> {
  const { reading } = await import('../at-the-door.ts');
  const { reviewLines } = await import('../../../schemas/protocol/review-lines.ts');
  await reading(where, async (client) => {
    const reader = {
      list: (params: Parameters<typeof client.request<'review/list'>>[1]) =>
        client.request('review/list', params),
      get: (params: { id: string }) => client.request('review/get', params),
    };
    for await (const line of reviewLines(reader, bot)) process.stdout.write(`${line}\n`);
  });
}
