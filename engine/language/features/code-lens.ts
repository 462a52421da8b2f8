/** What can be done with a file, above it, and with a handoff, above its node; which command does it, the editor says. */

import { propertyOf } from '../../model/json-text.ts';
import type { Range } from '../diagnostic.ts';
import { isHandoff } from '../handoffs.ts';
import { type Folder, isSameFile, type OpenFile, rangeIn, resolved } from './file.ts';
import { textOf } from './items.ts';

export type Lens = { readonly range: Range } & (
  | { readonly kind: 'graph' }
  /** The scenario files of a workflow, and how many conversations they hold. */
  | { readonly kind: 'scenarios'; readonly files: readonly string[]; readonly count: number }
  | { readonly kind: 'handoffs'; readonly node: string }
);

export function lenses(file: OpenFile, folder: Folder): Lens[] {
  const top = rangeIn(file, { offset: 0, length: 0 });
  if (file.kind === 'scenario')
    return [{ kind: 'scenarios', range: top, files: [file.uri], count: countIn(file) }];
  if (file.kind !== 'workflow') return [];
  const tests = folder.files().filter((other) => {
    const path = other.kind === 'scenario' ? textOf(other.tree, 'workflow') : undefined;
    return path !== undefined && isSameFile(resolved(other.uri, path), file.uri);
  });
  const count = tests.reduce((sum, test) => sum + countIn(test), 0);
  const { items, offsets } = file.outline.nodes;
  const handoffs = items.flatMap(({ id, node }, index): Lens[] => {
    if (id === undefined || node === undefined || node.type === 'unknown' || !isHandoff(node)) return [];
    return [{ kind: 'handoffs', range: rangeIn(file, { offset: offsets[index] ?? 0, length: 1 }), node: id }];
  });
  return [
    { kind: 'graph', range: top },
    ...(count === 0
      ? []
      : [{ kind: 'scenarios' as const, range: top, files: tests.map(({ uri }) => uri), count }]),
    ...handoffs,
  ];
}

function countIn({ tree }: OpenFile): number {
  return propertyOf(tree, 'scenarios')?.value.children?.length ?? 0;
}
