/** Whole nodes and edges to fill in: each type with what it needs, in the shape the file is written in. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { NODE_GUIDE } from '../../../../schemas/generated/node-guide.ts';
import { propertyOf } from '../../../model/json-text.ts';
import { handlesOf } from '../../../model/node-table.ts';
import type { NodeType } from '../../../model/workflow.ts';
import type { Outline } from '../outline.ts';
import { type Asked, literal, type Offer, type Offers } from './offer.ts';

const TYPES = Object.keys(NODE_GUIDE) as NodeType[];

/** A node where an item of `nodes` can begin. */
export function newNode(asked: Asked): Offers {
  const { before, after } = separators(asked);
  const offers = TYPES.map((type): Offer => {
    const { id, description } = NODE_GUIDE[type];
    const lines = [
      `  "id": "\${1:${freeId(asked.file.outline, id)}}",`,
      `  "type": "${type}"${fieldsOf(type, asked.file.outline, 2)}`,
    ];
    return {
      label: `${type} node`,
      kind: CompletionItemKind.Snippet,
      isSnippet: true,
      text: `${before}{\n${lines.join('\n')}\n}${after}`,
      detail: description,
    };
  });
  return { span: { offset: asked.cursor.offset, length: 0 }, offers };
}

/** The type of a node with what it needs; the type alone is VS Code's JSON support's to offer. */
export function nodeType({ file, cursor: { token, node } }: Asked): Offers | undefined {
  if (token === undefined) return undefined;
  const isClosed = file.text[token.offset + token.length] === '"';
  const span = { offset: token.offset, length: token.length + (isClosed ? 1 : 0) };
  const has = (name: string): boolean =>
    propertyOf(node?.tree, name) !== undefined || propertyOf(node?.tree, 'data') !== undefined;
  const offers = TYPES.filter((type) => requiredOf(type).length > 0 && !requiredOf(type).some(has)).map(
    (type): Offer => ({
      label: `${type} with its fields`,
      kind: CompletionItemKind.Snippet,
      isSnippet: true,
      text: `${type}"${fieldsOf(type, file.outline, 1)}`,
      detail: NODE_GUIDE[type].description,
    }),
  );
  return { span, offers };
}

/** An edge for each end of a node that no edge takes, and an empty one. */
export function newEdge(asked: Asked): Offers {
  const { before, after } = separators(asked);
  const { outline } = asked.file;
  const isFlat = outline.edges.items.some(({ tree }) => propertyOf(tree, 'from') !== undefined);
  const [source, target] = isFlat ? ['from', 'to'] : ['source', 'target'];
  const edge = (from: string, rest: string): string =>
    `${before}{ "${source}": ${from}, "${target}": "$2"${rest} }${after}`;
  const open = openEnds(outline).map(
    ([id, handle]): Offer => ({
      label: `${id}: ${handle}`,
      kind: CompletionItemKind.Snippet,
      isSnippet: true,
      text: edge(literal(JSON.stringify(id)), `, "sourceHandle": ${literal(JSON.stringify(handle))}`),
      detail: 'no edge takes this yet',
    }),
  );
  const plain: Offer = {
    label: 'edge',
    kind: CompletionItemKind.Snippet,
    isSnippet: true,
    text: edge('"$1"', ''),
    detail: 'what comes after what',
  };
  return { span: { offset: asked.cursor.offset, length: 0 }, offers: [...open, plain] };
}

const MOST_ENDS = 100;

/** Handles without edges, of nodes that have any. */
function openEnds({ nodes, edges }: Outline): [string, string][] {
  const taken = new Set(edges.items.map(({ source, handle }) => `${source} ${handle}`));
  const ends: [string, string][] = [];
  for (const { id, node } of nodes.items) {
    if (id === undefined || node === undefined) continue;
    for (const handle of handlesOf(node)) if (!taken.has(`${id} ${handle}`)) ends.push([id, handle]);
    if (ends.length > MOST_ENDS) break;
  }
  return ends;
}

function requiredOf(type: NodeType): readonly string[] {
  return NODE_GUIDE[type].required;
}

/** The needed fields of a type after its `type`; in `data` where most nodes of the file have it. */
function fieldsOf(type: NodeType, outline: Outline, first: number): string {
  const example: Readonly<Record<string, unknown>> = NODE_GUIDE[type].example;
  const names = [...new Set([...requiredOf(type), ...Object.keys(example).slice(0, 2)])];
  const fields = names.map((name, index) => {
    const value = example[name] ?? '';
    const [open, close] = typeof value === 'string' ? ['"', '"'] : ['', ''];
    const inside = typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
    return `"${name}": ${open}\${${first + index}:${literal(inside)}}${close}`;
  });
  if (fields.length === 0) return '';
  const inData = outline.nodes.items.slice(0, 50).some(({ tree }) => propertyOf(tree, 'data') !== undefined);
  return inData ? `,\n  "data": { ${fields.join(', ')} }` : `,\n  ${fields.join(',\n  ')}`;
}

function freeId({ nodes }: Outline, wish: string): string {
  const ids = new Set(nodes.items.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? wish : `${wish}_${number}`;
    if (!ids.has(id)) return id;
  }
}

/** Commas that the neighbours of a new item need. */
function separators({ file: { text }, cursor: { offset } }: Asked): { before: string; after: string } {
  const before = text.slice(Math.max(0, offset - 2000), offset).trimEnd();
  const after = text.slice(offset, offset + 2000).trimStart();
  return { before: before.endsWith('}') ? ', ' : '', after: after.startsWith('{') ? ',' : '' };
}
