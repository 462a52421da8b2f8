/** The review page on its stage. */
import type { FromPage, ToPage } from '../../schemas/protocol/webview.ts';
import { type OpenPage, openStage, PAGE_NONCE, type Stage } from './stage.ts';

export const PANEL_NONCE = PAGE_NONCE;
export const HANDOFF = '0193-refund';

export type ReviewStage = Stage<ToPage, FromPage>;
export type Review = OpenPage<ToPage, FromPage>;

export function openReviewStage(): Promise<ReviewStage> {
  return openStage({
    entry: 'webview/review/main.ts',
    element: 'handoff-review',
    data: { handoff: HANDOFF, folder: '/shop' },
  });
}
