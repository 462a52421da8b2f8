/** The facade: what there is to say about a file's text. Pure; the same for the editor, the command line and the engine. */
import { type Config, readConfig } from '../model/config.ts';
import type { Problem } from '../model/problem.ts';
import { readScenarios } from '../model/scenario.ts';
import { CHECKS } from './checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { openDocument } from './document.ts';
import { Lines } from './lines.ts';
import { ruleOf } from './rules.ts';
import { settle, silencedLines } from './silence.ts';

export type { Diagnostic } from './diagnostic.ts';
export { RULES, ruleOf } from './rules.ts';

export type FileKind = 'workflow' | 'scenario' | 'config';

export interface CheckOptions {
  readonly kind: FileKind;
  /** The configuration in force; without it nothing is known of people and rules. */
  readonly config?: Config;
}

/** Which kind of file a path names, or `undefined` where it is none of ours. */
export function kindOf(path: string): FileKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (name.endsWith('.workflow.json')) return 'workflow';
  if (name.endsWith('.scenario.json')) return 'scenario';
  return name === 'handoff.config.json' ? 'config' : undefined;
}

/** Everything there is to say about a text, in the order of the text. Never throws. */
export function check(text: string, { kind, config }: CheckOptions): Diagnostic[] {
  const lines = new Lines(text);
  const { problems, ignore } = LOOK[kind](text, config);
  const diagnostics = problems.map(({ code, severity, message, nodeId, ...span }) => ({
    code,
    severity: ruleOf(code)?.severity ?? severity,
    message,
    range: lines.rangeOf(span),
    ...(nodeId === undefined ? {} : { nodeId }),
  }));
  return settle(diagnostics, ignore, silencedLines(text, lines), config?.rules).sort(byPlace);
}

interface Look {
  readonly problems: readonly Problem[];
  readonly ignore: readonly string[];
}

const LOOK: Readonly<Record<FileKind, (text: string, config: Config | undefined) => Look>> = {
  workflow(text, config) {
    const { document, problems } = openDocument(text, config);
    if (document === undefined) return { problems, ignore: [] };
    const found = CHECKS.flatMap((look) => look(document));
    return {
      problems: [...problems, ...found.map((item) => ({ severity: 'error' as const, ...item }))],
      ignore: document.workflow.ignore,
    };
  },
  scenario: (text) => ({ problems: readScenarios(text).problems, ignore: [] }),
  config: (text) => ({ problems: readConfig(text).problems, ignore: [] }),
};

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
