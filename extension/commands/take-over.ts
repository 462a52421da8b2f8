import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { COMMANDS } from '../contributions.ts';
import { said } from './asking.ts';
import { talkOf } from './talk-target.ts';
import { signedIn } from './target.ts';

const { t } = vscode.l10n;

/** From here on this person speaks; the bot is silent and the user is told (R24, R33). */
export const takeOver: Command = async (app, argument) => {
  const talk = await talkOf(
    app,
    argument,
    t('Take over which conversation?'),
    ({ owner }) => !owner.startsWith('user:'),
  );
  if (!talk || !(await signedIn(app, talk.session))) return;
  const { session, bot, conversation } = talk;
  await session.request('conversation/take', { bot, conversation });
  said(t('You have the conversation; the bot is silent until you return it.'));
  await vscode.commands.executeCommand(COMMANDS.openConversation, talk);
};
