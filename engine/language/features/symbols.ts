/** The outline of a file: nodes with the variables they set, edges, scenarios. */
import { type DocumentSymbol, type FoldingRange, SymbolKind } from 'vscode-languageserver-types';
import { propertyOf } from '../../model/json-text.ts';
import { aboutNode } from './complete/names.ts';
import { type OpenFile, rangeIn } from './file.ts';
import { textOf } from './items.ts';
import { namesOfNode } from './names-of-items.ts';

export function documentSymbols(file: OpenFile): DocumentSymbol[] {
  if (file.kind === 'scenario') return scenarios(file);
  const { nodes, edges } = file.outline;
  const ofNodes = nodes.items.map((item, index): DocumentSymbol => {
    const start = nodes.offsets[index] ?? 0;
    const range = rangeIn(file, { offset: start, length: item.text.length });
    const names = namesOfNode(item).map((name) => ({ ...name, offset: name.offset + start }));
    const id = names.find(({ kind, role }) => kind === 'node' && role === 'sets');
    const children = names
      .filter(({ kind, role }) => kind === 'variable' && role === 'sets')
      .map((name) => symbol(name.name, 'variable', SymbolKind.Variable, rangeIn(file, name)));
    const selectionRange = id === undefined ? range : rangeIn(file, id);
    return { ...symbol(item.id ?? '…', aboutNode(item), SymbolKind.Class, range), selectionRange, children };
  });
  const ofEdges = edges.items.map(({ text, source = '…', target = '…', handle = '' }, index) => {
    const range = rangeIn(file, { offset: edges.offsets[index] ?? 0, length: text.length });
    return symbol(`${source} → ${target}`, handle, SymbolKind.Event, range);
  });
  return [...ofNodes, ...ofEdges];
}

function scenarios(file: OpenFile): DocumentSymbol[] {
  return (propertyOf(file.tree, 'scenarios')?.value.children ?? []).map((scenario) =>
    symbol(textOf(scenario, 'name') || '…', '', SymbolKind.Method, rangeIn(file, scenario)),
  );
}

function symbol(
  name: string,
  detail: string,
  kind: SymbolKind,
  range: DocumentSymbol['range'],
): DocumentSymbol {
  return { name: name === '' ? '…' : name, detail, kind, range, selectionRange: range };
}

/** Nodes and edges that take more than one line. */
export function foldingRanges({ outline, lines }: OpenFile): FoldingRange[] {
  return [outline.nodes, outline.edges].flatMap(({ items, offsets }) =>
    items.flatMap(({ text }, index) => {
      const start = offsets[index] ?? 0;
      const startLine = lines.positionAt(start).line;
      const endLine = lines.positionAt(start + text.length).line - 1;
      return endLine > startLine ? [{ startLine, endLine }] : [];
    }),
  );
}
