/** Which test shows which row: read from the titles of all tests. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REQUIREMENTS } from './requirements-rows.ts';

const here = import.meta.dirname;
const TITLE = /\b(?:it|describe)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs;

/** Test files by the number of the row that a title of theirs cites. */
export function citations(): Map<number, string[]> {
  const found = new Map<number, Set<string>>();
  for (const file of testFiles())
    for (const [, , title = ''] of readFileSync(path.join(here, file), 'utf8').matchAll(TITLE))
      for (const [, row] of title.matchAll(/\bR(\d+)\b/g)) {
        const files = found.get(Number(row)) ?? new Set();
        found.set(Number(row), files.add(`test/${file}`));
      }
  return new Map([...found].map(([row, files]) => [row, [...files].sort()]));
}

function testFiles(): string[] {
  return readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => file.split(path.sep).join('/'));
}

/** The table of docs/requirements.md. */
export function requirementTable(): string {
  const files = citations();
  const rows = REQUIREMENTS.map(
    ({ row, what, where, later }) =>
      `| R${row} | ${what} | \`${where}\` | ${shownBy(files.get(row), later)} |`,
  );
  return ['| Row | What | Where | Shown by |', '|---|---|---|---|', ...rows].join('\n');
}

function shownBy(files: readonly string[] | undefined, later: string | undefined): string {
  if (files) return files.map((file) => `\`${file}\``).join('<br>');
  return later === undefined ? 'nothing' : `not yet: comes with ${later}`;
}
