/** The facade: what there is to say about a file's text. Pure; the same for the editor, the command line and the engine. */
import { readConfig } from '../model/config.ts';
import type { Problem } from '../model/problem.ts';
import { readScenarios } from '../model/scenario.ts';
import type { Evidence } from './check.ts';
import { CHECKS } from './checks.ts';
import type { Diagnostic, Related } from './diagnostic.ts';
import { openDocument, type Surroundings, type WorkflowDocument } from './document.ts';
import { readingPlans } from './fixes/reading.ts';
import { Lines } from './lines.ts';
import { ruleOf } from './rules.ts';
import { type Ignored, ignoredIn, NOTHING_IGNORED, settle, silencedLines } from './silence.ts';

export type { Diagnostic } from './diagnostic.ts';
export { type Fix, fixes, type TextEdit } from './fixes/fixes.ts';
export { pageOf, RULES, ruleOf } from './rules.ts';

export type FileKind = 'workflow' | 'scenario' | 'config';

export interface CheckOptions extends Surroundings {
  readonly kind: FileKind;
}

/** Which kind of file a path names, or `undefined` where it is none of ours. */
export function kindOf(path: string): FileKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (name.endsWith('.workflow.json')) return 'workflow';
  if (name.endsWith('.scenario.json')) return 'scenario';
  return name === 'handoff.config.json' ? 'config' : undefined;
}

/** Everything there is to say about a text, in the order of the text. Never throws. */
export function check(text: string, { kind, ...surroundings }: CheckOptions): Diagnostic[] {
  const lines = new Lines(text);
  const { problems, ignored, document } = LOOK[kind](text, surroundings);
  const diagnostics = fewOfAKind(problems).map((found) => diagnosticOf(found, lines, document));
  return settle(diagnostics, ignored, silencedLines(text, lines), surroundings.config?.rules).sort(byPlace);
}

type Found = Problem & Evidence;

interface Look {
  readonly problems: readonly Found[];
  readonly ignored: Ignored;
  readonly document?: WorkflowDocument;
}

const LOOK: Readonly<Record<FileKind, (text: string, surroundings: Surroundings) => Look>> = {
  workflow(text, surroundings) {
    const { document, problems } = openDocument(text, surroundings);
    if (document === undefined) return { problems, ignored: NOTHING_IGNORED };
    const plansFor = readingPlans(document);
    const read = problems.map((problem) => ({ ...problem, plans: plansFor(problem) }));
    const found = CHECKS.flatMap((look) => look(document)).map((item) => ({
      severity: 'error' as const,
      ...item,
    }));
    return { problems: [...read, ...found], ignored: ignoredIn(document.workflow), document };
  },
  scenario: (text) => ({ problems: readScenarios(text).problems, ignored: NOTHING_IGNORED }),
  config: (text) => ({ problems: readConfig(text).problems, ignored: NOTHING_IGNORED }),
};

/** What one node may be told by one rule; a text of a thousand wrong templates says the same a thousand times. */
const MOST_A_NODE = 50;

function fewOfAKind(problems: readonly Found[]): Found[] {
  const counts = new Map<string, number>();
  return problems.filter(({ code, nodeId }) => {
    if (nodeId === undefined) return true;
    const key = `${code}\n${nodeId}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MOST_A_NODE;
  });
}

function diagnosticOf(found: Found, lines: Lines, document: WorkflowDocument | undefined): Diagnostic {
  const { code, severity, message, nodeId, path, plans = [] } = found;
  const related = [...onPath(path ?? [], lines, document), ...besides(found, lines)];
  return {
    code,
    severity: ruleOf(code)?.severity ?? severity,
    message,
    range: lines.rangeOf(found),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(path === undefined ? {} : { path }),
    ...(related.length === 0 ? {} : { related }),
    ...(plans.length === 0 ? {} : { data: plans }),
  };
}

const MOST_PLACES = 32;

/** The nodes of a way, numbered as it passes them; of a long one its two ends. */
function onPath(path: readonly string[], lines: Lines, document: WorkflowDocument | undefined): Related[] {
  return path.flatMap((id, index) => {
    if (index >= MOST_PLACES / 2 && index < path.length - MOST_PLACES / 2) return [];
    const place = document?.placeOf(id);
    return place === undefined ? [] : [{ message: `${index + 1}. ${id}`, range: lines.rangeOf(place) }];
  });
}

function besides({ related = [] }: Evidence, lines: Lines): Related[] {
  return related.map(({ message, place }) => ({ message, range: lines.rangeOf(place) }));
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
