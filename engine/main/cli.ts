/** `handoff`: one row a command; each is loaded when it is called. */
import { Command, CommanderError } from 'commander';
import { addAsk } from './commands/ask.ts';
import { addAudit } from './commands/audit.ts';
import { addBrake } from './commands/brake.ts';
import { addChat } from './commands/chat.ts';
import { addErase } from './commands/erase.ts';
import { addGraph } from './commands/graph.ts';
import { addQueue } from './commands/queue.ts';
import { addReviews } from './commands/reviews.ts';
import { addServe } from './commands/serve.ts';
import { addStart } from './commands/start.ts';
import { addTest } from './commands/test.ts';
import { addToken } from './commands/token.ts';
import { addValidate } from './commands/validate.ts';
import { addVerbs } from './commands/verbs.ts';
import { Exit } from './exit.ts';
import { VERSION } from './version.ts';

const program = new Command('handoff')
  .description('Workflows that wait for a person.')
  .version(VERSION)
  .showHelpAfterError('(handoff --help says more)')
  .exitOverride();

const COMMANDS = [
  addValidate,
  addTest,
  addGraph,
  addServe,
  addChat,
  addQueue,
  addVerbs,
  addAsk,
  addBrake,
  addReviews,
  addAudit,
  addErase,
  addToken,
  addStart,
];
for (const add of COMMANDS) add(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = codeOf(error);
}

/** 2 is for what could not be read or understood; a command's own `Exit` says otherwise. */
function codeOf(error: unknown): number {
  if (error instanceof Exit) {
    if (error.message) process.stderr.write(`${error.message}\n`);
    return error.code;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}
