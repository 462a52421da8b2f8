import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { sessionOf } from './target.ts';

const { t } = vscode.l10n;

/** Takes over a store that was cloned, copied or restored; effects that it would repeat are held for a person (T55). */
export const adoptStore: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (!session) return;
  const adopt = t('Adopt this store');
  const picked = await vscode.window.showQuickPick([adopt, t('Leave it read-only')], {
    title: t('Adopt the store of {0}?', session.name),
    placeHolder: t('Only if no other machine goes on with it: both would act on the same handoffs'),
    ignoreFocusOut: true,
  });
  if (picked !== adopt) return;
  await app.control.stop(session);
  await app.control.start(session, { adopt: true });
};
