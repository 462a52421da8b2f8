/** `halt` and `resume`: the brake for every effect, and its release; `reviews`: finished answers that wait for a look. */
import type { Command } from 'commander';
import { type Acting, acting, located, type Where } from './where.ts';

interface Why extends Acting {
  why?: string;
}

export function addBrake(program: Command): void {
  acting(program.command('halt').description('no call begins from here on'))
    .option('--why <text>', 'why')
    .action((options: Why) => pull('engine/halt', 'halted: no call begins until handoff resume', options));
  acting(program.command('resume').description('calls begin again'))
    .option('--why <text>', 'why')
    .action((options: Why) => pull('engine/resume', 'calls begin again', options));
  located(program.command('reviews').description('finished answers that were picked for a look'))
    .option('--json', 'as JSON')
    .action(reviews);
}

async function pull(
  method: 'engine/halt' | 'engine/resume',
  done: string,
  { why, ...who }: Why,
): Promise<void> {
  const { asActor } = await import('../at-the-door.ts');
  await asActor(who, (client) => client.request(method, why === undefined ? {} : { why }));
  process.stdout.write(`${done}\n`);
}

async function reviews({ json, ...where }: Where & { json?: boolean }): Promise<void> {
  const { reading } = await import('../at-the-door.ts');
  const { items } = await reading(where, (client) =>
    client.request('review/list', { status: 'open', limit: 500 }),
  );
  const { reviewsText } = await import('../queue-text.ts');
  process.stdout.write(json ? `${JSON.stringify(items, null, 2)}\n` : reviewsText(items));
}
