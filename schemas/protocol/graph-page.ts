/**
 * What a graph page and its host say to each other. The page asks for nothing but to look at the text it draws; it never
 * takes the focus from it unless the person presses Enter. The host decodes everything it hears (T21).
 */
import type { Graph } from './graph.ts';

/** Everything a page draws. */
export interface GraphView {
  /** File name, for the page's heading. */
  file: string;
  /** The last text that could be drawn. */
  graph: Graph | null;
  state:
    | { kind: 'loading' }
    | { kind: 'live' }
    /** The text is ahead of the drawing, and why it cannot be drawn. */
    | { kind: 'outdated'; why: string }
    /** The text was closed; the drawing stays. */
    | { kind: 'closed' }
    | { kind: 'error'; what: string };
}

export type ToGraphPage =
  | { kind: 'view'; view: GraphView }
  /** Where the text cursor is: the node or edge it is in, and the path of the diagnostic under it. */
  | { kind: 'cursor'; node: string | null; edge: number | null; path: readonly string[] };

/** Pictures a page may hand over to be saved. */
export const PICTURES = ['svg', 'png', 'mermaid'] as const;
export type Picture = (typeof PICTURES)[number];

/** Longest picture a page may hand over, in characters (a PNG is base64). */
export const MAX_PICTURE = 60_000_000;

export type FromGraphPage =
  | { kind: 'ready' }
  /** Show this place in the text; `jump` moves the focus there too. */
  | { kind: 'reveal'; node: string; jump: boolean }
  | { kind: 'reveal-edge'; edge: number; jump: boolean }
  | { kind: 'save'; picture: Picture; content: string };

/**
 * Reads one message of the page that carries `nonce`.
 * @returns the message, or `{ wrong }`: what about it is not allowed
 */
export function decodeFromGraphPage(value: unknown, nonce: string): FromGraphPage | { wrong: string } {
  if (typeof value !== 'object' || value === null) return { wrong: 'not an object' };
  const message = value as Readonly<Record<string, unknown>>;
  if (message.nonce !== nonce) return { wrong: 'nonce' };
  switch (message.kind) {
    case 'ready':
      return { kind: 'ready' };
    case 'reveal':
      return typeof message.node === 'string'
        ? { kind: 'reveal', node: message.node, jump: message.jump === true }
        : { wrong: 'node' };
    case 'reveal-edge':
      return typeof message.edge === 'number' && Number.isSafeInteger(message.edge)
        ? { kind: 'reveal-edge', edge: message.edge, jump: message.jump === true }
        : { wrong: 'edge' };
    case 'save':
      return decodeSave(message);
    default:
      return { wrong: 'kind' };
  }
}

function decodeSave({
  picture,
  content,
}: Readonly<Record<string, unknown>>): FromGraphPage | { wrong: string } {
  const known = PICTURES.find((each) => each === picture);
  if (known === undefined) return { wrong: 'picture' };
  if (typeof content !== 'string' || content.length > MAX_PICTURE) return { wrong: 'content' };
  return { kind: 'save', picture: known, content };
}
