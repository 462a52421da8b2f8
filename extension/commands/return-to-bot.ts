import * as vscode from 'vscode';
import { oneLine } from '../../schemas/text/visible.ts';
import type { Command } from '../app.ts';
import { askText, said } from './asking.ts';
import { talkOf } from './talk-target.ts';

const { t } = vscode.l10n;

/** The bot speaks again and knows the note (R23). */
export const returnToBot: Command = async (app, argument) => {
  const talk = await talkOf(
    app,
    argument,
    t('Return which conversation?'),
    ({ owner }, { me }) => owner === me,
    true,
  );
  if (!talk) return;
  const { session, bot, conversation } = talk;
  const note = await askText({
    title: t('Return {0} to the bot', oneLine(conversation, 60)),
    prompt: t('What should the bot know? It goes on with this note. Enter alone leaves none.'),
    optional: true,
  });
  if (note === undefined) return;
  await session.request('conversation/return', { bot, conversation, ...(note && { note }) });
  said(t('The bot has the conversation again.'));
};
