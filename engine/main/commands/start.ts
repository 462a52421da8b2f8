/** `handoff start`: the refund example, at a terminal to try, without one as a story that plays itself (`npm start`). */
import type { Command } from 'commander';

interface Options {
  workspace?: string;
  store?: string;
  as?: string;
}

export function addStart(program: Command): void {
  program
    .command('start')
    .description('try the refund example; without a terminal it plays itself and checks what comes of it')
    .option('--workspace <dir>', 'a copy of examples/refund; the one of this installation without it')
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it')
    .option(
      '--as <person>',
      'who decides; without it HANDOFF_TOKEN, the user of the operating system, or finance',
    )
    .action(start);
}

async function start({ workspace, store, as }: Options): Promise<void> {
  const path = await import('node:path');
  const { botFor } = await import('../chat/bot.ts');
  const { exampleFolder, openingLines, queueLines } = await import('../chat/example.ts');
  const folder = path.resolve(workspace ?? exampleFolder('refund'));
  const place = botFor(path.join(folder, 'refund.workflow.json'), folder);
  const opening = openingLines(place);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    const { play } = await import('../chat/play.ts');
    await play({ ...place, store, opening });
    return;
  }
  const { configOf } = await import('../workspace.ts');
  const { financeManager, OPENING } = await import('../chat/story.ts');
  const { visit } = await import('../chat/visit.ts');
  await visit({
    ...place,
    store,
    as,
    otherwise: financeManager(configOf(folder)),
    input: process.stdin,
    played: [OPENING, 'jane@acme.com', '{code}'],
    queue: queueLines(folder),
    opening,
  });
}
