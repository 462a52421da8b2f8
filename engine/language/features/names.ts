/** Every name in a file that stands for something: who sets it, who reads it, and whose it is. */
import { propertyOf } from '../../model/json-text.ts';
import type { Span } from '../document.ts';
import { isSameFile, nameOf, type OpenFile, resolved } from './file.ts';
import { ReadEdge, ReadNode, textOf } from './items.ts';
import { namesInConfig, namesInScenario } from './names-beside.ts';
import { namesOfEdge, namesOfNode } from './names-of-items.ts';
import { itemAt } from './outline.ts';

export type NameKind = 'node' | 'variable' | 'bot' | 'tool' | 'person' | 'file';

/** The span is that of the name alone, without quotes, braces and the rest of a path. */
export interface LocalName extends Span {
  readonly kind: NameKind;
  readonly name: string;
  readonly role: 'sets' | 'reads';
}

export interface Name extends LocalName {
  /** The workflow whose name it is; empty for what the whole folder shares. */
  readonly owner: string;
}

/** The names of one file; `files` is the folder, for what a configuration says of a bot. */
export function namesIn(file: OpenFile, files: readonly OpenFile[]): Name[] {
  if (file.kind === 'scenario') {
    const owner = scenarioOwner(file, files);
    return namesInScenario(file.tree).map((name) => owned(name, owner));
  }
  if (file.kind === 'config')
    return namesInConfig(file.tree).map(({ bot, ...name }) => owned(name, workflowOf(bot, file, files)));
  const { nodes, edges } = file.outline;
  const inNodes = nodes.items.flatMap((item, index) => shifted(namesOfNode(item), nodes.offsets[index] ?? 0));
  const inEdges = edges.items.flatMap((item, index) => shifted(namesOfEdge(item), edges.offsets[index] ?? 0));
  return [...ownBot(file), ...inNodes, ...inEdges].map((name) => owned(name, file.uri));
}

/** Whether two names mean one thing. */
export function isSame(a: Name, b: Name): boolean {
  return a.kind === b.kind && a.name === b.name && (a.owner === b.owner || isSameFile(a.owner, b.owner));
}

/** The name at an offset, its ends included. */
export function nameAt(file: OpenFile, offset: number, files: readonly OpenFile[]): Name | undefined {
  const touches = (name: LocalName): boolean => name.offset <= offset && offset <= name.offset + name.length;
  if (file.kind !== 'workflow') return namesIn(file, files).find(touches);
  const { nodes, edges } = file.outline;
  const node = itemAt(nodes, offset);
  const edge = node === -1 ? itemAt(edges, offset) : -1;
  const near =
    node !== -1
      ? shifted(namesOfNode(nodes.items[node] ?? new ReadNode('')), nodes.offsets[node] ?? 0)
      : edge !== -1
        ? shifted(namesOfEdge(edges.items[edge] ?? new ReadEdge('')), edges.offsets[edge] ?? 0)
        : ownBot(file);
  const found = near.find(touches);
  return found === undefined ? undefined : owned(found, file.uri);
}

/** The bot whose workflow a file is: the one it names, else its file name. */
export function botIn(file: OpenFile): string {
  return ownBot(file)[0]?.name ?? nameOf(file.uri).replace(/\.workflow\.json$/, '');
}

/** The workflow of a bot: the one the configuration names, else the one that names the bot. */
function workflowOf(
  bot: { readonly name: string; readonly workflow?: string } | undefined,
  config: OpenFile,
  files: readonly OpenFile[],
): string {
  if (bot === undefined) return '';
  if (bot.workflow !== undefined) return ownerAt(resolved(config.uri, bot.workflow), files);
  return files.find((file) => file.kind === 'workflow' && botIn(file) === bot.name)?.uri ?? '';
}

/** The workflow that a place is about: the file itself, a scenario's, or that of the bot in a configuration. */
export function workflowAbout(
  file: OpenFile,
  path: readonly (string | number)[],
  files: readonly OpenFile[],
): OpenFile | undefined {
  if (file.kind === 'workflow') return file;
  const uri = file.kind === 'scenario' ? scenarioOwner(file, files) : botOwner(file, path, files);
  return files.find((other) => other.kind === 'workflow' && isSameFile(other.uri, uri));
}

function scenarioOwner(file: OpenFile, files: readonly OpenFile[]): string {
  const path = textOf(file.tree, 'workflow');
  return path === undefined ? '' : ownerAt(resolved(file.uri, path), files);
}

function botOwner(
  file: OpenFile,
  [first, name]: readonly (string | number)[],
  files: readonly OpenFile[],
): string {
  if (first !== 'bots' || typeof name !== 'string') return '';
  const workflow = textOf(propertyOf(propertyOf(file.tree, 'bots')?.value, name)?.value, 'workflow');
  return workflowOf({ name, ...(workflow === undefined ? {} : { workflow }) }, file, files);
}

const SHARED: ReadonlySet<NameKind> = new Set(['bot', 'tool', 'person', 'file']);

function owned(name: LocalName, owner: string): Name {
  return { ...name, owner: SHARED.has(name.kind) ? '' : owner };
}

function ownerAt(uri: string, files: readonly OpenFile[]): string {
  return files.find((file) => isSameFile(file.uri, uri))?.uri ?? uri;
}

function shifted(names: readonly LocalName[], by: number): LocalName[] {
  return names.map((name) => ({ ...name, offset: name.offset + by }));
}

function ownBot({ text, outline }: OpenFile): LocalName[] {
  const member = outline.members.findLast(({ key }) => key === 'bot');
  if (member === undefined || text[member.offset] !== '"' || member.length < 3) return [];
  const name = text.slice(member.offset + 1, member.offset + member.length - 1);
  return [{ kind: 'bot', name, role: 'sets', offset: member.offset + 1, length: member.length - 2 }];
}
