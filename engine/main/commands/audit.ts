import type { Command } from 'commander';
import { Exit } from '../exit.ts';

interface Where {
  workspace: string;
  store?: string;
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the evidence: who decided what, when and why');
  located(audit.command('verify').description('check journal, chain, head and snapshot; only reads')).action(
    verify,
  );
  located(audit.command('export').description('the events, one a line'))
    .option('--format <name>', 'jsonl', 'jsonl')
    .action(exportEvents);
}

function located(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder of the workflows', '.')
    .option('--store <dir>', 'folder of the store; .handoff in the workspace without it');
}

async function verify(where: Where): Promise<void> {
  const { verifyStore } = await import('../../host/store/verify.ts');
  const { storeOf } = await import('../bridge-client.ts');
  const report = await verifyStore(storeOf(where));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (!report.ok) throw new Exit(1);
}

async function exportEvents({ format, ...where }: Where & { format: string }): Promise<void> {
  if (format !== 'jsonl') throw new Exit(2, `There is no format "${format}" yet: jsonl.`);
  const { storeOf } = await import('../bridge-client.ts');
  const { eventsOf } = await import('../audit/events.ts');
  for await (const line of eventsOf(storeOf(where))) if (!process.stdout.write(`${line}\n`)) await drained();
}

function drained(): Promise<void> {
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}
