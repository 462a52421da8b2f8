/** Every command. One that package.json contributes and that is missing here does not compile. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { COMMANDS, type CommandName } from '../contributions.ts';
import { guarded } from '../errors.ts';
import { adoptStore } from './adopt-store.ts';
import { approve } from './approve.ts';
import { Later } from './later.ts';
import { open } from './open.ts';
import { openConversation } from './open-conversation.ts';
import { openGraph } from './open-graph.ts';
import { openOversight } from './open-oversight.ts';
import { reject } from './reject.ts';
import { resume } from './resume.ts';
import { runScenarios } from './run-scenarios.ts';
import { saveReviews } from './save-reviews.ts';
import { showLog } from './show-log.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { startEngine } from './start-engine.ts';
import { stopEngine } from './stop-engine.ts';
import { useText } from './use-text.ts';

function work(later: Later): Record<CommandName, Command> {
  return {
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
    useText,
    openConversation,
    openOversight,
    saveReviews,
    openReviewOf: later.verb('openReviewOf'),
    escalate: later.verb('escalate'),
    reassign: later.verb('reassign'),
    redirect: later.verb('redirect'),
    askBack: later.verb('askBack'),
    addNote: later.verb('addNote'),
    claim: later.verb('claim'),
    release: later.verb('release'),
    undo: later.verb('undo'),
    decideSelected: later.verb('decideSelected'),
    takeOver: later.verb('takeOver'),
    returnToBot: later.verb('returnToBot'),
    haltEffects: later.verb('haltEffects'),
    resumeEffects: later.verb('resumeEffects'),
    showHistory: later.verb('showHistory'),
    showChanges: later.verb('showChanges'),
    migrateRun: later.verb('migrateRun'),
  };
}

/** @param extension where the extension is installed */
export function registerCommands(app: App, extension: string): vscode.Disposable {
  const later = new Later(path.join(extension, 'dist'));
  const works = work(later);
  const names = Object.keys(works) as CommandName[];
  return vscode.Disposable.from(
    later.reassignByDrag(app),
    ...names.map((name) =>
      vscode.commands.registerCommand(COMMANDS[name], (argument?: unknown) =>
        guarded(app.log, () => works[name](app, argument)),
      ),
    ),
  );
}
