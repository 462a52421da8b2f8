import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { about, askText, said } from './asking.ts';
import { actingOn } from './target.ts';

const { t } = vscode.l10n;

/** A question without a decision: the handoff keeps waiting, its clock too. */
export const askBack: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Ask back about which handoff?'));
  if (!acting) return;
  const { session, id, item } = acting;
  const [ticket, what] = about(item);
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: t('$(person) Ask the user'),
        description: t('answers in the conversation'),
        to: 'user' as const,
      },
      { label: t('$(hubot) Ask the bot'), description: t('its model answers'), to: 'bot' as const },
    ],
    {
      title: t('Ask back about {0}: {1}', ticket, what),
      ignoreFocusOut: true,
      placeHolder: t('Nothing is decided by asking'),
    },
  );
  if (!picked) return;
  const text = await askText({
    title: t('Ask back about {0}: {1}', ticket, what),
    prompt: picked.to === 'user' ? t('The user reads exactly this.') : t('The bot is asked exactly this.'),
  });
  if (text === undefined) return;
  await session.request('handoff/ask', { id, revision: item.revision, text, to: picked.to });
  said(t('Asked. {0} keeps waiting; the answer appears in its review.', item.ticket));
};
