/** What the editor, the command line and the engine's own check say about a file. */
import type { Severity } from '../model/problem.ts';

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

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly nodeId?: string;
}
