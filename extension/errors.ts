/**
 * Every error a person sees, by name: what happened, what was kept, what to do next. Others are only logged.
 * Errors of the engine keep their stable code; the words for it are here and nowhere else.
 */
import * as vscode from 'vscode';
import { type ErrorCode, RequestError } from '../schemas/protocol/codes.ts';
import { NoAnswer } from '../schemas/protocol/peer.ts';
import { COMMANDS } from './contributions.ts';

const { t } = vscode.l10n;

export async function engineDidNotStart(log: string): Promise<void> {
  const reason = log.split('\n').at(-1)?.trim() ?? '';
  await withLog(
    t('The engine ended while starting: {0}. Nothing was changed.', reason || t('it did not say why')),
  );
}

export async function engineStayedSilent(): Promise<void> {
  await withLog(t('The engine was started but does not answer. What it had accepted before is on disk.'));
}

export async function storeIsReadOnly(why: string): Promise<void> {
  const adopt = t('Adopt Store…');
  if ((await vscode.window.showWarningMessage(why, adopt)) === adopt)
    await vscode.commands.executeCommand(COMMANDS.adoptStore);
}

export async function nothingToStart(): Promise<void> {
  await vscode.window.showInformationMessage(
    t('There is no handoff.config.json in this window. Open a folder that has one.'),
  );
}

export async function noPeople(): Promise<void> {
  await vscode.window.showInformationMessage(
    t('handoff.config.json names no people yet. Add yourself under "people", then sign in.'),
  );
}

export async function nothingWaits(): Promise<void> {
  await vscode.window.showInformationMessage(t('Nothing waits for a person right now.'));
}

export async function nothingToUndo(): Promise<void> {
  await vscode.window.showInformationMessage(
    t('No decision of yours can be taken back any more. What it let happen has begun.'),
  );
}

/** Shows why something the person asked for was not done, and logs the rest. */
export async function notDone(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  log.error(error instanceof Error ? error : String(error));
  await withLog(explain(error));
}

/** Runs what a person asked for; a failure is said, never thrown at VS Code. */
export async function guarded(log: vscode.LogOutputChannel, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    await notDone(error, log);
  }
}

/** One or two sentences on an error of the engine or of the way to it. */
export function explain(error: unknown): string {
  if (error instanceof RequestError) return sentences(error)[error.code];
  if (error instanceof NoAnswer)
    return t(
      'The engine did not answer. Whether it was done is not known yet; the queue shows it as soon as it is.',
    );
  return t('This could not be done: {0}.', error instanceof Error ? error.message : String(error));
}

function sentences(error: RequestError): Record<ErrorCode, string> {
  const { decidedBy, by, decision, revision } = error.data;
  const message = error.message.replace(/\.$/, '');
  const who = String(decidedBy ?? by ?? t('somebody else')).replace(/^user:/, '');
  return {
    unauthorized: t('The engine does not know this sign-in any more. Sign in again.'),
    forbidden: t('This is not yours to do: {0}.', message),
    'not-found': t('The engine does not know this handoff any more.'),
    conflict: t('This was not done: {0}.', message),
    'already-decided': t('{0} decided this before you: {1}.', who, String(decision ?? message)),
    expired: t('Its time ran out before your decision arrived. Nothing you chose was done.'),
    stale: t(
      'It changed meanwhile (revision {0}). Read the change, then decide again.',
      String(revision ?? '?'),
    ),
    'too-large': t('What you sent is too large for the engine.'),
    overloaded: t('The engine is busy and took nothing. Try again in a moment.'),
    'read-only': t('The store is read-only, so nothing was decided: {0}.', message),
    invalid: t('The engine did not accept this: {0}.', message),
    internal: t('The engine failed while doing this. The log says more.'),
  };
}

async function withLog(text: string): Promise<void> {
  const show = t('Show Log');
  if ((await vscode.window.showErrorMessage(text, show)) === show)
    await vscode.commands.executeCommand(COMMANDS.showLog);
}
