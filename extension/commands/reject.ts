import * as vscode from 'vscode';
import { headline } from '../../schemas/text/visible.ts';
import type { App, Command } from '../app.ts';
import { signedIn, type Target, targetOf } from './target.ts';

const { t } = vscode.l10n;

/** In front of a review it asks there; from the queue it asks for the reason in place. */
export const reject: Command = async (app, argument) => {
  const target = await targetOf(app, argument);
  if (!target || !(await signedIn(app, target.store.session))) return;
  const { active } = app.panels;
  if (active?.handoff === target.id) active.arm('reject');
  else await rejectInPlace(app, target);
};

async function rejectInPlace(app: App, { store, id }: Target): Promise<void> {
  const item = await store.session.request('handoff/get', { id });
  const option = item.options.find(({ handle, decision }) => handle === 'rejected' || decision === 'reject');
  if (item.risk === 'high' || item.responseSchema !== null || !option) {
    app.panels.open(store, id).arm('reject');
    return;
  }
  const title = t('Reject {0}: {1}', item.ticket, headline(item.summary ?? item.reason, 90));
  const reason = await askReason(title, item.reasons);
  if (reason === undefined) return;
  const { revision, digest } = item;
  await store.session.request('handoff/decide', { id, revision, digest, decision: option.decision, reason });
  await app.queue.selectNext();
}

async function askReason(title: string, ready: readonly string[]): Promise<string | undefined> {
  if (ready.length > 0) {
    const other = { label: t('$(edit) Another reason…'), reason: undefined };
    const items = [...ready.map((reason) => ({ label: reason.replaceAll('$(', '$ ('), reason })), other];
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: t('Why? It is kept with the decision.'),
      ignoreFocusOut: true,
    });
    if (!picked || picked.reason) return picked?.reason;
  }
  const written = await vscode.window.showInputBox({
    title,
    prompt: t('Why? It is kept with the decision. Enter rejects, Escape leaves it open.'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? t('Write a reason first.') : undefined),
  });
  return written?.trim() || undefined;
}
