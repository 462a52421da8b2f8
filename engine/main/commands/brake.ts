/** `halt` and `resume`: the brake for every effect, and its release. */
import type { Command } from 'commander';
import { type Acting, acting } from './where.ts';

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
