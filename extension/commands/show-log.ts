import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { logPath } from '../engine/launch.ts';

/** The window's log, and beside it the engine's own where there is one. */
export const showLog: Command = async ({ log, sessions }) => {
  log.show(true);
  for (const session of sessions.all) {
    const file = vscode.Uri.file(logPath(session.folder.fsPath));
    const exists = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (exists) await vscode.window.showTextDocument(file, { preview: true });
  }
};
