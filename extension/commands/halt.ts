import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { said } from './asking.ts';
import { sessionOf } from './target.ts';

const { t } = vscode.l10n;

/** The brake: no new effect begins, over restarts, until somebody resumes them. */
export const haltEffects: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (!session) return;
  const stop = t('Stop All Effects');
  const detail = t(
    'No call to a tool, no question to a model and no mail begins from now on, also after a restart, until somebody resumes them. What is under way ends. Decisions can still be taken and are kept.',
  );
  const answer = await vscode.window.showWarningMessage(
    t('Stop all effects of {0}?', session.name),
    { modal: true, detail },
    stop,
  );
  if (answer !== stop) return;
  await session.request('engine/halt', {});
  said(t('Effects are stopped.'));
};

/** Ends a halt: what was planned begins. */
export const resumeEffects: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (!session) return;
  const go = t('Resume Effects');
  const answer = await vscode.window.showWarningMessage(
    t('Resume the effects of {0}?', session.name),
    {
      modal: true,
      detail: t('Everything that was decided and held back meanwhile begins at once, each call once.'),
    },
    go,
  );
  if (answer !== go) return;
  await session.request('engine/resume', {});
  said(t('Effects begin again.'));
};
