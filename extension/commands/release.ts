import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { said } from './asking.ts';
import { actingOn } from './target.ts';

const { t } = vscode.l10n;

/** Gives up a claim. */
export const release: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Release which handoff?'));
  if (!acting) return;
  const { session, id, item } = acting;
  await session.request('handoff/release', { id, revision: item.revision });
  said(t('{0} is free for others again.', item.ticket));
};
