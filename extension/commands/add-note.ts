import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { about, askText, said } from './asking.ts';
import { actingOn } from './target.ts';

const { t } = vscode.l10n;

/** A note for whoever looks next. */
export const addNote: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Add a note to which handoff?'));
  if (!acting) return;
  const { session, id, item } = acting;
  const note = await askText({
    title: t('Note on {0}: {1}', ...about(item)),
    prompt: t('For the next reviewer; the user does not see it.'),
  });
  if (note === undefined) return;
  await session.request('handoff/annotate', { id, revision: item.revision, note });
  said(t('The note is kept with {0}.', item.ticket));
};
