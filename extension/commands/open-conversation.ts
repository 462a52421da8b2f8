import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { talkOf } from './talk-target.ts';

/** The whole conversation, where an operator takes it over, writes and returns it (R22, R23). */
export const openConversation: Command = async (app, argument) => {
  const talk = await talkOf(app, argument, vscode.l10n.t('Open which conversation?'));
  if (talk) app.operator.openConversation(talk.session, { bot: talk.bot, conversation: talk.conversation });
};
