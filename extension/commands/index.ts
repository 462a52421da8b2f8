/** Every command, one file each. A command that package.json contributes and that is missing here does not compile. */
import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { COMMANDS, type CommandName } from '../contributions.ts';
import { guarded } from '../errors.ts';
import { adoptStore } from './adopt-store.ts';
import { approve } from './approve.ts';
import { open } from './open.ts';
import { openGraph } from './open-graph.ts';
import { reject } from './reject.ts';
import { resume } from './resume.ts';
import { runScenarios } from './run-scenarios.ts';
import { showLog } from './show-log.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { startEngine } from './start-engine.ts';
import { stopEngine } from './stop-engine.ts';

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
