/** Which conversation, or which finished answer, a command is about. */
import * as vscode from 'vscode';
import type { ConversationItem } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import type { App } from '../app.ts';
import type { Session } from '../engine/session.ts';
import { displayName } from '../people/directory.ts';
import { isNode } from '../queue/nodes.ts';
import { isSession, rowOf, sessionOf } from './target.ts';

const { t } = vscode.l10n;
const NEWEST = 200;

/** One conversation of one engine. */
export interface Talk {
  session: Session;
  bot: string;
  conversation: string;
}

/** One finished answer of one engine, by the id of its review. */
export interface Answer {
  session: Session;
  id: string;
}

/**
 * The one it was called on, a handoff's own, else one the person picks.
 * @param fits which conversations are offered
 * @param takeOnly whether the only one that fits is meant without asking
 */
export async function talkOf(
  app: App,
  argument: unknown,
  title: string,
  fits: (item: ConversationItem, session: Session) => boolean = () => true,
  takeOnly = false,
): Promise<Talk | undefined> {
  const given = givenTalk(app, argument);
  if (given && (argument !== undefined || (await isFitting(given, fits)))) return given;
  const session = await sessionOf(app, undefined);
  if (!session) return undefined;
  const { items } = await session.request('conversation/list', { limit: NEWEST });
  const taken = app.queue.storeOf(session)?.beside.talks ?? [];
  const known = new Map(
    [...taken, ...items].map((item) => [JSON.stringify([item.bot, item.conversation]), item]),
  );
  const choices = [...known.values()].filter((item) => fits(item, session));
  if (choices.length === 0) {
    await vscode.window.showInformationMessage(t('There is no such conversation right now.'));
    return undefined;
  }
  const [only, ...others] = choices;
  if (takeOnly && only && others.length === 0)
    return { session, bot: only.bot, conversation: only.conversation };
  const picked = await vscode.window.showQuickPick(
    choices.map((item) => ({
      label: oneLine(item.conversation, 60).replaceAll('$(', '$ ('),
      description: `${oneLine(item.bot, 40)} · ${ownerText(item, session)}`,
      detail: item.envelope ? headline(item.envelope.summary, 120) : undefined,
      item,
    })),
    { title, ignoreFocusOut: true, matchOnDescription: true, matchOnDetail: true },
  );
  return picked && { session, bot: picked.item.bot, conversation: picked.item.conversation };
}

/** The finished answer of a row, else one the person picks. */
export async function answerOf(app: App, argument: unknown): Promise<Answer | undefined> {
  if (isNode(argument) && argument.kind === 'answer')
    return { session: argument.store.session, id: argument.id };
  const answers = app.queue.contents
    .stores()
    .flatMap(({ session, beside }) => beside.answers.map((answer) => ({ session, answer })));
  if (answers.length === 0) {
    await vscode.window.showInformationMessage(t('No finished answer waits for a look.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    answers.map(({ session, answer }) => ({
      label: headline(answer.answer, 80).replaceAll('$(', '$ ('),
      description: `${oneLine(answer.bot, 40)} · ${oneLine(answer.because, 60)}`,
      session,
      id: answer.id,
    })),
    { title: t('Which finished answer?'), ignoreFocusOut: true },
  );
  return picked && { session: picked.session, id: picked.id };
}

function givenTalk(app: App, argument: unknown): Talk | undefined {
  if (isTalk(argument)) return argument;
  const row = argument ?? app.queue.view.selection[0];
  if (isNode(row) && row.kind === 'talk')
    return { session: row.store.session, bot: row.bot, conversation: row.conversation };
  const { active } = app.panels;
  const handoff = rowOf(argument) ?? (active ? { store: active.store, id: active.handoff } : rowOf(row));
  const item = handoff?.store.items.get(handoff.id);
  if (!handoff || !item || item.conversation === null) return undefined;
  return { session: handoff.store.session, bot: item.bot, conversation: item.conversation };
}

/** What merely is selected may not be meant. */
async function isFitting(
  { session, bot, conversation }: Talk,
  fits: (item: ConversationItem, session: Session) => boolean,
): Promise<boolean> {
  const { items } = await session.request('conversation/list', { bot, conversation });
  return items.some((item) => fits(item, session));
}

function isTalk(value: unknown): value is Talk {
  return typeof value === 'object' && value !== null && 'session' in value && isSession(value.session);
}

function ownerText({ owner }: ConversationItem, { me, people }: Session): string {
  if (owner === 'bot') return t('with the bot');
  if (owner === 'queue') return t('waits for a person');
  return owner === me ? t('with you') : t('with {0}', oneLine(displayName(owner, people), 40));
}
