/**
 * Says in the queue which waiting runs a change of their definition concerns: after a workflow was saved, for the few that its
 * folder has open. Otherwise only who asks compares.
 */
import * as vscode from 'vscode';
import type { QueueStore } from '../queue/store.ts';
import { verdictText } from './verdict.ts';

const { t } = vscode.l10n;
/** Until then an engine that watches its files has read them. */
const READ_WITHIN_MS = 2_000;
const COMPARED = 20;

export function noticeChanges(
  stores: () => readonly QueueStore[],
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const clocks = new Set<NodeJS.Timeout>();
  const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    if (!uri.path.endsWith('.workflow.json')) return;
    const clock = setTimeout(() => {
      clocks.delete(clock);
      for (const store of stores().filter(({ session }) => uri.path.startsWith(`${session.folder.path}/`)))
        compareOpen(store).catch((error: unknown) => log.debug(String(error)));
    }, READ_WITHIN_MS);
    clocks.add(clock);
  });
  const stop = () => {
    for (const clock of clocks) clearTimeout(clock);
  };
  return vscode.Disposable.from(saved, { dispose: stop });
}

async function compareOpen(store: QueueStore): Promise<void> {
  if (store.session.standing.kind !== 'live') return;
  const open = [...store.items.values()].filter(({ status }) => status === 'open');
  for (const run of [...new Set(open.map((item) => item.run))].slice(0, COMPARED)) {
    const { verdict } = await store.session.request('run/changes', { id: run });
    store.noteChanges(run, verdict === 'same' ? undefined : verdictText(verdict, t));
  }
}
