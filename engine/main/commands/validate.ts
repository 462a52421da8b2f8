import type { Command } from 'commander';
import { Exit } from '../exit.ts';

interface Options {
  format: 'text' | 'json' | 'sarif';
  maxWarnings?: string;
}

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('check workflows, scenarios and the configuration')
    .argument('[paths...]', 'files or folders', ['.'])
    .option('--format <name>', 'text, json or sarif', 'text')
    .option('--max-warnings <n>', 'end with 1 above this number of warnings')
    .action(validate);
}

async function validate(paths: string[], { format, maxWarnings }: Options): Promise<void> {
  const { FORMATS } = await import('../validate/formats.ts');
  const { checkFiles } = await import('../validate/check-files.ts');
  if (!Object.hasOwn(FORMATS, format))
    throw new Exit(2, `There is no format "${format}": text, json or sarif.`);
  const most = maxWarnings === undefined ? Number.POSITIVE_INFINITY : Number(maxWarnings);
  if (Number.isNaN(most)) throw new Exit(2, `--max-warnings takes a number, not "${maxWarnings}".`);
  const { files, unreadable } = checkFiles(paths);
  process.stdout.write(FORMATS[format](files));
  if (unreadable.length > 0) throw new Exit(2, unreadable.join('\n'));
  const all = files.flatMap((file) => file.diagnostics);
  const count = (severity: string) => all.filter((diagnostic) => diagnostic.severity === severity).length;
  if (count('error') > 0 || count('warning') > most) throw new Exit(1);
}
