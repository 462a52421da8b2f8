/** Quick fixes of a diagnostic, as edits of the text: what its check proposed, then ways not to hear of it. */

import { plainValue, propertyOf } from '../../model/json-text.ts';
import type { Diagnostic, Position, Range } from '../diagnostic.ts';
import { openDocument, type Surroundings, type WorkflowDocument } from '../document.ts';
import { Lines } from '../lines.ts';
import { ruleOf } from '../rules.ts';
import { mendings } from './broken-json.ts';
import { latePlans } from './late.ts';
import { withValues } from './values.ts';
import { type Edit, write } from './write.ts';

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface Fix {
  readonly title: string;
  readonly kind: 'fix' | 'silence';
  readonly edits: readonly TextEdit[];
}

/** What can be done about a diagnostic of this text; without a tree only what makes it JSON again. Never throws. */
export function fixes(text: string, diagnostic: Diagnostic, surroundings: Surroundings = {}): Fix[] {
  const { document } = openDocument(text, surroundings);
  const lines = new Lines(text);
  const offset = lines.offsetAt(diagnostic.range.start);
  const target = { offset, length: lines.offsetAt(diagnostic.range.end) - offset };
  if (document === undefined)
    return mendings(text, target).map(({ title, edit }) => ({
      title,
      kind: 'fix',
      edits: [asTextEdit(edit, lines)],
    }));
  const plans = [...(diagnostic.data ?? []), ...latePlans(document, diagnostic, target)];
  const proposed = plans.map(({ title, steps }) => ({
    title,
    kind: 'fix' as const,
    edits: write(document, steps, target).map((edit) => asTextEdit(edit, lines)),
  }));
  const silencing = ruleOf(diagnostic.code)?.loadable === true ? silences(document, diagnostic, lines) : [];
  return [...proposed.filter(({ edits }) => edits.length > 0), ...silencing];
}

function asTextEdit({ offset, length, text }: Edit, lines: Lines): TextEdit {
  return { range: lines.rangeOf({ offset, length }), newText: text };
}

function silences(document: WorkflowDocument, { code, range, nodeId }: Diagnostic, lines: Lines): Fix[] {
  const { text, workflow, tree } = document;
  const start: Position = { line: range.start.line, character: 0 };
  const offset = lines.offsetAt(start);
  const indent = /^[^\S\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line: Fix = {
    title: `Silence ${code} on this line`,
    kind: 'silence',
    edits: [{ range: { start, end: start }, newText: `${indent}// handoff-ignore ${code}: ${eol}` }],
  };
  const list = JSON.stringify([...workflow.ignore, code]).replaceAll(',', ', ');
  const known = tree.children?.find(({ children: [key] = [] }) => key?.value === 'ignore')?.children?.[1];
  const place = known ?? { offset: tree.offset + 1, length: 0 };
  const first = tree.children?.[0];
  const gap = first === undefined ? '' : text.slice(tree.offset + 1, first.offset);
  const file: Fix = {
    title: `Silence ${code} in this file`,
    kind: 'silence',
    edits: [
      {
        range: lines.rangeOf(place),
        newText: known === undefined ? `${blanks(gap)}"ignore": ${list},` : list,
      },
    ],
  };
  return [line, ...inNode(document, nodeId, code, lines), file];
}

function inNode(document: WorkflowDocument, nodeId: string | undefined, code: string, lines: Lines): Fix[] {
  const item = nodeId === undefined ? undefined : document.itemOf(nodeId);
  if (item === undefined) return [];
  const index = propertyOf(document.tree, 'nodes')?.value.children?.indexOf(item) ?? -1;
  const known = propertyOf(item, 'ignore')?.value;
  const before: unknown = known === undefined ? [] : plainValue(known);
  const codes = Array.isArray(before) ? before.filter((each) => typeof each === 'string') : [];
  const edits = withValues(document, [{ path: ['nodes', index, 'ignore'], value: [...codes, code] }]);
  return [
    {
      title: `Silence ${code} in this node`,
      kind: 'silence',
      edits: edits.map((edit) => asTextEdit(edit, lines)),
    },
  ];
}

/** The blanks before the first member, without comments that may stand there. */
function blanks(gap: string): string {
  return /^\s*/.exec(gap)?.[0] ?? '';
}
