/** Every command, one file each. A command that package.json contributes and that is missing here does not compile. */
import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { COMMANDS, type CommandName } from '../contributions.ts';
import { guarded } from '../errors.ts';
import { addNote } from './add-note.ts';
import { adoptStore } from './adopt-store.ts';
import { approve } from './approve.ts';
import { askBack } from './ask-back.ts';
import { claim } from './claim.ts';
import { decideSelected } from './decide-selected.ts';
import { escalate } from './escalate.ts';
import { haltEffects, resumeEffects } from './halt.ts';
import { migrateRun } from './migrate-run.ts';
import { open } from './open.ts';
import { openConversation } from './open-conversation.ts';
import { openGraph } from './open-graph.ts';
import { openOversight } from './open-oversight.ts';
import { openReviewOf } from './open-review-of.ts';
import { reassign } from './reassign.ts';
import { redirect } from './redirect.ts';
import { reject } from './reject.ts';
import { release } from './release.ts';
import { resume } from './resume.ts';
import { returnToBot } from './return-to-bot.ts';
import { runScenarios } from './run-scenarios.ts';
import { saveReviews } from './save-reviews.ts';
import { showChanges } from './show-changes.ts';
import { showHistory } from './show-history.ts';
import { showLog } from './show-log.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { startEngine } from './start-engine.ts';
import { stopEngine } from './stop-engine.ts';
import { takeOver } from './take-over.ts';
import { undo } from './undo.ts';
import { useText } from './use-text.ts';

const WORK: Record<CommandName, Command> = {
  approve,
  reject,
  open,
  resume,
  startEngine,
  stopEngine,
  signIn,
  signOut,
  showLog,
  adoptStore,
  openGraph,
  runScenarios,
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
  openConversation,
  openReviewOf,
  openOversight,
  saveReviews,
  useText,
};

export function registerCommands(app: App): vscode.Disposable {
  const names = Object.keys(WORK) as CommandName[];
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(COMMANDS[name], (argument?: unknown) =>
        guarded(app.log, () => WORK[name](app, argument)),
      ),
    ),
  );
}
