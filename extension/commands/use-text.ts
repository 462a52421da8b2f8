import * as vscode from 'vscode';
import type { Command } from '../app.ts';

/** The text of the diff editor in front goes back to its review. */
export const useText: Command = ({ panels }, argument) =>
  panels.drafts.use(argument instanceof vscode.Uri ? argument : undefined);
