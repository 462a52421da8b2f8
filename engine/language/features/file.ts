/** What features are given: the file, and the folder around it. */
import type { Node } from 'jsonc-parser';
import type { Config } from '../../model/config.ts';
import type { Position, Range } from '../diagnostic.ts';
import type { Span } from '../document.ts';
import type { FileKind } from '../language.ts';
import { tolerantTree } from './items.ts';
import { type Outline, outlineOf } from './outline.ts';

/** From offsets to positions and back; an editor's document is one. */
export interface LineMap {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

export interface OpenFile {
  readonly uri: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly lines: LineMap;
  /** The lists of a workflow; empty in other files. */
  readonly outline: Outline;
  /** The whole tree, as much of it as there is. Workflows are read by their outline. */
  readonly tree: Node | undefined;
}

export interface ToolFacts {
  /** `server__tool`. */
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of its arguments. */
  readonly input?: unknown;
}

/** What lies around a file. */
export interface Folder {
  /** Every workflow, scenario and configuration file, those that are open as they stand in the editor. */
  files(): readonly OpenFile[];
  /** The configuration in force; without one nothing is known of people. */
  config(): Config | undefined;
  /** Tools of connected servers. */
  tools(): readonly ToolFacts[];
  /** The last run of a bot, where an engine told of one. */
  lastRun?(bot: string): RunFacts | undefined;
}

export interface RunFacts {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Opening {
  readonly uri: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly lines: LineMap;
}

/** Opens a text; what is known of its earlier state is kept where the text is the same. */
export function openFile({ uri, kind, text, lines }: Opening, previous?: OpenFile): OpenFile {
  const outline = outlineOf(kind === 'workflow' ? text : '', previous?.outline);
  let tree: { is: Node | undefined } | undefined;
  return {
    uri,
    kind,
    text,
    lines,
    outline,
    get tree() {
      tree ??= { is: tolerantTree(text) };
      return tree.is;
    },
  };
}

export function rangeIn({ lines }: OpenFile, { offset, length }: Span): Range {
  return { start: lines.positionAt(offset), end: lines.positionAt(offset + length) };
}

/** The address that a path in a file means. */
export function resolved(from: string, path: string): string {
  const segments = decoded(from).split('/').slice(0, -1);
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

/** Whether two addresses are of one file, however they are encoded. */
export function isSameFile(a: string, b: string): boolean {
  return a === b || decoded(a) === decoded(b);
}

/** The name of a file, without its folders. */
export function nameOf(uri: string): string {
  const path = decoded(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
}
