/**
 * Writes nodes and edges in the other of the two shapes: fields beside `id` and `type` or in `data`, `from` and `to` or
 * `source` and `target`. What the file means stays the same.
 *
 * 1. Members keep their order, and comments stay with the member that they stand at.
 * 2. What could mean something else afterwards is left as it is: a field that stands in both places, an edge with both
 *    words for one end.
 */
import { type Node, propertyOf } from '../../model/json-text.ts';
import type { WorkflowDocument } from '../document.ts';
import { indented, type Member, membersOf, outdented, spelled } from './members.ts';
import type { Edit } from './write.ts';

export type Shape = 'flat' | 'data';

/** The edits that bring a whole file into a shape; none where it has it. */
export function fileInShape({ text, tree }: WorkflowDocument, shape: Shape): Edit[] {
  const nodes = propertyOf(tree, 'nodes')?.value.children ?? [];
  const edges = propertyOf(tree, 'edges')?.value.children ?? [];
  return [
    ...nodes.flatMap((node) => nodeEdits(text, node, shape)),
    ...edges.flatMap((edge) => edgeEdits(edge, shape)),
  ];
}

/** The edits that bring the node around a place into a shape; none where there is none or it has it. */
export function nodeInShape({ text, tree }: WorkflowDocument, offset: number, shape: Shape): Edit[] {
  const nodes = propertyOf(tree, 'nodes')?.value.children ?? [];
  const node = nodes.find((each) => each.offset <= offset && offset <= each.offset + each.length);
  return node === undefined ? [] : nodeEdits(text, node, shape);
}

/** What stands beside `data` in both shapes, by the envelope's schema. */
const HEAD: ReadonlySet<string> = new Set(['id', 'type', 'data', 'ignore']);

function nodeEdits(text: string, node: Node, shape: Shape): Edit[] {
  if (node.type !== 'object') return [];
  const data = propertyOf(node, 'data');
  if (data !== undefined && data.value.type !== 'object') return [];
  const names = (of: Node | undefined): string[] =>
    (of?.children ?? []).map(({ children: [key] = [] }) => String(key?.value));
  const beside = names(node).filter((name) => !HEAD.has(name));
  const inside = names(data?.value);
  if (inside.some((name) => HEAD.has(name) || beside.includes(name))) return [];
  if (shape === 'flat' ? data === undefined : beside.length === 0) return [];
  const { members, tail } = membersOf(text, node);
  const by = shape === 'flat' ? flat(text, members, data?.value) : nested(text, members, data?.value);
  return [{ offset: node.offset, length: node.length, text: `{${spelled(by, tail, text)}}` }];
}

/** With the members of `data` in its place. */
function flat(text: string, members: readonly Member[], data: Node | undefined): Member[] {
  if (data === undefined) return [...members];
  const { members: inner, tail: end } = membersOf(text, data);
  const tail = outdented(end, text);
  return members.flatMap((member, index) => {
    if (member.key !== 'data') return [member];
    const [first, ...rest] = inner.map((each) => moved(each, (part) => outdented(part, text)));
    const left = comments(member.gap) + comments(tail) + comments(member.trail);
    if (first === undefined) return left === '' ? [] : [{ ...member, body: '', trail: left }];
    const lead = first.lead.trim() === '' ? member.lead : member.lead.trimEnd() + first.lead;
    const all = [{ ...first, lead: lead.replace(/(\s*)$/, `${comments(member.gap)}$1`) }, ...rest];
    const last = all.at(-1) ?? first;
    const trail = last.trail + comments(tail) + comments(member.trail);
    return [...all.slice(0, -1), { ...last, trail, hasComma: index < members.length - 1 || last.hasComma }];
  });
}

/** With everything but `id` and `type` in `data`. */
function nested(text: string, members: readonly Member[], data: Node | undefined): Member[] {
  const fields = members
    .filter(({ key }) => !HEAD.has(key))
    .map((member) => moved(member, (part) => indented(part, text)));
  const known = data === undefined ? undefined : membersOf(text, data);
  const inner = [...(known?.members ?? []), ...fields];
  const place = members.findIndex(({ key }) => (data === undefined ? !HEAD.has(key) : key === 'data'));
  const at = members[place];
  if (at === undefined) return [...members];
  const indent = /\n([^\S\n]*)$/.exec(at.lead)?.[1];
  const isInline = indent === undefined || !inner.some(({ lead }) => lead.includes('\n'));
  const end = isInline ? ' ' : `${text.includes('\r\n') ? '\r\n' : '\n'}${indent}`;
  const body = `"data": {${spelled(inner, known === undefined || known.tail.trim() === '' ? end : known.tail, text)}}`;
  const lead = data === undefined ? at.lead.replace(/^[\s\S]*?(\s*)$/, '$1') : at.lead;
  const hasComma = members.at(-1)?.hasComma ?? false;
  const whole: Member = {
    key: 'data',
    lead,
    body,
    gap: '',
    trail: data === undefined ? '' : at.trail,
    hasComma,
  };
  return members.flatMap((member, index) =>
    index === place ? [whole] : HEAD.has(member.key) ? [member] : [],
  );
}

function moved(member: Member, move: (part: string) => string): Member {
  return { ...member, lead: move(member.lead), body: move(member.body), trail: move(member.trail) };
}

/** The comments of what stands between two things, with the blanks before each. */
function comments(between: string): string {
  return between.match(/\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/g)?.join('') ?? '';
}

const ENDS = {
  flat: [
    ['source', 'from'],
    ['target', 'to'],
  ],
  data: [
    ['from', 'source'],
    ['to', 'target'],
  ],
} as const;

function edgeEdits(edge: Node, shape: Shape): Edit[] {
  return ENDS[shape].flatMap(([word, other]) => {
    const key = propertyOf(edge, word)?.key;
    if (key === undefined || propertyOf(edge, other) !== undefined) return [];
    return [{ offset: key.offset, length: key.length, text: JSON.stringify(other) }];
  });
}
