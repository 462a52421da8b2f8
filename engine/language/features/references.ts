/** Where a name is set and where it is read, over all files of the folder. */
import type { Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { parsePath } from '../../model/path.ts';
import type { Range } from '../diagnostic.ts';
import { type Folder, isSameFile, type OpenFile, rangeIn, resolved } from './file.ts';
import { isSame, type Name, nameAt, namesIn } from './names.ts';

interface Found {
  readonly file: OpenFile;
  readonly name: Name;
}

/** Where what stands at an offset is made: a node's id, the nodes that set a variable, the configuration's entry. */
export function definition(file: OpenFile, offset: number, folder: Folder): Location[] {
  const files = folder.files();
  const name = nameAt(file, offset, files);
  if (name === undefined) return [];
  if (name.kind !== 'file') return everywhere(name, files).filter(isSetting).map(locationOf);
  const uri = resolved(file.uri, name.name);
  const target = files.find((each) => isSameFile(each.uri, uri));
  return target === undefined ? [] : [{ uri: target.uri, range: rangeIn(target, { offset: 0, length: 0 }) }];
}

export function references(
  file: OpenFile,
  offset: number,
  folder: Folder,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): Location[] {
  const files = folder.files();
  const name = nameAt(file, offset, files);
  if (name === undefined) return [];
  return everywhere(name, files)
    .filter((found) => includeDeclaration || !isSetting(found))
    .map(locationOf);
}

export type Renamed =
  | { readonly kind: 'edit'; readonly edit: WorkspaceEdit }
  /** In words for people. */
  | { readonly kind: 'refused'; readonly why: string };

/** The name that can be changed at an offset, or why it cannot. */
export function renameable(
  file: OpenFile,
  offset: number,
  folder: Folder,
): { range: Range; placeholder: string } | { why: string } {
  const files = folder.files();
  const name = nameAt(file, offset, files);
  if (name === undefined) return { why: 'Here stands no name of a node, variable or bot.' };
  const why = whyNot(name, everywhere(name, files));
  return why === undefined ? { range: rangeIn(file, name), placeholder: name.name } : { why };
}

/** Changes a name wherever it stands, in workflows, scenarios and configurations. */
export function rename(file: OpenFile, offset: number, to: string, folder: Folder): Renamed {
  const files = folder.files();
  const name = nameAt(file, offset, files);
  if (name === undefined) return { kind: 'refused', why: 'Here stands no name of a node, variable or bot.' };
  const found = everywhere(name, files);
  const why = whyNot(name, found) ?? whyNotTo(name, to, files);
  if (why !== undefined) return { kind: 'refused', why };
  const changes: Record<string, TextEdit[]> = {};
  for (const { file: other, name: each } of found) {
    const edits = changes[other.uri] ?? [];
    changes[other.uri] = [
      ...edits,
      { range: rangeIn(other, each), newText: JSON.stringify(to).slice(1, -1) },
    ];
  }
  return { kind: 'edit', edit: { changes } };
}

function whyNot({ kind, name }: Name, found: readonly Found[]): string | undefined {
  if (kind !== 'node' && kind !== 'variable' && kind !== 'bot')
    return 'Only nodes, variables and bots can be renamed here.';
  if (found.some(isSetting)) return undefined;
  if (kind === 'variable') return `The engine sets "${name}"; it keeps its name.`;
  return kind === 'bot'
    ? `The bot "${name}" is named by its file; rename the file.`
    : `There is no node "${name}".`;
}

function whyNotTo({ kind, owner }: Name, to: string, files: readonly OpenFile[]): string | undefined {
  if (to.trim() === '') return 'The new name is empty.';
  if (kind === 'variable') {
    const path = parsePath(to);
    return path === undefined || path.segments.length > 0 || path.root !== to
      ? 'A variable is one word of letters, digits, _ and $.'
      : undefined;
  }
  const isTaken = files.some((file) =>
    namesIn(file, files).some(
      (other) => other.kind === kind && other.role === 'sets' && other.owner === owner && other.name === to,
    ),
  );
  return isTaken ? `There is a ${kind} "${to}" already.` : undefined;
}

function everywhere(name: Name, files: readonly OpenFile[]): Found[] {
  return files.flatMap((file) =>
    namesIn(file, files)
      .filter((other) => isSame(name, other))
      .map((each) => ({ file, name: each })),
  );
}

function isSetting({ name }: Found): boolean {
  return name.role === 'sets';
}

function locationOf({ file, name }: Found): Location {
  return { uri: file.uri, range: rangeIn(file, name) };
}
