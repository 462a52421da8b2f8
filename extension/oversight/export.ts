/** Figures and reviews as files that the person names. */
import * as vscode from 'vscode';
import { type ReviewReader, reviewLines } from '../../schemas/protocol/review-lines.ts';
import type { Stats } from '../../schemas/protocol/views.ts';
import type { Session } from '../engine/session.ts';
import { csvOf, pastedOf } from './table.ts';

const { t } = vscode.l10n;
const SAID_MS = 4000;

export async function copyFigures(stats: Stats): Promise<void> {
  await vscode.env.clipboard.writeText(pastedOf(stats));
  vscode.window.setStatusBarMessage(t('The figures were copied as a table.'), SAID_MS);
}

/** @throws what the disk refuses */
export async function saveFigures({ folder }: Session, stats: Stats): Promise<void> {
  await save(folder, { name: 'oversight.csv', kind: t('Table'), ending: 'csv', text: csvOf(stats) });
}

/** Every answer that was looked at, a line each (R42). @throws what the engine or the disk refuses */
export async function saveReviews(session: Session): Promise<void> {
  const reader: ReviewReader = {
    list: (params) => session.request('review/list', params),
    get: (params) => session.request('review/get', params),
  };
  const lines: string[] = [];
  for await (const line of reviewLines(reader)) lines.push(line);
  if (lines.length === 0) {
    await vscode.window.showInformationMessage(
      t('No finished answer was looked at yet, so there is nothing to save.'),
    );
    return;
  }
  const text = `${lines.join('\n')}\n`;
  await save(session.folder, { name: 'reviews.jsonl', kind: t('JSON Lines'), ending: 'jsonl', text });
}

interface File {
  name: string;
  kind: string;
  ending: string;
  text: string;
}

async function save(folder: vscode.Uri, { name, kind, ending, text }: File): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: { [kind]: [ending] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  vscode.window.setStatusBarMessage(t('Saved to {0}.', vscode.workspace.asRelativePath(target)), SAID_MS);
}
