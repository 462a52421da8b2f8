/** The page's only way out: messages to the host of its panel, each with the panel's nonce. */
import type { FromGraphPage, ToGraphPage } from '../../schemas/protocol/graph-page.ts';

/** What survives a reload of the window. */
export interface Saved {
  /** The text that is drawn. */
  readonly uri: string;
  readonly folded: readonly string[];
}

export interface GraphHost {
  post(message: FromGraphPage): void;
  /** Calls back with each message of the host. */
  onMessage(listener: (message: ToGraphPage) => void): void;
  folded(): readonly string[];
  saveFolded(folded: readonly string[]): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): Partial<Saved> | undefined;
  setState(state: Saved): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The host inside VS Code; `panel` is what the panel's page was told of itself. */
export function vsCodeHost({ uri, nonce }: { uri: string; nonce: string }): GraphHost {
  const api = acquireVsCodeApi();
  const before = api.getState();
  const folded = (before?.uri === uri && before.folded) || [];
  api.setState({ uri, folded });
  return {
    post: (message) => api.postMessage({ ...message, nonce }),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = toPage(event.data);
        if (message) listener(message);
      }),
    folded: () => api.getState()?.folded ?? [],
    saveFolded: (now) => api.setState({ uri, folded: now }),
  };
}

/** Messages of the host are recognised by their kind; anything else in the window is not for this page. */
function toPage(data: unknown): ToGraphPage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  return data.kind === 'view' || data.kind === 'cursor' ? (data as ToGraphPage) : undefined;
}
