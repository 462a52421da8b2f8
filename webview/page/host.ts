/** A page's only way out: messages to the host of its panel, each with the panel's nonce, and a state that survives reloads. */

export interface PageHost<Out, In, Saved> {
  post(message: Out): void;
  /** Calls back with each message of the host. */
  onMessage(listener: (message: In) => void): void;
  saved(): Saved;
  save(change: Partial<Saved>): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface PageOf<Saved> {
  nonce: string;
  /** Kinds of messages that are for this page; others in the window are not. */
  kinds: readonly string[];
  /** What of an earlier state holds, as it was saved by this page for what it shows. */
  restore(state: Readonly<Record<string, unknown>>): Saved;
}

/** The host inside VS Code. */
export function vsCodeHost<Out extends object, In extends { kind: string }, Saved extends object>({
  nonce,
  kinds,
  restore,
}: PageOf<Saved>): PageHost<Out, In, Saved> {
  const api = acquireVsCodeApi();
  let saved = restore(recordOf(api.getState()));
  api.setState(saved);
  return {
    post: (message) => api.postMessage({ ...message, nonce }),
    onMessage: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const { data } = event;
        if (isFor<In>(data, kinds)) listener(data);
      }),
    saved: () => saved,
    save: (change) => {
      saved = { ...saved, ...change };
      api.setState(saved);
    },
  };
}

function isFor<In extends { kind: string }>(data: unknown, kinds: readonly string[]): data is In {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    typeof data.kind === 'string' &&
    kinds.includes(data.kind)
  );
}

function recordOf(state: unknown): Record<string, unknown> {
  return typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {};
}
