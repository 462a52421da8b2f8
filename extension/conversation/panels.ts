/** The open conversations of a window, one panel each. */
import * as vscode from 'vscode';
import { VIEWS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { DeskParts } from '../operator/desk.ts';
import { ConversationPanel } from './panel.ts';

export interface Place {
  bot: string;
  conversation: string;
}

export class ConversationPanels implements vscode.Disposable {
  readonly #parts: DeskParts;
  readonly #panels = new Map<string, ConversationPanel>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Opens or shows a conversation. */
  open(session: Session, place: Place): void {
    const open = this.#panels.get(keyOf(session, place));
    if (open) {
      open.panel.reveal();
      return;
    }
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    this.adopt(
      vscode.window.createWebviewPanel(VIEWS.conversation, vscode.l10n.t('Conversation'), column),
      session,
      place,
    );
  }

  adopt(panel: vscode.WebviewPanel, session: Session, place: Place): void {
    const key = keyOf(session, place);
    const conversation = new ConversationPanel({ panel, session, place, parts: this.#parts });
    this.#panels.set(key, conversation);
    panel.onDidDispose(() => {
      conversation.dispose();
      this.#panels.delete(key);
    });
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }
}

function keyOf(session: Session, { bot, conversation }: Place): string {
  return JSON.stringify([session.folder.toString(), bot, conversation]);
}
