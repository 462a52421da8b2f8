/** What the editor, the command line and the engine's own check say about a file. */
import type { Severity } from '../model/problem.ts';
import type { Plan } from './fixes/plan.ts';

export type { Severity };

/** Zero-based, characters counted as UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Related {
  readonly message: string;
  readonly range: Range;
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly nodeId?: string;
  /** Ids of the nodes of a way that proves it. */
  readonly path?: readonly string[];
  /** Other places that have to do with it; a way's nodes in their order. */
  readonly related?: readonly Related[];
  /** What its quick fixes would do; `fixes` writes them as edits. */
  readonly data?: readonly Plan[];
}
