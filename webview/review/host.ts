/** The page's only way out: messages to the host of its panel, each with the panel's nonce. */
import type { FromPage, ToPage } from '../../schemas/protocol/webview.ts';

/** What survives a reload of the window. */
export interface Saved {
  handoff: string;
  folder: string;
  /** A reason that was being written. */
  draft?: string;
}

export interface Host {
  post(message: FromPage): void;
  /** Calls back with each message of the host. */
  onMessage(listener: (message: ToPage) => void): void;
  draft(): string;
  saveDraft(text: string): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): Partial<Saved> | undefined;
  setState(state: Saved): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The host inside VS Code; `panel` is what the panel's page was told of itself. */
export function vsCodeHost(panel: { handoff: string; folder: string; nonce: string }): Host {
  const api = acquireVsCodeApi();
  const { handoff, folder, nonce } = panel;
  const draft = api.getState()?.draft ?? '';
  api.setState({ handoff, folder, draft });
  return {
    post: (message) => api.postMessage({ ...message, nonce }),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = toPage(event.data);
        if (message) listener(message);
      }),
    draft: () => api.getState()?.draft ?? '',
    saveDraft: (text) => api.setState({ handoff, folder, draft: text }),
  };
}

/** Messages of the host are recognised by their kind; anything else in the window is not for this page. */
function toPage(data: unknown): ToPage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  return data.kind === 'view' || data.kind === 'reply' || data.kind === 'arm' ? (data as ToPage) : undefined;
}
