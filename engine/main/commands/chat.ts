/** `handoff chat`: both sides of a workflow in one terminal. */
import type { Command } from 'commander';

interface Options {
  workspace?: string;
  store?: string;
  as?: string;
  play?: string;
}

export function addChat(program: Command): void {
  program
    .command('chat')
    .description('talk to a workflow in the terminal, and decide what waits: a key arms, Enter confirms')
    .argument('<workflow>', 'a *.workflow.json')
    .option(
      '--workspace <dir>',
      'folder with handoff.config.json; without it the nearest one above the workflow',
    )
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it')
    .option(
      '--as <person>',
      'who decides: user:NAME; without it HANDOFF_TOKEN or the user of the operating system',
    )
    .option('--play <file>', 'takes lines from a file as if typed; {code} is the code of the newest mail')
    .action(chat);
}

async function chat(workflow: string, { workspace, store, as, play }: Options): Promise<void> {
  const { readFileSync } = await import('node:fs');
  const { Readable } = await import('node:stream');
  const { botFor } = await import('../chat/bot.ts');
  const { visit } = await import('../chat/visit.ts');
  const place = botFor(workflow, workspace);
  await visit({
    ...place,
    store,
    as,
    input: play === undefined ? process.stdin : Readable.from([readFileSync(play, 'utf8')]),
    queue: [
      'In VS Code with Handoff Studio: open the folder below, then Handoff Queue in the side bar.',
      `In another terminal: handoff queue --workspace ${place.workspace}`,
    ],
    opening: ({ door }) => [`${place.bot}, from ${place.workspace}, on ${door.url}`],
  });
}
