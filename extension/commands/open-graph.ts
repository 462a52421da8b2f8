import * as vscode from 'vscode';
import type { Command } from '../app.ts';

/** The graph of the workflow whose title button was pressed, else of the one that is being edited. */
export const openGraph: Command = async ({ graphs }, argument) => {
  const uri =
    typeof argument === 'string'
      ? vscode.Uri.parse(argument)
      : argument instanceof vscode.Uri
        ? argument
        : vscode.window.activeTextEditor?.document.uri;
  if (uri?.path.endsWith('.workflow.json')) graphs.open(uri);
  else
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file that ends with .workflow.json, then its graph.'),
    );
};
