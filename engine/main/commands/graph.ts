import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Graph } from '../../../schemas/protocol/graph.ts';
import { Exit } from '../exit.ts';

interface Options {
  format: string;
  fold?: string[];
}

export function addGraph(program: Command): void {
  program
    .command('graph')
    .description('draw a workflow')
    .argument('<workflow>', 'a workflow file')
    .option('--format <name>', 'svg, mermaid or json', 'svg')
    .option('--fold <ids...>', 'nodes that take in what only they lead to (svg)')
    .action(graph);
}

const FORMATS = ['svg', 'mermaid', 'json'];

async function graph(file: string, { format, fold = [] }: Options): Promise<void> {
  if (!FORMATS.includes(format)) throw new Exit(2, `There is no format "${format}": svg, mermaid or json.`);
  if (!existsSync(file)) throw new Exit(2, `${file} does not exist.`);
  const { checkFiles } = await import('../validate/check-files.ts');
  const { graphOf } = await import('../../language/graph/graph.ts');
  const { files } = checkFiles([file]);
  const drawn = graphOf(
    readFileSync(file, 'utf8'),
    files.flatMap(({ diagnostics }) => diagnostics),
  );
  if (drawn.kind === 'unreadable') throw new Exit(1, `${file} cannot be drawn. ${drawn.why}`);
  const { exported } = await import('../../language/graph/export.ts');
  process.stdout.write(
    format === 'json' ? asJson(drawn.graph) : exported(drawn.graph, fold, formatOf(format)),
  );
}

function formatOf(format: string) {
  return format === 'mermaid'
    ? ({ format: 'mermaid' } as const)
    : ({ format: 'svg', scheme: 'auto' } as const);
}

function asJson(drawn: Graph): string {
  return `${JSON.stringify(drawn, null, 2)}\n`;
}
