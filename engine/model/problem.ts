/** What is wrong with a file, with its place. Words for people are complete here; lines are counted elsewhere. */

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Position and length in characters of the file's text. */
  readonly offset: number;
  readonly length: number;
  readonly nodeId?: string;
}
