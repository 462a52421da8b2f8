/** Two features that join others: links that open reviews, and engines of an earlier version that make room. */
import * as vscode from 'vscode';
import type { LastRun } from '../schemas/protocol/language.ts';
import type { App } from './app.ts';
import type { Session } from './engine/session.ts';
import type { Sessions } from './engine/sessions.ts';
import { notDone } from './errors.ts';
import type { Language } from './language/language.ts';
import type { QueueTree } from './queue/tree.ts';
import type { ReviewPanels } from './review/panels.ts';

/** An engine that was started by an older version of the extension hands over to this one's. */
export function replaceOlderEngines({ sessions, control, log }: App): vscode.Disposable {
  return sessions.onDidChange((session) => {
    if (session) control.replaceOlder(session).catch((error: unknown) => notDone(error, log));
  });
}

/**
 * Tells the language server which tools the engine of a folder knows and how its bots ran last: when it connects, and when a
 * file is turned to.
 */
export function tellLanguage(
  sessions: Sessions,
  language: Language,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const share = async (session: Session): Promise<void> => {
    if (session.standing.kind !== 'live') return;
    const { items } = await session.request('tools/list', {});
    const folder = session.folder.toString();
    await language.tell({ folder, tools: items });
    await language.tellRuns({ folder, runs: await lastRuns(session) });
  };
  const tell = (session: Session): void => {
    share(session).catch((error: unknown) => log.debug(String(error)));
  };
  return vscode.Disposable.from(
    sessions.onDidChange((session) => session && tell(session)),
    vscode.window.onDidChangeActiveTextEditor(() => sessions.all.forEach(tell)),
  );
}

const RECENT_RUNS = 50;
const MOST_BOTS = 8;

/** The newest run of each bot among the recent ones; one that is archived already is left out. */
async function lastRuns(session: Session): Promise<LastRun[]> {
  const { items } = await session.request('run/list', { limit: RECENT_RUNS });
  const newest = new Map(items.toReversed().map((run) => [run.bot, run.id]));
  const asked = [...newest.values()].slice(-MOST_BOTS).map((id) => session.request('run/get', { id }));
  const answers = await Promise.allSettled(asked);
  return answers.flatMap((answer) => {
    if (answer.status !== 'fulfilled') return [];
    const { bot, id, startedAt, variables } = answer.value;
    return [{ bot, id, startedAt, variables }];
  });
}

/** Opens the review of a handoff that a conversation waits for. */
export function openWaiting(
  queue: QueueTree,
  panels: ReviewPanels,
): (session: Session, handoff: string) => void {
  return (session, handoff) => {
    const store = queue.storeOf(session);
    if (store) panels.open(store, handoff);
  };
}

/** Opens the review of a handoff in the folder whose queue knows it, else in the first one. */
export async function openFromLink({ sessions, queue, panels }: App, handoff: string): Promise<void> {
  await sessions.ready;
  const stores = sessions.all.flatMap((session) => queue.storeOf(session) ?? []);
  const store = stores.find((each) => each.items.has(handoff)) ?? stores[0];
  if (store) panels.open(store, handoff);
}
