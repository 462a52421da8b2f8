/**
 * Turns the steps of a fix into edits of the text. Comments, order and formatting of everything else stay as they are;
 * what is new is written as its neighbours are: in `data` or beside it, one line or several.
 */
import { type Node, propertyOf } from '../../model/json-text.ts';
import { fieldNode } from '../../model/read.ts';
import type { WorkflowDocument } from '../document.ts';
import { blanksBefore, commaAfter, type Edit, eolOf, indentOf, inline, lineIndent } from './layout.ts';
import type { Json, Step } from './plan.ts';
import { type NewValue, withValues } from './values.ts';

export type { Edit } from './layout.ts';

interface Target {
  readonly offset: number;
  readonly length: number;
}

/** The edits of one plan, `target` being what its diagnostic stands at. */
export function write(document: WorkflowDocument, steps: readonly Step[], target: Target): Edit[] {
  const edits = steps.flatMap((step) => (isAddition(step) ? [] : editsFor(document, step, target)));
  const values = steps.flatMap((step) => valueFor(document, step));
  const added = (list: 'nodes' | 'edges'): Json[] =>
    steps.flatMap((step) => (isAddition(step) && listOf(step) === list ? [itemFor(document, step)] : []));
  const additions = [
    ...append(document, 'nodes', added('nodes')),
    ...append(document, 'edges', added('edges')),
  ];
  return [...edits, ...withValues(document, values), ...additions].sort((a, b) => a.offset - b.offset);
}

type Addition = Extract<Step, { do: 'add-node' | 'add-edge' }>;

function isAddition(step: Step): step is Addition {
  return step.do === 'add-node' || step.do === 'add-edge';
}

function listOf(step: Addition): 'nodes' | 'edges' {
  return step.do === 'add-node' ? 'nodes' : 'edges';
}

function editsFor(document: WorkflowDocument, step: Exclude<Step, Addition>, target: Target): Edit[] {
  switch (step.do) {
    case 'replace': {
      const { offset, length } = step.place ?? target;
      return [{ offset, length, text: step.text }];
    }
    case 'set':
    case 'set-edge':
      return [];
    case 'lead-to':
      return document.workflow.edges
        .filter((edge) => edge.target === step.from)
        .flatMap((edge) => {
          const string = document.edgePart(edge, 'target', 'to');
          if (string?.type !== 'string') return [];
          return [{ offset: string.offset, length: string.length, text: JSON.stringify(step.to) }];
        });
    case 'remove-nodes': {
      const gone = new Set(step.nodes);
      const items = new Set(step.nodes.map((id) => document.itemOf(id)));
      const touching = document.workflow.edges.filter(
        ({ source, target }) => gone.has(source) || gone.has(target),
      );
      return [
        ...removals(
          document,
          'nodes',
          itemsOf(document, 'nodes').flatMap((item, index) => (items.has(item) ? [index] : [])),
        ),
        ...removals(
          document,
          'edges',
          touching.map(({ index }) => index),
        ),
      ];
    }
    case 'remove-edge':
      return removals(document, 'edges', [step.edge]);
    default:
      return step satisfies never;
  }
}

/** A value that a step sets, where it stands, else where the node's other fields do. */
function valueFor(document: WorkflowDocument, step: Step): NewValue[] {
  if (step.do === 'set-edge') return [{ path: ['edges', step.edge, step.key], value: step.value }];
  const item = step.do === 'set' ? document.itemOf(step.node) : undefined;
  if (step.do !== 'set' || item === undefined) return [];
  const name = String(step.path[0]);
  const data = propertyOf(item, 'data')?.value;
  const standsFlat = fieldNode(item, name) !== undefined && propertyOf(data, name) === undefined;
  const holder = data !== undefined && !standsFlat ? ['data'] : [];
  return [
    { path: ['nodes', itemsOf(document, 'nodes').indexOf(item), ...holder, ...step.path], value: step.value },
  ];
}

function itemsOf({ tree }: WorkflowDocument, list: string): readonly Node[] {
  return propertyOf(tree, list)?.value.children ?? [];
}

