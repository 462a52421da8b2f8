/** Which handoff or session a command is about. */
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { Session } from '../engine/session.ts';
import { nothingToStart, nothingWaits } from '../errors.ts';
import type { QueueStore } from '../queue/store.ts';
import type { Node } from '../queue/tree.ts';
import { signIn } from './sign-in.ts';

const { t } = vscode.l10n;

export interface Target {
  store: QueueStore;
  id: string;
}

/** The row it was called on, else the review in front, else the selected row, else one the person picks. */
export async function targetOf(app: App, argument: unknown): Promise<Target | undefined> {
  const row = rowOf(argument) ?? fromPanel(app) ?? rowOf(app.queue.view.selection[0]);
  return row ?? pickWaiting(app);
}

/** What a person picks of everything that waits, or of what waits at one node. */
export async function pickWaiting({ queue }: App, node?: string): Promise<Target | undefined> {
  const waiting = queue.open().filter(({ item }) => node === undefined || item.node === node);
  if (waiting.length === 0) {
    await nothingWaits();
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    waiting.map(({ store, item }) => ({ ...pickItem(queue.rowOf(store, item)), store, item })),
    {
      title: t('Resume a handoff'),
      placeHolder: t('What waits, most urgent first'),
      matchOnDescription: true,
    },
  );
  return picked && { store: picked.store, id: picked.item.id };
}

/** A session that is signed in; asks who it is where nobody is. */
export async function signedIn(app: App, session: Session): Promise<boolean> {
  if (session.me === null) await signIn(app, session);
  return session.me !== null;
}

/** The session of a folder: the given one, the only one, or the one the person picks. */
export async function sessionOf({ sessions }: App, argument: unknown): Promise<Session | undefined> {
  if (argument instanceof Session) return argument;
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

function pickItem(row: ReturnType<App['queue']['rowOf']>) {
  return { label: `$(${row.icon.id}) ${row.label.replaceAll('$(', '$ (')}`, description: row.description };
}

function rowOf(argument: unknown): Target | undefined {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return undefined;
  const node = argument as Node;
  return node.kind === 'handoff' ? { store: node.store, id: node.id } : undefined;
}

function fromPanel({ panels }: App): Target | undefined {
  return panels.active && { store: panels.active.store, id: panels.active.handoff };
}
