import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { nothingToUndo } from '../errors.ts';
import { about, said } from './asking.ts';
import { rowOf, type Target } from './target.ts';

const { t } = vscode.l10n;

/** Takes this person's decision back while its effects are held; of several they pick. */
export const undo: Command = async (app, argument) => {
  const target = rowOf(argument) ?? (await pickUndoable(app));
  if (!target) return;
  const { store, id } = target;
  await store.session.request('handoff/undo', { id });
  const { ticket } = await store.refresh(id);
  said(t('{0} is open again; nothing of the decision was carried out.', ticket));
};

async function pickUndoable({ queue }: Parameters<Command>[0]): Promise<Target | undefined> {
  const [only, ...more] = queue.contents.undoable(Date.now());
  if (!only) {
    await nothingToUndo();
    return undefined;
  }
  if (more.length === 0) return { store: only.store, id: only.item.id };
  const picked = await vscode.window.showQuickPick(
    [only, ...more].map(({ store, item }) => {
      const [ticket, what] = about(item);
      return { label: ticket, description: what.replaceAll('$(', '$ ('), store, id: item.id };
    }),
    { title: t('Take which decision back?'), ignoreFocusOut: true },
  );
  return picked && { store: picked.store, id: picked.id };
}
