/** How diagnostics are told: to people (`file:line:column`, as task matchers read it), to programs, to code scanning. */
import type { Diagnostic } from '../../language/language.ts';
import { pageOf, ruleOf } from '../../language/language.ts';
import { VERSION } from '../version.ts';
import type { CheckedFile } from './check-files.ts';

type Format = (files: readonly CheckedFile[]) => string;

export const FORMATS: { readonly [name in 'text' | 'json' | 'sarif']: Format } = { text, json, sarif };

function text(files: readonly CheckedFile[]): string {
  const lines = files.flatMap(({ path, diagnostics }) =>
    diagnostics.map(
      ({ range, severity, message, code }) =>
        `${path}:${range.start.line + 1}:${range.start.character + 1}: ${severity}: ${message} [${code}]`,
    ),
  );
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const count = (severity: Diagnostic['severity']) =>
    all.filter((diagnostic) => diagnostic.severity === severity).length;
  lines.push(`${files.length} files: ${count('error')} errors, ${count('warning')} warnings`);
  return `${lines.join('\n')}\n`;
}

function json(files: readonly CheckedFile[]): string {
  return `${JSON.stringify({ files }, null, 2)}\n`;
}

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0. */
function sarif(files: readonly CheckedFile[]): string {
  const codes = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))].sort();
  const run = {
    tool: {
      driver: { name: 'handoff', version: VERSION, rules: codes.map((id) => ({ id, ...titleOf(id) })) },
    },
    results: files.flatMap(({ path, diagnostics }) =>
      diagnostics.map((diagnostic) => resultOf(path, diagnostic)),
    ),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function titleOf(code: string): { shortDescription?: { text: string }; helpUri?: string } {
  const title = ruleOf(code)?.title;
  return title === undefined ? {} : { shortDescription: { text: title }, helpUri: pageOf(code) };
}

function resultOf(path: string, { code, severity, message, range }: Diagnostic) {
  const region = {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
  const uri = path.split('\\').join('/');
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  };
}
