/**
 * Sets values in a text: one that is there is replaced, one that is new stands behind the last member of its object. What
 * stands around stays as it is written.
 */
import { modify } from 'jsonc-parser';
import { type Node, propertyOf } from '../../model/json-text.ts';
import type { WorkflowDocument } from '../document.ts';
import { blanksBefore, commaAfter, type Edit, eolOf, indentOf, inline, lineIndent } from './layout.ts';
import type { Json } from './plan.ts';

export interface NewValue {
  readonly path: readonly (string | number)[];
  /** `undefined` takes it out. */
  readonly value: Json | undefined;
}

interface NewMember {
  readonly key: string;
  readonly value: Json;
}

/** The edits that set values; several new members of one object become one insertion. */
export function withValues(document: WorkflowDocument, values: readonly NewValue[]): Edit[] {
  const { text, tree } = document;
  const added = new Map<Node, NewMember[]>();
  const edits: Edit[] = [];
  for (const { path, value } of values) {
    const { node, rest } = deepest(tree, path);
    const [key, ...inner] = rest;
    if (value === undefined) edits.push(...(rest.length > 0 ? [] : removal(text, path)));
    else if (key === undefined) edits.push({ offset: node.offset, length: node.length, text: inline(value) });
    else if (node.type === 'object' && typeof key === 'string')
      added.set(node, [...(added.get(node) ?? []), { key, value: nested(inner, value) }]);
    else edits.push({ offset: node.offset, length: node.length, text: inline(nested(rest, value)) });
  }
  return [...edits, ...[...added].flatMap(([object, members]) => insertion(text, object, members))];
}

/** The last node on a path that is there, and the keys that lead on. */
function deepest(
  tree: Node,
  path: readonly (string | number)[],
): { node: Node; rest: readonly (string | number)[] } {
  let node = tree;
  for (const [index, key] of path.entries()) {
    const next = typeof key === 'number' ? node.children?.[key] : propertyOf(node, key)?.value;
    if (next === undefined) return { node, rest: path.slice(index) };
    node = next;
  }
  return { node, rest: [] };
}

function nested(keys: readonly (string | number)[], value: Json): Json {
  return keys.reduceRight<Json>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    value,
  );
}

function removal(text: string, path: readonly (string | number)[]): Edit[] {
  return modify(text, [...path], undefined, {}).map(({ offset, length, content }) => ({
    offset,
    length,
    text: content,
  }));
}

function insertion(text: string, object: Node, members: readonly NewMember[]): Edit[] {
  const close = object.offset + object.length - 1;
  const written = members.map(({ key, value }) => `${JSON.stringify(key)}: ${inline(value)}`);
  const last = object.children?.at(-1);
  if (last === undefined) {
    const length = close - object.offset - 1;
    const isBlank = text.slice(object.offset + 1, close).trim() === '';
    return [{ offset: object.offset + 1, length: isBlank ? length : 0, text: ` ${written.join(', ')} ` }];
  }
  const end = last.offset + last.length;
  if (!text.slice(object.offset, close).includes('\n'))
    return [{ offset: end, length: 0, text: written.map((each) => `, ${each}`).join('') }];
  const eol = eolOf(text);
  const indent = lineIndent(text, last.offset) || indentOf(text);
  const lineEnd = blanksBefore(text, close);
  const startsLine = /[\r\n]/.test(text[lineEnd - 1] ?? '');
  const lines = written.map((each) => `${indent}${each}`).join(`,${eol}`);
  const hasComma = commaAfter(text, last) !== undefined;
  return [
    ...(hasComma ? [] : [{ offset: end, length: 0, text: ',' }]),
    {
      offset: lineEnd,
      length: 0,
      text: `${startsLine ? '' : eol}${lines}${eol}${startsLine ? '' : lineIndent(text, object.offset)}`,
    },
  ];
}
