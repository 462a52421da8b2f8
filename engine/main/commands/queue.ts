/** The queue from the command line: `queue`, `show`, `approve`, `reject`. Deciding is done as a person, over the bridge. */
import type { Command } from 'commander';
import type { Client } from '../../../schemas/protocol/client.ts';
import type { HandoffDetail, HandoffItem } from '../../../schemas/protocol/views.ts';
import { Exit } from '../exit.ts';

interface Where {
  workspace: string;
  store?: string;
  as?: string;
}

const REFUSED = 3;

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

function located(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder of the workflows', '.')
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it');
}

function decision(program: Command, name: string, what: string): Command {
  return located(program.command(name).description(what).argument('<id>', 'id or ticket'))
    .option('--reason <text>', 'why')
    .option('--as <person>', 'user:NAME; without it HANDOFF_TOKEN or the user of the operating system');
}

async function queue({ json, ...where }: Where & { json?: boolean }): Promise<void> {
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
  const detail = await reading(where, async (client) =>
    client.request('handoff/get', { id: await idOf(client, id) }),
  );
  const { detailText } = await import('../queue-text.ts');
  process.stdout.write(json ? `${JSON.stringify(detail, null, 2)}\n` : detailText(detail));
}

async function decide(
  id: string,
  decision: string,
  { reason, as, ...where }: Where & { reason?: string },
): Promise<void> {
  const { asPerson, doorOf, storeOf, whoActs } = await import('../bridge-client.ts');
  const { configOf } = await import('../workspace.ts');
  const { RequestError } = await import('../../../schemas/protocol/codes.ts');
  const door = doorOf(storeOf(where));
  const who =
    process.env.HANDOFF_TOKEN === undefined || as !== undefined
      ? whoActs(as, configOf(where.workspace))
      : 'user:';
  try {
    await asPerson(door, who, async (client) => {
      const detail: HandoffDetail = await client.request('handoff/get', { id: await idOf(client, id) });
      const { revision, digest } = detail;
      const answer = await client.request('handoff/decide', {
        id: detail.id,
        revision,
        digest,
        decision,
        ...(reason !== undefined && { reason }),
      });
      const missing = answer.pending?.missing;
      process.stdout.write(
        `${detail.ticket}: ${answer.decision}${missing ? `, still to come: ${missing.join(', ')}` : ''}\n`,
      );
    });
  } catch (error) {
    if (error instanceof RequestError) throw new Exit(REFUSED, error.message);
    throw error;
  }
}

/** Reads with the owner's credential, which reads and never decides. */
async function reading<T>(where: Where, read: (client: Client) => Promise<T>): Promise<T> {
  const { asOwner, doorOf, storeOf } = await import('../bridge-client.ts');
  const { RequestError } = await import('../../../schemas/protocol/codes.ts');
  try {
    return await asOwner(doorOf(storeOf(where)), read);
  } catch (error) {
    if (error instanceof RequestError) throw new Exit(REFUSED, error.message);
    throw error;
  }
}

/** A ticket such as `H-1042` becomes the id behind it; an id stays. */
async function idOf(client: Client, given: string): Promise<string> {
  if (!/^H-\d+$/i.test(given)) return given;
  for (let after: string | undefined; ; ) {
    const page = await client.request('handoff/list', { limit: 500, ...(after !== undefined && { after }) });
    const found = page.items.find((item) => item.ticket.toLowerCase() === given.toLowerCase());
    if (found) return found.id;
    after = page.next;
    if (after === undefined) return given;
  }
}
