/** Which handoff, conversation, finished answer or session a command is about. */
import * as vscode from 'vscode';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { App } from '../app.ts';
import type { Session } from '../engine/session.ts';
import { nothingToStart } from '../errors.ts';
import { isNode } from '../queue/nodes.ts';
import type { QueueStore } from '../queue/store.ts';
import { pickHandoff } from './pick-handoff.ts';
import { signIn } from './sign-in.ts';

const { t } = vscode.l10n;

export interface Target {
  store: QueueStore;
  id: string;
}

/** A handoff as it is now, and a session that is signed in. */
export interface Acting extends Target {
  session: Session;
  item: HandoffDetail;
}

/** The row it was called on, else the review in front, else the selected row, else one the person picks. */
export async function targetOf(app: App, argument: unknown, title?: string): Promise<Target | undefined> {
  const row = rowOf(argument) ?? fromPanel(app) ?? rowOf(app.queue.view.selection[0]);
  return row ?? pickHandoff(app, { title });
}

/** The same for what changes a handoff: who does it is asked first, and its facts are read anew. */
export async function actingOn(app: App, argument: unknown, title: string): Promise<Acting | undefined> {
  const target = await targetOf(app, argument, title);
  if (!target || !(await signedIn(app, target.store.session))) return undefined;
  const item = await target.store.refresh(target.id);
  return { ...target, session: target.store.session, item };
}

/** A session that is signed in; asks who it is where nobody is. */
export async function signedIn(app: App, session: Session): Promise<boolean> {
  if (session.me === null) await signIn(app, session);
  return session.me !== null;
}

/** The session of a folder: the given one, the only one, or the one the person picks. */
export async function sessionOf({ sessions }: App, argument: unknown): Promise<Session | undefined> {
  if (isSession(argument)) return argument;
  await sessions.ready;
  const [only, ...more] = sessions.all;
  if (!only) await nothingToStart();
  if (more.length === 0) return only;
  const picked = await vscode.window.showQuickPick(
    sessions.all.map((session) => ({ label: session.name, description: session.folder.fsPath, session })),
    { title: t('Which folder?') },
  );
  return picked?.session;
}

/** By its shape: the verbs are another bundle than the sessions. */
export function isSession(value: unknown): value is Session {
  return typeof value === 'object' && value !== null && 'standing' in value && 'folder' in value;
}

/** The handoff that a row is about. */
export function rowOf(argument: unknown): Target | undefined {
  if (!isNode(argument) || argument.kind !== 'handoff') return undefined;
  return { store: argument.store, id: argument.id };
}

function fromPanel({ panels }: App): Target | undefined {
  return panels.active && { store: panels.active.store, id: panels.active.handoff };
}
