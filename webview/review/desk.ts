/** What the parts of a review share: the handoff on screen, the way to the engine, and how to speak to the person. */
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Readiness } from './decision.ts';
import type { Host } from './host.ts';
import type { Requests } from './requests.ts';

export interface Desk {
  readonly item: HandoffDetail | null;
  readonly host: Host;
  readonly requests: Requests;
  ready(): Readiness;
  /** Sequence of the report that the facts on screen were seen, once it is known. */
  seenSeq(): number | undefined;
  /** Draws again. */
  changed(): void;
  say(words: string, how: 'polite' | 'assertive'): void;
  /** After the next drawing. */
  focus(id: string): void;
}
