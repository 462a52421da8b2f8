/** How diagnostics are told: to people (`file:line:column`, as task matchers read it), to programs, to code scanning. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from '../../language/language.ts';
import { pageOf, ruleOf } from '../../language/language.ts';
import { VERSION } from '../version.ts';
import type { CheckedFile } from './check-files.ts';

type Format = (files: readonly CheckedFile[]) => string;

export const FORMATS: { readonly [name in 'text' | 'json' | 'sarif']: Format } = { text, json, sarif };

function text(files: readonly CheckedFile[]): string {
  const lines = files.flatMap(({ path: file, diagnostics }) =>
    diagnostics.map(
      ({ range, severity, message, code }) =>
        `${file}:${range.start.line + 1}:${range.start.character + 1}: ${severity}: ${message} [${code}]`,
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

/** SARIF 2.1.0, as code scanning reads it. */
function sarif(files: readonly CheckedFile[]): string {
  const codes = [...new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))].sort();
  const run = {
    tool: { driver: { name: 'handoff', version: VERSION, rules: codes.map(ruleFor) } },
    columnKind: 'utf16CodeUnits',
    results: files.flatMap(({ path: file, diagnostics }) =>
      diagnostics.map((diagnostic) => resultOf(file, diagnostic, codes.indexOf(diagnostic.code))),
    ),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleFor(id: string) {
  const rule = ruleOf(id);
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.text },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    helpUri: pageOf(id),
  };
}

function resultOf(file: string, diagnostic: Diagnostic, ruleIndex: number) {
  const { code, severity, message, range, related = [] } = diagnostic;
  const place = (at: Diagnostic['range']) => ({
    physicalLocation: { artifactLocation: { uri: addressOf(file) }, region: regionOf(at) },
  });
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [place(range)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, index) => ({
            id: index + 1,
            message: { text: other.message },
            ...place(other.range),
          })),
        }),
  };
}

function regionOf({ start, end }: Diagnostic['range']) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A path that was given from here stays one from here, so that code scanning finds it in the repository. */
function addressOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return path.normalize(file).split(path.sep).map(encodeURIComponent).join('/');
}
