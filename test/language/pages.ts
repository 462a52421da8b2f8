/** The pages under docs/diagnostics, made of the rules and their golden pairs. `npx tsx test/language/pages.ts` writes them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, fixes } from '../../engine/language/language.ts';
import { RULES, type Rule } from '../../engine/language/rules.ts';
import { bots, config, runnable } from './surroundings.ts';

export const FOLDER = path.join(import.meta.dirname, '../../docs/diagnostics');
const fixtures = path.join(import.meta.dirname, 'fixtures');

/** Every page by its file name. */
export function pages(): Map<string, string> {
  const rules = Object.entries<Rule>(RULES).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map([
    ...rules.map(([code, rule]) => [`${code}.md`, pageOf(code, rule)] as const),
    ['README.md', listOf(rules)],
  ]);
}

function pageOf(code: string, { title, severity, text, assumes, loadable }: Rule): string {
  return [
    `# ${code}`,
    `**${title}** · ${severity} by default`,
    text,
    ...(assumes === undefined ? [] : [`*What this takes for granted:* ${assumes}`]),
    '## Where it is said',
    ...example(`${code}.wrong.workflow.json`),
    '## Where it is not',
    ...example(`${code}.right.workflow.json`),
    '## How to put it right',
    quickFixes(`${code}.wrong.workflow.json`, code),
    '## Not to hear of it',
    loadable ? silencing(code) : 'A file with this cannot be run, so it is always said.',
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** What the editor offers for a golden file. */
function quickFixes(file: string, code: string): string {
  const text = readFileSync(path.join(fixtures, file), 'utf8');
  const surroundings = { config, bots, runnable };
  const found = check(text, { kind: 'workflow', ...surroundings }).filter((each) => each.code === code);
  const offered = found.flatMap((each) =>
    fixes(text, each, surroundings).filter(({ kind }) => kind === 'fix'),
  );
  const titles = [...new Set(offered.map(({ title }) => title))];
  return ['The editor offers for the example above:', '', ...titles.map((title) => `- *${title}*`)].join(
    '\n',
  );
}

function example(file: string): string[] {
  const text = readFileSync(path.join(fixtures, file), 'utf8');
  return [`\`\`\`jsonc\n${text.replace(/\/\/ want .*/g, '// here:').trimEnd()}\n\`\`\``];
}

function silencing(code: string): string {
  return [
    `\`// handoff-ignore ${code}: why\` silences the next line, \`"ignore": ["${code}"]\` in a node silences that node, and at the top of the file the whole file.`,
    `In \`handoff.config.json\`, \`"rules": { "${code}": "off" }\` turns it off and \`"error"\`, \`"warning"\`, \`"information"\` or \`"hint"\` makes it count as that, in the editor and on the command line alike.`,
  ].join(' ');
}

function listOf(rules: readonly (readonly [string, Rule])[]): string {
  const rows = rules.map(
    ([code, { title, severity }]) => `| [${code}](${code}.md) | ${severity} | ${title} |`,
  );
  return ['# Diagnostics', '', '| Code | By default | What |', '|---|---|---|', ...rows, ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [file, text] of pages()) writeFileSync(path.join(FOLDER, file), text);
}
