import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { type AssigneeChoice, assigneeChoices } from '../people/assignees.ts';
import { assigneeText } from '../queue/row.ts';
import { about, askWhy, said } from './asking.ts';
import { type Acting, actingOn } from './target.ts';

const { t } = vscode.l10n;
const ICONS: Record<AssigneeChoice['kind'], string> = {
  person: 'person',
  role: 'shield',
  team: 'organization',
};

/** Somebody else is to decide it. */
export const reassign: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Reassign which handoff?'));
  if (!acting) return;
  const { session, item } = acting;
  const choices = assigneeChoices(session.people, t).filter(({ assignee }) => assignee !== item.assignee);
  const picked = await pickAssignee(choices, t('Reassign {0}: {1}', ...about(item)));
  if (picked) await giveTo([acting], picked);
};

export async function pickAssignee(
  choices: readonly AssigneeChoice[],
  title: string,
): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(
    choices.map(({ kind, label, description, assignee }) => ({
      label: `$(${ICONS[kind]}) ${label.replaceAll('$(', '$ (')}`,
      description: description.replaceAll('$(', '$ ('),
      assignee,
    })),
    { title, ignoreFocusOut: true, placeHolder: t('A person, a role or a team'), matchOnDescription: true },
  );
  return picked?.assignee;
}

/** Asks why once, then gives each of them on. */
export async function giveTo(handoffs: readonly Acting[], assignee: string): Promise<void> {
  const [first] = handoffs;
  if (!first) return;
  const who = assigneeText(assignee, first.session.people, t);
  const reason = await askWhy(t('Give {0} to {1}', handoffs.map(({ item }) => item.ticket).join(', '), who));
  if (reason === undefined) return;
  for (const { session, id, item } of handoffs)
    await session.request('handoff/assign', {
      id,
      revision: item.revision,
      assignee,
      ...(reason && { reason }),
    });
  said(t('{0} now waits for {1}.', handoffs.map(({ item }) => item.ticket).join(', '), who));
}
