import * as vscode from 'vscode';
import type { Call } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import type { Command } from '../app.ts';
import { assigneeChoices } from '../people/assignees.ts';
import { about, askWhy, said } from './asking.ts';
import { type Acting, actingOn } from './target.ts';

const { t } = vscode.l10n;

/** To somebody else, or on a path that the author allowed; what that path would do is shown first. */
export const redirect: Command = async (app, argument) => {
  const acting = await actingOn(app, argument, t('Redirect which handoff?'));
  if (!acting) return;
  const { session, id, item } = acting;
  const title = t('Redirect {0}: {1}', ...about(item));
  const to = await pickWhere(acting, title);
  if (to === undefined) return;
  if (!to.isPerson && !(await isAgreed(acting, to.name))) return;
  const reason = await askWhy(title);
  if (reason === undefined) return;
  await session.request('handoff/redirect', {
    id,
    revision: item.revision,
    to: to.name,
    ...(reason && { reason }),
  });
  said(t('{0} was redirected.', item.ticket));
};

async function pickWhere({ item, session }: Acting, title: string) {
  const paths = item.redirects.map(({ node, label }) => ({
    label: `$(git-branch) ${oneLine(label, 60).replaceAll('$(', '$ (')}`,
    description: oneLine(node, 60),
    name: node,
    isPerson: false,
  }));
  const people = assigneeChoices(session.people, t).map(({ label, description, assignee }) => ({
    label: `$(person) ${label.replaceAll('$(', '$ (')}`,
    description,
    name: assignee,
    isPerson: true,
  }));
  const separator = (label: string) => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    name: '',
    isPerson: false,
  });
  return vscode.window.showQuickPick(
    [
      ...(paths.length > 0 ? [separator(t('Another path of the workflow')), ...paths] : []),
      separator(t('Somebody else decides')),
      ...people,
    ],
    { title, ignoreFocusOut: true, placeHolder: t('Where should it go instead?'), matchOnDescription: true },
  );
}

/** Another path is a decision: its calls are said before. */
async function isAgreed({ session, id, item }: Acting, to: string): Promise<boolean> {
  const { calls } = await session.request('handoff/preview', {
    id,
    revision: item.revision,
    decision: 'redirect',
    to,
  });
  const go = t('Redirect');
  const answer = await vscode.window.showWarningMessage(
    t('Redirect {0} to "{1}"?', item.ticket, oneLine(to, 60)),
    { modal: true, detail: callsText(calls) },
    go,
  );
  return answer === go;
}

/** One line a call, as it would be sent. */
export function callsText(calls: readonly Call[]): string {
  if (calls.length === 0) return t('No tool is called by this.');
  return calls
    .map((call) =>
      call.known
        ? oneLine(`${call.call.server}__${call.call.tool} ${call.call.arguments}`, 300)
        : t('{0}__{1}, with values that are not known yet', call.server, call.tool),
    )
    .join('\n');
}
