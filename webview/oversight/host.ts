import type { FromOversightPage, ToOversightPage } from '../../schemas/protocol/oversight-page.ts';
import { type PageHost, vsCodeHost } from '../page/host.ts';

export type Tab = 'figures' | 'answers';

/** What survives a reload of the window. */
export interface Saved {
  folder: string;
  tab: Tab;
  /** The answer that is shown, and a correction and note that were being written for it. */
  review: string;
  correction: string;
  note: string;
}

export type OversightHost = PageHost<FromOversightPage, ToOversightPage, Saved>;

export function oversightHost({ folder = '', nonce = '' }: DOMStringMap): OversightHost {
  return vsCodeHost<FromOversightPage, ToOversightPage, Saved>({
    nonce,
    kinds: ['view', 'reply', 'focus'],
    restore: ({ tab, review, correction, note }) => ({
      folder,
      tab: tab === 'answers' ? 'answers' : 'figures',
      review: textOf(review),
      correction: textOf(correction),
      note: textOf(note),
    }),
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
