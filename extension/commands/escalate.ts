import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { about, askWhy, said } from './asking.ts';
import { actingOn } from './target.ts';

const { t } = vscode.l10n;

/** Up one level now, without waiting for the clock. */
export const escalate: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Escalate which handoff?'));
  if (!acting) return;
  const { session, store, id, item } = acting;
  const reason = await askWhy(t('Escalate {0}: {1}', ...about(item)));
  if (reason === undefined) return;
  await session.request('handoff/escalate', { id, revision: item.revision, ...(reason && { reason }) });
  const { assignee } = await store.refresh(id);
  said(t('{0} now waits for {1}.', item.ticket, (assignee ?? t('anybody')).replace(/^user:/, '')));
};
