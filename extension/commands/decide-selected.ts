/** "Decide Selected…": one word for several handoffs of low risk, after a sample of them was opened (R62, T58). */
import * as vscode from 'vscode';
import type { HandoffDetail, HandoffOption } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import type { App, Command } from '../app.ts';
import { commonOptions, outcomes, sameQuestions, sampleOf } from '../queue/batch.ts';
import type { Listed } from '../queue/contents.ts';
import { mayBeChecked } from '../queue/groups.ts';
import type { QueueStore } from '../queue/store.ts';
import { about, askText, said } from './asking.ts';
import { callsText } from './redirect.ts';
import { signedIn } from './target.ts';

const { t } = vscode.l10n;
const LISTED = 12;

interface Batch {
  store: QueueStore;
  me: string;
  details: readonly HandoffDetail[];
}

export const decideSelected: Command = async (app) => {
  const batch = await batchOf(app);
  if (!batch || !(await hasSeenSome(app, batch))) return;
  const { store, details } = batch;
  const option = await pickOption(details);
  if (!option) return;
  const reason = option.reasonRequired ? await askReason(option, details.length) : '';
  if (reason === undefined || !(await isConfirmed(option, details, reason))) return;
  const { results } = await store.session.request('handoff/batch', {
    items: details.map(({ id, revision, digest }) => ({ id, revision, digest })),
    decision: option.decision,
    ...(reason && { reason }),
  });
  const { done, refused } = outcomes(details, results);
  app.queue.mark(
    done.map((item) => ({ store, item })),
    false,
  );
  if (refused.length === 0) said(t('{0}: {1} handoffs decided.', option.label, done.length));
  else await showRefused(app, store, done.length, refused);
};

/** What is checked, of one folder and one question. */
async function batchOf(app: App): Promise<Batch | undefined> {
  const checked = app.queue.checked();
  const [first, ...more] = checked.length > 0 ? checked : await pickSeveral(app);
  if (!first) return undefined;
  const { store } = first;
  if (!(await signedIn(app, store.session))) return undefined;
  const ids = [first, ...more].filter((listed) => listed.store === store).map(({ item }) => item.id);
  const groups = sameQuestions(await Promise.all(ids.map((id) => store.refresh(id))));
  const [only, ...others] = groups;
  const me = store.session.me ?? '';
  if (!only || others.length === 0) return only && { store, me, details: only };
  const picked = await vscode.window.showQuickPick(
    groups.map((details) => ({
      label: t('{0} at step {1}', details.length, oneLine(details[0]?.node ?? '', 60)),
      description: details.map(({ ticket }) => ticket).join(', '),
      details,
    })),
    {
      title: t('They ask different things'),
      ignoreFocusOut: true,
      placeHolder: t('Decide those of one step together, the others after'),
    },
  );
  return picked && { store, me, details: picked.details };
}

/** For whoever has no pointer, or has checked nothing: a list with boxes. */
async function pickSeveral({ queue }: App): Promise<Listed[]> {
  const possible = queue.contents.open().filter(({ store, item }) => mayBeChecked(item, store.session));
  if (possible.length === 0) {
    await vscode.window.showInformationMessage(
      t('Nothing of low risk waits for you: decide each in its review.'),
    );
    return [];
  }
  const picked = await vscode.window.showQuickPick(
    possible.map((listed) => {
      const [ticket, what] = about(listed.item);
      return { label: what.replaceAll('$(', '$ ('), description: ticket, listed };
    }),
    {
      title: t('Decide several together'),
      ignoreFocusOut: true,
      placeHolder: t('Of low risk; Space checks one'),
      canPickMany: true,
    },
  );
  const chosen = (picked ?? []).map(({ listed }) => listed);
  queue.mark(chosen, true);
  return chosen;
}

/** Without a look at some of them nothing is decided: those are offered to be opened. */
async function hasSeenSome(app: App, { store, me, details }: Batch): Promise<boolean> {
  const { needed, unseen } = sampleOf(details, me);
  if (needed === 0) return true;
  const picked = await vscode.window.showQuickPick(
    unseen.map((item) => ({
      label: `$(eye) ${headline(item.summary ?? item.reason, 80).replaceAll('$(', '$ (')}`,
      description: item.ticket,
      id: item.id,
    })),
    {
      title: t('Look at {0} of these {1} first', needed, details.length),
      ignoreFocusOut: true,
      placeHolder: t('Who decides several has seen some of them. Open one, then decide the selected ones.'),
    },
  );
  if (!picked) return false;
  app.panels.open(store, picked.id);
  said(t('When you have read it, decide the {0} selected ones.', details.length));
  return false;
}

async function pickOption(details: readonly HandoffDetail[]): Promise<HandoffOption | undefined> {
  const options = commonOptions(details);
  if (options.length === 0) {
    await vscode.window.showInformationMessage(
      t('These have a form or no option in common: decide each in its review.'),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    options.map((option) => ({ label: oneLine(option.label, 60).replaceAll('$(', '$ ('), option })),
    {
      title: t('Decide {0} handoffs', details.length),
      ignoreFocusOut: true,
      placeHolder: t('The same for all of them'),
    },
  );
  return picked?.option;
}

function askReason({ label }: HandoffOption, count: number): Promise<string | undefined> {
  return askText({
    title: t('{0}: {1} handoffs', oneLine(label, 60), count),
    prompt: t('Why? It is kept with each decision.'),
  });
}

async function isConfirmed(
  { label }: HandoffOption,
  details: readonly HandoffDetail[],
  reason: string,
): Promise<boolean> {
  const lines = details
    .slice(0, LISTED)
    .map(
      (item) => `${item.ticket}  ${headline(item.summary ?? item.reason, 70)}\n    ${callsText(item.calls)}`,
    );
  const rest = details.length - lines.length;
  const detail = [
    ...lines,
    ...(rest > 0 ? [t('and {0} more', rest)] : []),
    ...(reason ? [t('Reason: {0}', reason)] : []),
  ].join('\n');
  const go = t('{0}: all {1}', oneLine(label, 60), details.length);
  const answer = await vscode.window.showWarningMessage(
    t('{0}: {1} handoffs?', oneLine(label, 60), details.length),
    { modal: true, detail },
    go,
  );
  return answer === go;
}

/** Those that were refused stay checked and are listed with why; one of them can be opened. */
async function showRefused(
  app: App,
  store: QueueStore,
  done: number,
  refused: readonly { detail: HandoffDetail; message: string }[],
): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    refused.map(({ detail, message }) => ({
      label: `$(error) ${detail.ticket}  ${headline(detail.summary ?? detail.reason, 60).replaceAll('$(', '$ (')}`,
      detail: oneLine(message, 300),
      id: detail.id,
    })),
    {
      title: t('{0} decided, {1} refused', done, refused.length),
      ignoreFocusOut: true,
      placeHolder: t('Open one of the refused; they stay open and checked'),
    },
  );
  if (picked) app.panels.open(store, picked.id);
}
