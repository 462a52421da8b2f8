import path from 'node:path';
import * as vscode from 'vscode';
import type { RunChanges } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import type { App, Command } from '../app.ts';
import { COMMANDS } from '../contributions.ts';
import { verdictText } from '../migrate/verdict.ts';
import type { QueueStore } from '../queue/store.ts';
import { targetOf } from './target.ts';

const { t } = vscode.l10n;

/** What differs between the definition a waiting run keeps and the one its bot has now, in VS Code's own diff editor. */
export const showChanges: Command = async (app, argument) => {
  const target = await targetOf(app, argument, t('Show the changed definition of which handoff?'));
  if (!target) return;
  const { store, id } = target;
  const { run, ticket } = await store.refresh(id);
  const changes = await changesOf(store, run);
  if (changes.verdict === 'same') {
    await vscode.window.showInformationMessage(t('{0}: {1}', ticket, verdictText('same', t)));
    return;
  }
  await openDiff(app, changes, ticket);
  const migrate = t('Migrate Run…');
  const answer = await vscode.window.showInformationMessage(
    t(
      '{0}: {1} {2}',
      ticket,
      verdictText(changes.verdict, t),
      changes.why.map((why) => oneLine(why, 200)).join(' '),
    ),
    ...(changes.current ? [migrate] : []),
  );
  if (answer === migrate)
    await vscode.commands.executeCommand(COMMANDS.migrateRun, argument ?? nodeOf(app, target));
};

/** Compares, and keeps the verdict with the row. */
export async function changesOf(store: QueueStore, run: string): Promise<RunChanges> {
  const changes = await store.session.request('run/changes', { id: run });
  store.noteChanges(run, changes.verdict === 'same' ? undefined : verdictText(changes.verdict, t));
  return changes;
}

/** The names of both sides are no workflow's, so that nothing checks what is only shown. */
async function openDiff(
  { texts }: App,
  { run, pinned, current, ...changes }: RunChanges,
  ticket: string,
): Promise<void> {
  const name = path.basename(pinned.path, '.json');
  const before = texts.put(`${run}/${pinned.hash}/${name} (waiting).json`, pinned.text);
  const after = texts.put(`${run}/${current?.hash ?? 'none'}/${name} (now).json`, current?.text ?? '');
  const words = {
    same: '',
    safe: t('safe'),
    'needs-mapping': t('needs a mapping'),
    'ask-again': t('must be asked again'),
  };
  await vscode.commands.executeCommand(
    'vscode.diff',
    before,
    after,
    t('{0}: {1}, as it waits and as it is now ({2})', ticket, name, words[changes.verdict]),
    { preview: true },
  );
}

function nodeOf({ queue }: App, { store, id }: { store: QueueStore; id: string }) {
  return queue.contents.nodes.handoff(store, id);
}
