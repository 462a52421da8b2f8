/** The queue from the command line: `queue`, `show`, `approve`, `reject`. Deciding is done as a person, over the bridge. */
import type { Command } from 'commander';
import type { HandoffItem } from '../../../schemas/protocol/views.ts';
import { type Acting, acting, located, type Where } from './where.ts';

export function addQueue(program: Command): void {
  located(program.command('queue').description('what waits for a person'))
    .option('--json', 'as JSON')
    .action(queue);
  located(
    program.command('show').description('everything about one handoff').argument('<id>', 'id or ticket'),
  )
    .option('--json', 'as JSON')
    .action(show);
  decision(program, 'approve', 'let it happen').action((id, options) => decide(id, 'approve', options));
  decision(program, 'reject', 'do not let it happen').action((id, options) => decide(id, 'reject', options));
}

function decision(program: Command, name: string, what: string): Command {
  return acting(program.command(name).description(what).argument('<id>', 'id or ticket')).option(
    '--reason <text>',
    'why',
  );
}

async function queue({ json, ...where }: Where & { json?: boolean }): Promise<void> {
  const { reading } = await import('../at-the-door.ts');
  const items = await reading(where, async (client) => {
    const found: HandoffItem[] = [];
    for (let after: string | undefined; ; ) {
      const page = await client.request('handoff/list', {
        status: 'open',
        limit: 200,
        ...(after !== undefined && { after }),
      });
      found.push(...page.items);
      after = page.next;
      if (after === undefined) return found;
    }
  });
  const { queueText } = await import('../queue-text.ts');
  process.stdout.write(json ? `${JSON.stringify(items, null, 2)}\n` : queueText(items));
}

async function show(id: string, { json, ...where }: Where & { json?: boolean }): Promise<void> {
  const { handoffAt, reading } = await import('../at-the-door.ts');
  const detail = await reading(where, (client) => handoffAt(client, id));
  const { detailText } = await import('../queue-text.ts');
  process.stdout.write(json ? `${JSON.stringify(detail, null, 2)}\n` : detailText(detail));
}

async function decide(
  id: string,
  decision: string,
  { reason, ...who }: Acting & { reason?: string },
): Promise<void> {
  const { asActor, handoffAt } = await import('../at-the-door.ts');
  const { decidedText } = await import('../queue-text.ts');
  await asActor(who, async (client) => {
    const detail = await handoffAt(client, id);
    const { revision, digest } = detail;
    const answer = await client.request('handoff/decide', {
      id: detail.id,
      revision,
      digest,
      decision,
      ...(reason !== undefined && { reason }),
    });
    process.stdout.write(decidedText(detail, answer));
  });
}
