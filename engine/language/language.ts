/** The facade: what there is to say about a file's text. Pure; the same for the editor, the command line and the engine. */
import { readConfig } from '../model/config.ts';
import type { Problem } from '../model/problem.ts';
import { type ReadWorkflow, read, reader } from '../model/read.ts';
import { readScenarios } from '../model/scenario.ts';
import type { Evidence } from './check.ts';
import { CHECKS } from './checks.ts';
import type { Diagnostic, Range, Related } from './diagnostic.ts';
import { openDocument, type Surroundings, type WorkflowDocument } from './document.ts';
import { readingPlans } from './fixes/reading.ts';
import { Lines } from './lines.ts';
import { ruleOf } from './rules.ts';
import { type Ignored, ignoredIn, NOTHING_IGNORED, settle, silencedLines } from './silence.ts';

export type { Diagnostic } from './diagnostic.ts';
export { type Fix, fixes } from './fixes/fixes.ts';
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

export type Checker = (text: string, options: CheckOptions) => Diagnostic[];

/** Everything there is to say about a text, in the order of the text. Never throws. */
export function check(text: string, options: CheckOptions): Diagnostic[] {
  return say(text, options, read);
}

/** Says of one text after another what `check` says of each; what an edit left as it was is not read again. */
export function checker(): Checker {
  const readText = reader();
  return (text, options) => say(text, options, readText);
}

type ReadText = (text: string) => ReadWorkflow;

function say(text: string, { kind, ...surroundings }: CheckOptions, readText: ReadText): Diagnostic[] {
  const lines = new Lines(text);
  const { problems, ignored, document } = LOOK[kind](text, surroundings, readText);
  const rangeOfNode = rangesIn(lines, document);
  const diagnostics = fewOfAKind(problems).map((found) => diagnosticOf(found, lines, rangeOfNode));
  return settle(diagnostics, ignored, silencedLines(text, lines), surroundings.config?.rules).sort(byPlace);
}

type Found = Problem & Evidence;

interface Look {
  readonly problems: readonly Found[];
  readonly ignored: Ignored;
  readonly document?: WorkflowDocument;
}

const LOOK: Readonly<
  Record<FileKind, (text: string, surroundings: Surroundings, readText: ReadText) => Look>
> = {
  workflow(text, surroundings, readText) {
    const { document, problems } = openDocument(text, surroundings, readText);
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

function diagnosticOf(found: Found, lines: Lines, rangeOfNode: RangeOfNode): Diagnostic {
  const { code, severity, message, nodeId, path, plans = [] } = found;
  const related = [...onPath(path ?? [], rangeOfNode), ...besides(found, lines)];
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

type RangeOfNode = (id: string) => Range | undefined;

/** Where the ids of nodes stand; many ways pass the same nodes. */
function rangesIn(lines: Lines, document: WorkflowDocument | undefined): RangeOfNode {
  const known = new Map<string, Range>();
  return (id) => {
    const before = known.get(id);
    const place = before === undefined ? document?.placeOf(id) : undefined;
    if (place === undefined) return before;
    const range = lines.rangeOf(place);
    known.set(id, range);
    return range;
  };
}

const MOST_PLACES = 32;

/** The nodes of a way, numbered as it passes them; of a long one its two ends. */
function onPath(path: readonly string[], rangeOfNode: RangeOfNode): Related[] {
  return path.flatMap((id, index) => {
    if (index >= MOST_PLACES / 2 && index < path.length - MOST_PLACES / 2) return [];
    const range = rangeOfNode(id);
    return range === undefined ? [] : [{ message: `${index + 1}. ${id}`, range }];
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
