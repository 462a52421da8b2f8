/** What our language server answers beyond the Language Server Protocol. */
import type { Graph } from './graph.ts';

/** Request: the graph of an open workflow document. */
export const GRAPH_REQUEST = 'handoff/graph';

export interface GraphParams {
  readonly uri: string;
}

export type GraphAnswer =
  | { readonly kind: 'graph'; readonly version: number; readonly graph: Graph }
  /** The text cannot be read as a workflow right now; `why` says where it stops making sense. */
  | { readonly kind: 'unreadable'; readonly version: number; readonly why: string }
  /** The document is not open, or is no workflow. */
  | { readonly kind: 'unknown' };
