/**
 * What the author does not want to hear: `ignore` in the file, `// handoff-ignore code: why` on the line before, and
 * `rules` in the configuration. What makes a file unloadable is always said.
 */
import { createScanner } from 'jsonc-parser';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Lines } from './lines.ts';
import { ruleOf } from './rules.ts';

const COMMENT = /^\/[/*]\s*handoff-ignore\s+([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)/;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const END_OF_FILE = 17;

/** Codes that comments silence, by the line they speak about. */
export function silencedLines(text: string, lines: Lines): ReadonlyMap<number, ReadonlySet<string>> {
  const silenced = new Map<number, Set<string>>();
  const scanner = createScanner(text, false);
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (token !== LINE_COMMENT && token !== BLOCK_COMMENT) continue;
    const end = scanner.getTokenOffset() + scanner.getTokenLength();
    const codes = COMMENT.exec(text.slice(scanner.getTokenOffset(), end))?.[1]?.split(/\s*,\s*/);
    const line = lines.positionAt(end).line + 1;
    if (codes !== undefined) silenced.set(line, new Set([...(silenced.get(line) ?? []), ...codes]));
  }
  return silenced;
}

/** The diagnostics that remain, with the severities the configuration gives them. */
export function settle(
  diagnostics: readonly Diagnostic[],
  ignore: readonly string[],
  lines: ReadonlyMap<number, ReadonlySet<string>>,
  rules: Config['rules'] = {},
): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const { code, range } = diagnostic;
    if (ruleOf(code)?.loadable === false) return [diagnostic];
    if (ignore.includes(code) || lines.get(range.start.line)?.has(code)) return [];
    const severity = Object.hasOwn(rules, code) ? rules[code] : undefined;
    if (severity === 'off') return [];
    return [severity === undefined ? diagnostic : { ...diagnostic, severity }];
  });
}
