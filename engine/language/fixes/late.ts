/** Quick fixes that are worked out only when somebody asks for them: a check that runs with every key has no time for it. */
import type { Diagnostic } from '../diagnostic.ts';
import type { Span, WorkflowDocument } from '../document.ts';
import { removePart } from './lost.ts';
import { guardOrDefault } from './missing-value.ts';
import { fillPool, otherPerson } from './people.ts';
import type { Plan } from './plan.ts';
import { readable } from './readable.ts';
import { afterReturn, ruleBeside, wayOut } from './ways.ts';

/** A diagnostic of a document, and where it stands in the text. */
export interface Asked {
  readonly document: WorkflowDocument;
  readonly diagnostic: Diagnostic;
  readonly target: Span;
}

/** Plans for a diagnostic by its code; none for a code whose check proposed its own. */
export function latePlans(document: WorkflowDocument, diagnostic: Diagnostic, target: Span): readonly Plan[] {
  return PLANS.get(diagnostic.code)?.({ document, diagnostic, target }) ?? [];
}

const PLANS: ReadonlyMap<string, (asked: Asked) => Plan[]> = new Map([
  ['bot-speaks-during-takeover', afterReturn],
  ['empty-pool', fillPool],
  ['endless-loop', wayOut],
  ['hidden-escalation', ruleBeside],
  ['invalid-expression', readable],
  ['maybe-undefined-variable', guardOrDefault],
  ['same-person-twice', otherPerson],
  ['unreachable-node', removePart],
]);
