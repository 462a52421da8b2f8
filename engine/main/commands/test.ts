import type { Command } from 'commander';
import { Exit } from '../exit.ts';

interface Options {
  reporter: 'spec' | 'json' | 'junit';
  coverage?: boolean;
}

export function addTest(program: Command): void {
  program
    .command('test')
    .description('play scenarios on virtual time, with doubles for everything outside')
    .argument('[paths...]', 'scenario files or folders', ['.'])
    .option('--reporter <name>', 'spec, json or junit', 'spec')
    .option('--coverage', 'count nodes and edges taken')
    .action(test);
}

async function test(paths: string[], { reporter, coverage }: Options): Promise<void> {
  const { REPORTERS } = await import('../scenarios/reporters.ts');
  const { playFiles } = await import('../scenarios/play-files.ts');
  if (!Object.hasOwn(REPORTERS, reporter))
    throw new Exit(2, `There is no reporter "${reporter}": spec, json or junit.`);
  const report = await playFiles(paths);
  process.stdout.write(REPORTERS[reporter](report, coverage ?? false));
  if (report.unreadable.length > 0) throw new Exit(2, report.unreadable.join('\n'));
  if (report.failed > 0) throw new Exit(1);
}
