/** The window's door to the operator's views: small, so that a window that opens none of them loads none of them. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Focus } from '../../schemas/protocol/oversight-page.ts';
import { VIEWS } from '../contributions.ts';
import type { Place } from '../conversation/panels.ts';
import type { Session } from '../engine/session.ts';
import type { Sessions } from '../engine/sessions.ts';
import type * as desk from './desk.ts';
import { refusalOf } from './refusal.ts';

export interface OperatorParts {
  context: vscode.ExtensionContext;
  sessions: Sessions;
  log: vscode.LogOutputChannel;
  openHandoff(session: Session, handoff: string): void;
}

export class OperatorViews implements vscode.Disposable {
  readonly #parts: OperatorParts;
  readonly #serializers: vscode.Disposable[];
  #desk: desk.Desk | undefined;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
    this.#serializers = [
      vscode.window.registerWebviewPanelSerializer(VIEWS.conversation, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state, 'conversation'),
      }),
      vscode.window.registerWebviewPanelSerializer(VIEWS.oversight, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state, 'oversight'),
      }),
    ];
  }

  openConversation(session: Session, place: Place): void {
    this.#load().openConversation(session, place);
  }

  openOversight(session: Session, focus: Focus): void {
    this.#load().openOversight(session, focus);
  }

  /** Asks for a file and writes every reviewed answer to it. */
  saveReviews(session: Session): Promise<void> {
    return this.#load().saveReviews(session);
  }

  dispose(): void {
    this.#desk?.dispose();
    for (const serializer of this.#serializers) serializer.dispose();
  }

  async #restore(
    panel: vscode.WebviewPanel,
    state: unknown,
    view: 'conversation' | 'oversight',
  ): Promise<void> {
    await this.#parts.sessions.ready;
    const saved = typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {};
    const session = this.#parts.sessions.of(String(saved.folder));
    const { bot, conversation } = saved;
    if (session && view === 'oversight') this.#load().restoreOversight(panel, session);
    else if (session && typeof bot === 'string' && typeof conversation === 'string')
      this.#load().restoreConversation(panel, session, { bot, conversation });
    else panel.dispose();
  }

  #load(): desk.Desk {
    if (this.#desk) return this.#desk;
    const { context, log, openHandoff } = this.#parts;
    const load = createRequire(path.join(context.extensionPath, 'dist', 'extension.cjs'));
    const { createDesk } = load('./operator.cjs') as typeof desk;
    this.#desk = createDesk({ extension: context.extensionUri, log, refusalOf, openHandoff });
    return this.#desk;
  }
}
