import * as vscode from 'vscode';
import type { RunChanges } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import type { Command } from '../app.ts';
import { stepsOf } from '../migrate/steps.ts';
import { changesText, verdictText } from '../migrate/verdict.ts';
import { askWhy, said } from './asking.ts';
import { changesOf } from './show-changes.ts';
import { actingOn } from './target.ts';

const { t } = vscode.l10n;

/** A waiting run goes on with the definition of today; what would differ for people is asked again (F26). */
export const migrateRun: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Migrate the run of which handoff?'));
  if (!acting) return;
  const { session, store, item } = acting;
  const changes = await changesOf(store, item.run);
  if (!changes.current || changes.verdict === 'same') {
    const why = changes.current
      ? verdictText('same', t)
      : t('Its bot has no definition that can be run now.');
    await vscode.window.showInformationMessage(t('{0}: {1}', item.ticket, why));
    return;
  }
  const nodes = await mappingOf(changes);
  if (!nodes || !(await isConfirmed(changes, item.ticket))) return;
  const reason = await askWhy(t('Migrate the run of {0}', item.ticket));
  if (reason === undefined) return;
  const { hash: to } = changes.current;
  await session.request('run/migrate', { id: item.run, to, nodes, ...(reason && { reason }) });
  store.noteChanges(item.run, undefined);
  said(t('The run of {0} goes on with the definition of today.', item.ticket));
};

/** For each step that is gone, which one takes its place: only steps of the same type can. */
async function mappingOf({
  mapping,
  pinned,
  current,
}: RunChanges): Promise<Record<string, string> | undefined> {
  const before = stepsOf(pinned.text);
  const after = stepsOf(current?.text ?? '');
  const nodes: Record<string, string> = {};
  for (const { node, suggestion } of mapping) {
    const type = before.find(({ id }) => id === node)?.type;
    const ids = after.filter((step) => step.type === type).map(({ id }) => id);
    const sorted =
      suggestion !== null && ids.includes(suggestion)
        ? [suggestion, ...ids.filter((id) => id !== suggestion)]
        : ids;
    const picked = await vscode.window.showQuickPick(
      sorted.map((id) => ({
        label: oneLine(id, 80).replaceAll('$(', '$ ('),
        description: id === suggestion ? t('the nearest name') : '',
        id,
      })),
      {
        title: t('Which step takes the place of "{0}"?', oneLine(node, 60)),
        placeHolder: t('The run stands there, and the definition of today does not have it'),
        ignoreFocusOut: true,
      },
    );
    if (!picked) return undefined;
    nodes[node] = picked.id;
  }
  return nodes;
}

async function isConfirmed(changes: RunChanges, ticket: string): Promise<boolean> {
  const go = t('Migrate');
  const again = t('Who was asked may be asked again. Both definitions stay on record.');
  const answer = await vscode.window.showWarningMessage(
    t('Migrate the run of {0}? {1}', ticket, verdictText(changes.verdict, t)),
    { modal: true, detail: [changesText(changes, t), again].join('\n') },
    go,
  );
  return answer === go;
}
