/** The page's only way out: messages to the host of its panel, each with the panel's nonce. */
import type { FromPage, ToPage } from '../../schemas/protocol/webview.ts';
import type { Filled } from './form/answer.ts';

/** What a person was writing; it survives a reload of the window. */
export interface Drafts {
  /** A reason. */
  draft?: string;
  /** What stands in the form's controls. */
  form?: Filled;
  /** Edits with what they were made to, so that they end where that has changed. */
  edits?: Readonly<Record<string, { before: unknown; after: unknown }>>;
}

interface Saved extends Drafts {
  handoff: string;
  folder: string;
}

export interface Host {
  post(message: FromPage): void;
  /** Calls back with each message of the host. */
  onMessage(listener: (message: ToPage) => void): void;
  drafts(): Drafts;
  saveDrafts(drafts: Drafts): void;
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
  const drafts = (): Drafts => {
    const { draft = '', form, edits } = api.getState() ?? {};
    return { draft, ...(form && { form }), ...(edits && { edits }) };
  };
  api.setState({ handoff, folder, ...drafts() });
  return {
    post: (message) => api.postMessage({ ...message, nonce }),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = toPage(event.data);
        if (message) listener(message);
      }),
    drafts,
    saveDrafts: (changed) => api.setState({ handoff, folder, ...drafts(), ...changed }),
  };
}

const KINDS: ReadonlySet<unknown> = new Set(['view', 'reply', 'arm', 'edited']);

/** Messages of the host are recognised by their kind; anything else in the window is not for this page. */
function toPage(data: unknown): ToPage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  return KINDS.has(data.kind) ? (data as ToPage) : undefined;
}
