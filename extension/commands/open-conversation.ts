import * as vscode from 'vscode';
import type { App, Command } from '../app.ts';
import { sessionGiven, textGiven } from './given.ts';
import { type Talk, talkOf } from './talk-target.ts';

/** The whole conversation, where an operator takes it over, writes and returns it (R22, R23). */
export const openConversation: Command = async (app, argument) => {
  const talk =
    talkGiven(app, argument) ?? (await talkOf(app, argument, vscode.l10n.t('Open which conversation?')));
  if (talk) app.operator.openConversation(talk.session, { bot: talk.bot, conversation: talk.conversation });
};

/** `{ folder, bot, conversation }` */
function talkGiven(app: App, argument: unknown): Talk | undefined {
  const [session, bot, conversation] = [
    sessionGiven(app, argument),
    textGiven(argument, 'bot'),
    textGiven(argument, 'conversation'),
  ];
  return session && bot && conversation ? { session, bot, conversation } : undefined;
}
