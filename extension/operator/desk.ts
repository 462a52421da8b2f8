/**
 * The views of operators and owners: conversations, oversight. A bundle of its own that is loaded when the first of them is
 * opened. What must be the window's only one (errors, the engine's sessions) comes in from outside.
 */
import type * as vscode from 'vscode';
import type { Focus } from '../../schemas/protocol/oversight-page.ts';
import { ConversationPanels, type Place } from '../conversation/panels.ts';
import type { Session } from '../engine/session.ts';
import { saveReviews } from '../oversight/export.ts';
import { OversightPanels } from '../oversight/panels.ts';
import type { Refusal } from './refusal.ts';

export interface DeskParts {
  extension: vscode.Uri;
  log: vscode.LogOutputChannel;
  refusalOf(error: unknown): Refusal;
  openHandoff(session: Session, handoff: string): void;
}

export interface Desk extends vscode.Disposable {
  openConversation(session: Session, place: Place): void;
  openOversight(session: Session, focus: Focus): void;
  /** @throws what the engine or the disk refuses */
  saveReviews(session: Session): Promise<void>;
  restoreConversation(panel: vscode.WebviewPanel, session: Session, place: Place): void;
  restoreOversight(panel: vscode.WebviewPanel, session: Session): void;
}

export function createDesk(parts: DeskParts): Desk {
  const conversations = new ConversationPanels(parts);
  const oversights = new OversightPanels(parts);
  return {
    openConversation: (session, place) => conversations.open(session, place),
    openOversight: (session, focus) => oversights.open(session, focus),
    saveReviews,
    restoreConversation: (panel, session, place) => conversations.adopt(panel, session, place),
    restoreOversight: (panel, session) => void oversights.adopt(panel, session),
    dispose() {
      conversations.dispose();
      oversights.dispose();
    },
  };
}
