/** Two features that join others: links that open reviews, and engines of an earlier version that make room. */
import type * as vscode from 'vscode';
import type { App } from './app.ts';
import { notDone } from './errors.ts';

/** An engine that was started by an older version of the extension hands over to this one's. */
export function replaceOlderEngines({ sessions, control, log }: App): vscode.Disposable {
  return sessions.onDidChange((session) => {
    if (session) control.replaceOlder(session).catch((error: unknown) => notDone(error, log));
  });
}

/** Opens the review of a handoff in the folder whose queue knows it, else in the first one. */
export async function openFromLink({ sessions, queue, panels }: App, handoff: string): Promise<void> {
  await sessions.ready;
  const stores = sessions.all.flatMap((session) => queue.storeOf(session) ?? []);
  const store = stores.find((each) => each.items.has(handoff)) ?? stores[0];
  if (store) panels.open(store, handoff);
}
