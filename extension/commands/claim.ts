import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { said } from './asking.ts';
import { actingOn } from './target.ts';

const { t } = vscode.l10n;

/** Tells the others that this person looks at it. */
export const claim: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Claim which handoff?'));
  if (!acting) return;
  const { session, id, item } = acting;
  await session.request('handoff/claim', { id, revision: item.revision });
  said(t('{0} is yours to look at; others see that.', item.ticket));
};
