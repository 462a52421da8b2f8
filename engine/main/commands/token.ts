import type { Command } from 'commander';
import { Exit } from '../exit.ts';

interface Options {
  bot?: string;
  user?: string;
  observer?: string;
  workspace: string;
  store?: string;
}

type Wanted = { bot: string } | { user: string } | { observer: string };

export function addToken(program: Command): void {
  program
    .command('token')
    .description('mint a credential and print it alone, once')
    .option('--bot <name>', 'for a bot')
    .option('--user <name>', 'for a person')
    .option('--observer <name>', 'for somebody who only watches')
    .option('--workspace <dir>', 'folder of the workflows', '.')
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it')
    .action(token);
}

async function token({ bot, user, observer, ...where }: Options): Promise<void> {
  const wanted = [
    bot && { bot },
    user && { user: user.replace(/^user:/, '') },
    observer && { observer },
  ].filter((one): one is Wanted => typeof one === 'object');
  const [one] = wanted;
  if (!one || wanted.length > 1)
    throw new Exit(2, 'Say for whom, once: --bot NAME, --user NAME or --observer NAME.');
  const { asOwner, doorOf, storeOf } = await import('../bridge-client.ts');
  const { withEngine } = await import('../with-engine.ts');
  const store = storeOf(where);
  const minted = await withEngine({ ...where, store }, () =>
    asOwner(doorOf(store), (client) => client.request('token/create', one)),
  );
  process.stdout.write(`${minted.token}\n`);
}
