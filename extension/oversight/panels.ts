/** The open oversight panels of a window, one a folder. */
import * as vscode from 'vscode';
import type { Focus } from '../../schemas/protocol/oversight-page.ts';
import { VIEWS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { DeskParts } from '../operator/desk.ts';
import { OversightPanel } from './panel.ts';

export class OversightPanels implements vscode.Disposable {
  readonly #parts: DeskParts;
  readonly #panels = new Map<string, OversightPanel>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Opens or shows the oversight of a folder, at that part. */
  open(session: Session, focus: Focus): void {
    const open = this.#panels.get(session.folder.toString());
    if (open) open.panel.reveal();
    (open ?? this.adopt(this.#create(), session)).show(focus);
  }

  adopt(panel: vscode.WebviewPanel, session: Session): OversightPanel {
    const key = session.folder.toString();
    const oversight = new OversightPanel({ panel, session, parts: this.#parts });
    this.#panels.set(key, oversight);
    panel.onDidDispose(() => {
      oversight.dispose();
      this.#panels.delete(key);
    });
    return oversight;
  }

  dispose(): void {
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #create(): vscode.WebviewPanel {
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return vscode.window.createWebviewPanel(VIEWS.oversight, vscode.l10n.t('Oversight'), column);
  }
}