/** Takes items out of a list with their commas, whole lines where they stand alone on them. */
function removals(document: WorkflowDocument, list: string, indexes: readonly number[]): Edit[] {
  const { text } = document;
  const items = itemsOf(document, list);
  const gone = new Set(indexes);
  const left = items.findLastIndex((_, index) => !gone.has(index));
  const edits = [...gone].flatMap((index) => {
    const item = items[index];
    if (item === undefined) return [];
    const end = commaAfter(text, item) ?? item.offset + item.length;
    return [lineOf(text, item.offset, end)];
  });
  const last = items[left];
  const comma = last === undefined || left === items.length - 1 ? undefined : commaAfter(text, last);
  const isKept = items.slice(left + 1).some((item) => commaAfter(text, item) === undefined);
  return comma !== undefined && isKept ? [...edits, { offset: comma - 1, length: 1, text: '' }] : edits;
}

/** A stretch with the blanks around it, and with its line break where nothing else is on its lines. */
function lineOf(text: string, start: number, end: number): Edit {
  const before = blanksBefore(text, start);
  const after = /^[^\S\r\n]*(\r\n|\r|\n)/.exec(text.slice(end, end + 1024));
  const isAlone = after !== null && (before === 0 || /[\r\n]/.test(text[before - 1] ?? ''));
  return { offset: before, length: (isAlone ? end + after[0].length : end) - before, text: '' };
}

function itemFor(document: WorkflowDocument, step: Addition): Json {
  const isFlat = isFlatFile(document);
  if (step.do === 'add-node') {
    const { id, type, fields } = step;
    return isFlat ? { id, type, ...fields } : { id, type, data: fields };
  }
  const { from, to, handle, when } = step;
  return {
    ...(isFlat ? { from, to } : { source: from, target: to }),
    ...(handle === undefined ? {} : { sourceHandle: handle }),
    ...(when === undefined ? {} : { when }),
  };
}

/** Whether most of a file is written in the flat shape. */
function isFlatFile({ tree }: WorkflowDocument): boolean {
  const items = propertyOf(tree, 'nodes')?.value.children ?? [];
  const nested = items.filter((item) => propertyOf(item, 'data') !== undefined).length;
  return nested * 2 < items.length;
}

/** Adds items at the end of a list, after comments that follow its last one. */
function append({ text, tree }: WorkflowDocument, list: 'nodes' | 'edges', items: readonly Json[]): Edit[] {
  if (items.length === 0) return [];
  const array = propertyOf(tree, list)?.value;
  const eol = eolOf(text);
  if (array === undefined) {
    const last = tree.children?.at(-1);
    const end = last === undefined ? tree.offset + 1 : last.offset + last.length;
    const indent = indentOf(text);
    const lines = items.map((item) => `${indent}${indent}${inline(item)}`).join(`,${eol}`);
    return [
      {
        offset: end,
        length: 0,
        text: `${last === undefined ? '' : ','}${eol}${indent}"${list}": [${eol}${lines}${eol}${indent}]`,
      },
    ];
  }
  const close = array.offset + array.length - 1;
  const last = array.children?.at(-1);
  if (last === undefined) return [{ offset: close, length: 0, text: items.map(inline).join(', ') }];
  const end = last.offset + last.length;
  const hasComma = /^(\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*,/.test(text.slice(end, close));
  const comma = hasComma ? [] : [{ offset: end, length: 0, text: ',' }];
  if (!text.slice(array.offset, close).includes('\n')) {
    return [{ offset: end, length: 0, text: items.map((item) => `, ${inline(item)}`).join('') }];
  }
  const indent = lineIndent(text, last.offset);
  const lineEnd = blanksBefore(text, close);
  const startsLine = /[\r\n]/.test(text[lineEnd - 1] ?? '');
  const lines = items.map((item) => `${indent}${inline(item)}`).join(`,${eol}`);
  return [...comma, { offset: lineEnd, length: 0, text: `${startsLine ? '' : eol}${lines}${eol}` }];
}
