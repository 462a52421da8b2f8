import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { historyText } from '../queue/history.ts';
import { targetOf } from './target.ts';

const { t } = vscode.l10n;

/** What became of a handoff, in a read-only editor. */
export const showHistory: Command = async (app, argument) => {
  const target = await targetOf(app, argument, t('Show the history of which handoff?'));
  if (!target) return;
  const { store, id } = target;
  const item = await store.refresh(id);
  const uri = app.texts.put(
    `${id}/${t('History of {0}', item.ticket)}.txt`,
    historyText(item, store.session.people, t),
  );
  await vscode.window.showTextDocument(uri, { preview: true });
};
