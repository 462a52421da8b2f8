/**
 * The verbs of reviewers and operators: the bundle `dist/verbs.cjs`, loaded with the first of them. Nothing else imports this
 * file but as a type. It has copies of what it imports, so it knows sessions and errors by their shape, never by their class.
 */

import type { Command } from '../app.ts';
import type { CommandName } from '../contributions.ts';
import { addNote } from './add-note.ts';
import { askBack } from './ask-back.ts';
import { claim } from './claim.ts';
import { decideSelected } from './decide-selected.ts';
import { escalate } from './escalate.ts';
import { haltEffects, resumeEffects } from './halt.ts';
import { migrateRun } from './migrate-run.ts';
import { openReviewOf } from './open-review-of.ts';
import { reassign } from './reassign.ts';
import { redirect } from './redirect.ts';
import { release } from './release.ts';
import { returnToBot } from './return-to-bot.ts';
import { showChanges } from './show-changes.ts';
import { showHistory } from './show-history.ts';
import { takeOver } from './take-over.ts';
import { undo } from './undo.ts';

export { dropped } from './drop.ts';

export const VERBS = {
  escalate,
  reassign,
  redirect,
  askBack,
  addNote,
  claim,
  release,
  undo,
  decideSelected,
  takeOver,
  returnToBot,
  haltEffects,
  resumeEffects,
  showHistory,
  showChanges,
  migrateRun,
  openReviewOf,
} satisfies Partial<Record<CommandName, Command>>;
