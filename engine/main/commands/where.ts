/** Options that many commands share: which store, and who acts. */
import type { Command } from 'commander';

export interface Where {
  workspace: string;
  store?: string;
}

export interface Acting extends Where {
  as?: string;
}

export function located(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder of the workflows', '.')
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it');
}

export function acting(command: Command): Command {
  return located(command).option(
    '--as <person>',
    'user:NAME; without it HANDOFF_TOKEN or the user of the operating system',
  );
}

/** For options that may be given several times. */
export function gathered(value: string, before: string[] = []): string[] {
  return [...before, value];
}
