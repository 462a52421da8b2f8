/** Questions that several commands ask in the same words. */
import * as vscode from 'vscode';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { headline } from '../../schemas/text/visible.ts';

const { t } = vscode.l10n;

export interface Asked {
  title: string;
  prompt: string;
  /** Whether Enter on nothing is taken. */
  optional?: true;
}

/** @returns the text without spaces around it, empty where none is needed; nothing where it was put aside */
export async function askText({ title, prompt, optional }: Asked): Promise<string | undefined> {
  const written = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: (text) => (!optional && text.trim() === '' ? t('Write something first.') : undefined),
  });
  if (written === undefined) return undefined;
  return optional || written.trim() !== '' ? written.trim() : undefined;
}

/** Why, for the record; may stay empty. */
export function askWhy(title: string): Promise<string | undefined> {
  return askText({
    title,
    prompt: t('Why? It is kept on record. Enter alone leaves it out.'),
    optional: true,
  });
}

/** `Escalate H-1042: Refund $2,000 for order #45678` */
export function about({ ticket, summary, reason }: HandoffItem): [string, string] {
  return [ticket, headline(summary ?? reason, 80)];
}

/** Says in passing that it was done; the queue shows the rest. */
export function said(text: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${text}`, 8_000);
}
