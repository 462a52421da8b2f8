/** Diagnostics and their quick fixes in the protocol's terms. */
import {
  type CodeAction,
  CodeActionKind,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver-types';
import type { Diagnostic, Range } from '../diagnostic.ts';
import type { Surroundings } from '../document.ts';
import { fixes } from '../fixes/fixes.ts';
import { pageOf } from '../rules.ts';
import type { OpenFile } from './file.ts';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

export function reported(
  { code, severity, message, range, related = [] }: Diagnostic,
  uri: string,
): LspDiagnostic {
  const href = pageOf(code);
  return {
    source: 'handoff',
    code,
    severity: SEVERITIES[severity],
    message,
    range,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(code === 'unreachable-node' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length === 0
      ? {}
      : {
          relatedInformation: related.map((place) => ({
            message: place.message,
            location: { uri, range: place.range },
          })),
        }),
  };
}

/**
 * Quick fixes for what is said of a stretch of a file; the first of each diagnostic is the preferred one. One that mends
 * several diagnostics in the same words and edits is offered once, for all of them.
 */
export function quickFixes(
  { uri, text }: OpenFile,
  range: Range,
  diagnostics: readonly Diagnostic[],
  surroundings: Surroundings,
): CodeAction[] {
  const offered = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics.filter(({ range: place }) => touches(place, range))) {
    for (const [index, { title, kind, edits }] of fixes(text, diagnostic, surroundings).entries()) {
      const key = JSON.stringify([title, edits]);
      const known = offered.get(key);
      offered.set(key, {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [...(known?.diagnostics ?? []), reported(diagnostic, uri)],
        ...(known?.isPreferred || (kind === 'fix' && index === 0) ? { isPreferred: true } : {}),
        edit: { changes: { [uri]: edits.map((edit) => ({ ...edit })) } },
      });
    }
  }
  return [...offered.values()];
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
