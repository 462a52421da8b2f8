/** What each edge means, written behind its target. */
import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import { propertyOf } from '../../model/json-text.ts';
import { inEnglish, type Say } from '../words.ts';
import { wordsOfEdge } from './edge-words.ts';
import type { OpenFile } from './file.ts';
import { edgesFrom, itemsBetween, nodeOf } from './neighbours.ts';

export function inlayHints(
  { outline, lines }: OpenFile,
  { start, end }: Range,
  say: Say = inEnglish,
): InlayHint[] {
  return itemsBetween(outline.edges, lines.offsetAt(start), lines.offsetAt(end)).flatMap(
    ({ item: edge, offset }) => {
      const target = (propertyOf(edge.tree, 'target') ?? propertyOf(edge.tree, 'to'))?.value;
      if (target === undefined || edge.source === undefined) return [];
      const label = wordsOfEdge(edge, nodeOf(outline, edge.source), edgesFrom(outline, edge.source), say);
      const position = lines.positionAt(offset + target.offset + target.length);
      return [{ position, label, kind: InlayHintKind.Type, paddingLeft: true }];
    },
  );
}
