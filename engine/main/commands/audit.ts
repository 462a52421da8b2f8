/** `audit`: the evidence, offline on the files; nothing here changes or needs an engine. */
import type { Command } from 'commander';
import { Exit } from '../exit.ts';
import { located, type Where } from './where.ts';

const DAMAGED = 1;

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the evidence: who decided what, when and why');
  located(audit.command('verify').description('check journal, chain, head and snapshot; only reads')).action(
    verify,
  );
  located(
    audit
      .command('export')
      .description('every event (jsonl), or a row (csv) or a page (html) of every handoff'),
  )
    .option('--format <name>', 'jsonl, csv or html', 'jsonl')
    .action(exported);
  located(audit.command('cat').description('the events, one a line'))
    .option('--after <n>', 'only those after this sequence', '0')
    .option('--handoff <id>', 'only those of one handoff, by id or ticket')
    .action(cat);
}

async function verify(where: Where): Promise<void> {
  const { verifyStore } = await import('../../host/store/verify.ts');
  const { storeOf } = await import('../bridge-client.ts');
  const report = await verifyStore(storeOf(where));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (!report.ok) throw new Exit(DAMAGED);
}

const FORMATS: Readonly<Record<string, (store: string) => AsyncIterable<string>>> = {
  async *jsonl(store) {
    const { exportLines } = await import('../audit/events.ts');
    yield* exportLines(store);
  },
  async *csv(store) {
    const { evidenceOf } = await import('../audit/events.ts');
    const { csvLines } = await import('../audit/csv.ts');
    const { fold, damage } = await evidenceOf(store);
    for (const line of csvLines(fold.records)) yield `${line}\r`;
    if (damage) throw damage;
  },
  async *html(store) {
    const { evidenceOf } = await import('../audit/events.ts');
    const { htmlLines } = await import('../audit/html.ts');
    const { verifyStore } = await import('../../host/store/verify.ts');
    const { fold, damage } = await evidenceOf(store);
    yield* htmlLines(fold, await verifyStore(store));
    if (damage) throw damage;
  },
};

async function exported({ format, ...where }: Where & { format: string }): Promise<void> {
  const lines = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!lines) throw new Exit(2, `There is no format "${format}": jsonl, csv or html.`);
  const { storeOf } = await import('../bridge-client.ts');
  await print(lines(storeOf(where)));
}

async function cat({ after, handoff, ...where }: Where & { after: string; handoff?: string }): Promise<void> {
  const from = Number(after);
  if (!Number.isSafeInteger(from) || from < 0)
    throw new Exit(2, `--after takes a sequence from 0 on, not "${after}".`);
  const { storeOf } = await import('../bridge-client.ts');
  const { catLines } = await import('../audit/events.ts');
  await print(catLines(storeOf(where), { after: from, ...(handoff !== undefined && { handoff }) }));
}

async function print(lines: AsyncIterable<string>): Promise<void> {
  process.stdout.on('error', stopAtClosedPipe);
  const { JournalDamage } = await import('../../host/journal/reader.ts');
  try {
    for await (const line of lines) if (!process.stdout.write(`${line}\n`)) await drained();
  } catch (error) {
    if (!(error instanceof JournalDamage)) throw error;
    throw new Exit(DAMAGED, `${error.message} Only what comes before it was written.`);
  }
}

/** Whoever reads has seen enough, as `head` has. */
function stopAtClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function drained(): Promise<void> {
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}
