/** The open reviews of a window, one a handoff; they come back after a reload. */
import * as vscode from 'vscode';
import { VIEWS } from '../contributions.ts';
import type { Sessions } from '../engine/sessions.ts';
import type { QueueStore } from '../queue/store.ts';
import type { QueueTree } from '../queue/tree.ts';
import { Drafts } from './drafts.ts';
import { ReviewPanel } from './panel.ts';

export class ReviewPanels implements vscode.Disposable {
  /** Texts that are edited beside their reviews. */
  readonly drafts = new Drafts();
  readonly #context: vscode.ExtensionContext;
  readonly #sessions: Sessions;
  readonly #queue: QueueTree;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Map<string, ReviewPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(
    context: vscode.ExtensionContext,
    sessions: Sessions,
    queue: QueueTree,
    log: vscode.LogOutputChannel,
  ) {
    this.#context = context;
    this.#sessions = sessions;
    this.#queue = queue;
    this.#log = log;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(VIEWS.review, {
      deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
    });
  }

  /** Opens or shows the review of a handoff beside what is being edited. */
  open(store: QueueStore, handoff: string): ReviewPanel {
    const open = this.#panels.get(keyOf(store, handoff));
    if (open) {
      open.panel.reveal();
      return open;
    }
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(VIEWS.review, vscode.l10n.t('Handoff'), column);
    return this.#adopt(panel, store, handoff);
  }

  /** The review that has the focus, if one has. */
  get active(): ReviewPanel | undefined {
    return [...this.#panels.values()].find(({ panel }) => panel.active);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.drafts.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }

  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await this.#sessions.ready;
    const saved = typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {};
    const session = this.#sessions.of(String(saved.folder));
    const store = session && this.#queue.storeOf(session);
    if (store && typeof saved.handoff === 'string') this.#adopt(panel, store, saved.handoff);
    else panel.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, store: QueueStore, handoff: string): ReviewPanel {
    const key = keyOf(store, handoff);
    const review = new ReviewPanel({
      panel,
      store,
      handoff,
      extension: this.#context.extensionUri,
      log: this.#log,
      drafts: this.drafts,
      onDecided: () => void this.#queue.selectNext(),
    });
    this.#panels.set(key, review);
    panel.onDidDispose(() => {
      review.dispose();
      this.#panels.delete(key);
    });
    return review;
  }
}

function keyOf(store: QueueStore, handoff: string): string {
  return `${store.session.folder.toString()}#${handoff}`;
}
