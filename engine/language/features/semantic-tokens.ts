/** Colours for what stands inside strings: templates and conditions. */
import type { Node } from 'jsonc-parser';
import type { Range, SemanticTokens } from 'vscode-languageserver-types';
import { propertyOf } from '../../model/json-text.ts';
import { isNodeType, rowOf } from '../../model/node-table.ts';
import { offsetInString } from '../../model/place.ts';
import { fieldNode } from '../../model/read.ts';
import { remembered } from '../../model/remembered.ts';
import type { OpenFile } from './file.ts';
import type { EdgeItem, NodeItem } from './items.ts';
import { itemsBetween } from './neighbours.ts';

export const TOKEN_TYPES = ['variable', 'property', 'operator', 'keyword', 'number', 'string'] as const;
type TokenType = (typeof TOKEN_TYPES)[number];

interface Token {
  readonly offset: number;
  readonly length: number;
  readonly type: TokenType;
}

/** Tokens of a file, or of a stretch of it. */
export function semanticTokens({ outline, lines }: OpenFile, range?: Range): SemanticTokens {
  const from = range === undefined ? 0 : lines.offsetAt(range.start);
  const to = range === undefined ? Number.POSITIVE_INFINITY : lines.offsetAt(range.end);
  const tokens = [
    ...itemsBetween(outline.nodes, from, to).flatMap(({ item, offset }) => moved(ofNode(item), offset)),
    ...itemsBetween(outline.edges, from, to).flatMap(({ item, offset }) => moved(ofEdge(item), offset)),
  ].sort((a, b) => a.offset - b.offset);
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { offset, length, type } of tokens) {
    const at = lines.positionAt(offset);
    data.push(at.line - line, at.line === line ? at.character - character : at.character, length);
    data.push(TOKEN_TYPES.indexOf(type), 0);
    ({ line, character } = at);
  }
  return { data };
}

function moved(tokens: readonly Token[], by: number): Token[] {
  return tokens.map((token) => ({ ...token, offset: token.offset + by }));
}

const ofEdge = remembered(({ text, tree }: EdgeItem) => inCondition(text, propertyOf(tree, 'when')?.value));

const ofNode = remembered(({ text, tree, type = '' }: NodeItem): Token[] => {
  if (tree === undefined || !isNodeType(type)) return [];
  const row = rowOf(type);
  const routes = fieldNode(tree, 'routes')?.value.children ?? [];
  return [
    ...row.templated.flatMap((name) => inTemplates(text, fieldNode(tree, name)?.value)),
    ...row.conditions.flatMap((name) => inCondition(text, fieldNode(tree, name)?.value)),
    ...routes.flatMap((route) => inCondition(text, propertyOf(route, 'when')?.value)),
  ];
});

function inTemplates(text: string, node: Node | undefined): Token[] {
  if (node === undefined) return [];
  if (typeof node.value !== 'string')
    return (node.children ?? []).flatMap((child) => inTemplates(text, child));
  const source = node.value;
  return [...source.matchAll(/\{\{[^{}]*\}\}/g)].flatMap(({ index, 0: template }) => [
    placed(text, node, index, 2, 'operator'),
    ...words(text, node, source, index + 2, index + template.length - 2),
    placed(text, node, index + template.length - 2, 2, 'operator'),
  ]);
}

function inCondition(text: string, node: Node | undefined): Token[] {
  if (typeof node?.value !== 'string') return [];
  return words(text, node, node.value, 0, node.value.length);
}

const WORD =
  /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|(\.?)([\p{L}_$][\p{L}\p{N}_$]*)|([<>=!&|+\-*/%?:{}]+)/gu;
const KEYWORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

function words(text: string, node: Node, source: string, from: number, to: number): Token[] {
  const part = source.slice(from, to);
  return [...part.matchAll(WORD)].map(({ index, 0: all, 1: quoted, 2: digits, 3: dot = '', 4: name }) => {
    const type: TokenType =
      quoted !== undefined
        ? 'string'
        : digits !== undefined
          ? 'number'
          : name === undefined
            ? 'operator'
            : dot === '.'
              ? 'property'
              : KEYWORDS.has(name)
                ? 'keyword'
                : 'variable';
    return placed(text, node, from + index + dot.length, all.length - dot.length, type);
  });
}

function placed(text: string, string: Node, index: number, length: number, type: TokenType): Token {
  const offset = offsetInString(text, string, index);
  return { offset, length: offsetInString(text, string, index + length) - offset, type };
}
