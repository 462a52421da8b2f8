/** The bar that takes a decision, or one's own vote, back while nothing has followed from it (`undoSeconds`). */
import { html, type TemplateResult } from 'lit';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';

/** Until when this person can take back what they decided, in milliseconds; nothing where they cannot. */
export function undoableUntil(item: HandoffDetail, me: string | null, now: number): number | undefined {
  const until = item.status === 'open' ? ownVoteUntil(item, me) : ownDecisionUntil(item, me);
  return until !== undefined && until > now ? until : undefined;
}

function ownDecisionUntil({ undoUntil, decidedBy }: HandoffDetail, me: string | null): number | undefined {
  return undoUntil !== undefined && me !== null && decidedBy === me ? Date.parse(undoUntil) : undefined;
}

function ownVoteUntil({ votes, history, undoSeconds }: HandoffDetail, me: string | null): number | undefined {
  if (me === null || undoSeconds === 0 || !votes.some(({ by }) => by === me)) return undefined;
  const voted = history.findLast(({ type, by }) => type === 'handoff-voted' && by === me);
  return voted && Date.parse(voted.at) + undoSeconds * 1000;
}

export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** The seconds are not spoken as they run; that there is a time was said once. */
export function undoBar(
  item: HandoffDetail,
  { left, refused, sending }: { left: number; refused: string | undefined; sending: boolean },
  onUndo: () => void,
): TemplateResult {
  return html`<div class="banner undo"><div><strong>${item.status === 'open' ? 'Your vote can be taken back' : 'Nothing has happened yet'}</strong>
      It goes ahead in <span class="seconds" role="timer" aria-live="off">${left} s</span>.
      ${refused === undefined ? '' : html`<span role="alert">${refused}</span>`}</div>
    <vscode-button id="undo" appearance="secondary" ?disabled=${sending} @click=${onUndo}>Undo</vscode-button></div>`;
}
