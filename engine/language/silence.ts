/**
 * What the author does not want to hear: `ignore` in the file or on a node, `// handoff-ignore code: why` on the line
 * before, and `rules` in the configuration. What makes a file unloadable is always said.
 */
import { createScanner } from 'jsonc-parser';
import type { Config } from '../model/config.ts';
import type { Workflow } from '../model/workflow.ts';
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
  if (!text.includes('handoff-ignore')) return silenced;
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

/** What a workflow itself does not want to hear, in the whole file and of single nodes. */
export interface Ignored {
  readonly file: readonly string[];
  of(nodeId: string): readonly string[];
}

export const NOTHING_IGNORED: Ignored = { file: [], of: () => [] };

export function ignoredIn({ ignore, nodes }: Workflow): Ignored {
  return {
    file: ignore,
    of(nodeId) {
      const fields: Readonly<Record<string, unknown>> = { ...nodes.get(nodeId)?.fields };
      const codes = fields.ignore;
      return Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [];
    },
  };
}

/** The diagnostics that remain, with the severities the configuration gives them. */
export function settle(
  diagnostics: readonly Diagnostic[],
  ignored: Ignored,
  lines: ReadonlyMap<number, ReadonlySet<string>>,
  rules: Config['rules'] = {},
): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const { code, range, nodeId } = diagnostic;
    if (ruleOf(code)?.loadable === false) return [diagnostic];
    if (ignored.file.includes(code) || lines.get(range.start.line)?.has(code)) return [];
    if (nodeId !== undefined && ignored.of(nodeId).includes(code)) return [];
    const severity = Object.hasOwn(rules, code) ? rules[code] : undefined;
    if (severity === 'off') return [];
    return [severity === undefined ? diagnostic : { ...diagnostic, severity }];
  });
}
