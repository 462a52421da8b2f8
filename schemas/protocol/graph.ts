/**
 * A workflow as a picture: what crosses between the language server, the page that draws it and the worker that lays
 * it out. All texts are the author's own and are shown as text. Lengths are in CSS pixels at scale 1.
 */

/** Zero-based, characters counted as UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}
export interface TextRange {
  readonly start: TextPlace;
  readonly end: TextPlace;
}

/** How a node looks; a type without a look of its own is `unknown`. */
export type Shape = 'start' | 'step' | 'choice' | 'person' | 'say' | 'unknown';

export type MarkSeverity = 'error' | 'warning' | 'information' | 'hint';

/** A diagnostic as it is painted. */
export interface Mark {
  readonly code: string;
  readonly severity: MarkSeverity;
  readonly message: string;
  readonly range: TextRange;
  /** Nodes of the path that proves it, in order. */
  readonly path: readonly string[];
}

export interface GraphNode {
  readonly id: string;
  /** The type as it stands in the file. */
  readonly type: string;
  readonly shape: Shape;
  /** The type in words. */
  readonly kind: string;
  readonly label: string;
  /** The one field that says most about it: the message, the condition, the tool. */
  readonly detail: string;
  /** Handles it can end with, whether an edge takes them or not. */
  readonly handles: readonly string[];
  readonly range: TextRange;
  readonly marks: readonly Mark[];
}

/** What an edge is taken after: something that went well, something that did not, or neither. */
export type Tone = 'good' | 'bad' | 'plain';

export interface GraphEdge {
  /** Place in the file's `edges`. */
  readonly index: number;
  readonly source: string;
  readonly target: string;
  readonly handle?: string;
  /** The condition's text. */
  readonly when?: string;
  readonly tone: Tone;
  readonly range: TextRange;
  readonly marks: readonly Mark[];
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Diagnostics about no node or edge that is drawn. */
  readonly marks: readonly Mark[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `short` is the label again, larger, for a scale at which nothing else can be read. */
export interface PlacedText extends Point {
  readonly role: 'kind' | 'label' | 'detail' | 'short';
  /** Cut to fit; `y` is its base line. */
  readonly text: string;
}

export interface PlacedNode {
  readonly id: string;
  /** Top left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rank: number;
  readonly texts: readonly PlacedText[];
  /** SVG paths of its outline and of the sign of its kind. */
  readonly outline: string;
  readonly sign: string;
  /** Nodes that are folded into it. */
  readonly folded: readonly string[];
  /** How many nodes only it leads to, so that folding it hides them. */
  readonly foldable: number;
}

/** A handle or condition, written at an edge. */
export interface Pill extends Point {
  readonly width: number;
  readonly text: string;
}

export interface PlacedEdge {
  /** Indexes of the file's edges that are drawn as this line: more than one where folding merged them. */
  readonly edges: readonly number[];
  readonly source: string;
  readonly target: string;
  readonly tone: Tone;
  /** A line that leads back up, to a node that was there before. */
  readonly back: boolean;
  /** Start, then two controls and an end for each cubic curve. */
  readonly points: readonly Point[];
  /** SVG paths of the line and of the head at its end. */
  readonly line: string;
  readonly head: string;
  readonly pill?: Pill;
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** `auto` follows whoever shows the picture. */
export type Scheme = 'auto' | 'light' | 'dark';
export type Export = { readonly format: 'svg'; readonly scheme: Scheme } | { readonly format: 'mermaid' };

/** What the layout worker is asked, and what it answers under the same id. */
export type LayoutRequest =
  | { readonly kind: 'place'; readonly id: number; readonly graph: Graph; readonly folded: readonly string[] }
  | {
      readonly kind: 'export';
      readonly id: number;
      readonly graph: Graph;
      readonly folded: readonly string[];
      readonly as: Export;
    };

export type LayoutAnswer =
  | { readonly kind: 'placed'; readonly id: number; readonly placed: PlacedGraph }
  | { readonly kind: 'exported'; readonly id: number; readonly text: string };
