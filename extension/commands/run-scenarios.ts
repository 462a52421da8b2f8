import * as vscode from 'vscode';
import type { Command } from '../app.ts';

/** Plays the scenario files whose line above a file was pressed, else the one that is being edited. */
export const runScenarios: Command = async ({ scenarios }, argument) => {
  const active = vscode.window.activeTextEditor?.document.uri;
  const named = Array.isArray(argument) ? argument.filter((uri) => typeof uri === 'string') : [];
  const files = named.length > 0 ? named.map((uri) => vscode.Uri.parse(uri)) : active ? [active] : [];
  const playable = files.filter(({ scheme, path }) => scheme === 'file' && path.endsWith('.scenario.json'));
  if (playable.length > 0) await scenarios.run(playable);
  else
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file of a folder on this disk that ends with .scenario.json.'),
    );
};
