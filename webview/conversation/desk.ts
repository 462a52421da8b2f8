/** What the operator can do, at the bottom: take over, write, return. Nothing here happens by one key alone but a message. */
import { html, nothing, type TemplateResult } from 'lit';
import { type ConversationView, MAX_TEXT, type Talk } from '../../schemas/protocol/conversation-page.ts';
import { foreign } from '../review/foreign.ts';
import type { Stand } from './stand.ts';

export interface Hands {
  arm(deed: 'take' | 'return'): void;
  confirm(): void;
  cancel(): void;
  send(): void;
  write(text: string): void;
  writeNote(text: string): void;
  signIn(): void;
}

export interface Desk {
  view: ConversationView;
  talk: Talk;
  stand: Stand;
  draft: string;
  note: string;
  hands: Hands;
}

const SAVING = {
  take: 'Taking over… the customer hears of you once it is on disk.',
  reply: 'Saving… it is sent once it is on disk.',
  return: 'Returning… your note is being saved.',
};

export function desk(parts: Desk): TemplateResult {
  const { stand } = parts;
  return html`<footer>
    ${stand.kind === 'told' ? html`<p role="alert">${foreign(stand.message)}</p>` : nothing}
    ${work(parts)}
  </footer>`;
}

function work(parts: Desk): TemplateResult {
  const { view, talk, hands } = parts;
  if (view.link.kind !== 'live')
    return html`<p class="quiet">Nothing can be written here right now.${kept(parts)}</p>`;
  if (view.me === null)
    return html`<div class="choices"><span>You are reading. What an operator says carries a name.</span>
      <vscode-button appearance="secondary" @click=${hands.signIn}>Sign in as…</vscode-button></div>`;
  switch (talk.holder.kind) {
    case 'me':
      return owning(parts);
    case 'other':
      return html`<p class="quiet">You can read along.${kept(parts)}</p>`;
    case 'bot':
    case 'queue':
      return taking(parts);
    default:
      return talk.holder satisfies never;
  }
}

function taking({ stand, hands, talk }: Desk): TemplateResult {
  if (stand.kind === 'sending') return saving(stand.deed);
  if (stand.kind === 'armed') return confirmTaking(hands);
  return html`<div class="choices">
    <vscode-button id="take" appearance=${talk.holder.kind === 'queue' ? 'primary' : 'secondary'} @click=${() => hands.arm('take')}>Take over…</vscode-button>
    <span class="quiet">To answer yourself, take the conversation over first.</span></div>`;
}

function owning(parts: Desk): TemplateResult {
  const { stand, hands, draft } = parts;
  if (stand.kind === 'armed') return returning(parts);
  const isSaving = stand.kind === 'sending';
  if (isSaving && stand.deed === 'return') return saving('return');
  return html`<div class="compose">
    <vscode-text-area id="draft" rows="3" resize="vertical" maxlength=${MAX_TEXT} ?readonly=${isSaving} .value=${draft}
      @input=${(event: InputEvent) => hands.write((event.target as HTMLTextAreaElement).value)}
      @keydown=${(event: KeyboardEvent) => onDraftKey(event, hands)}>Write to the customer</vscode-text-area>
    <div class="choices">
      <vscode-button id="send" appearance="primary" ?disabled=${isSaving || draft.trim() === ''} @click=${hands.send}>Send</vscode-button>
      ${isSaving ? saving(stand.deed) : html`<span class="quiet"><kbd>Enter</kbd> sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> starts a line</span>`}
      <span class="apart"><vscode-button id="return" appearance="secondary" ?disabled=${isSaving} @click=${() => hands.arm('return')}>Return to bot…</vscode-button></span>
    </div>
  </div>`;
}

function returning({ hands, note }: Desk): TemplateResult {
  return html`<div class="compose" @keydown=${(event: KeyboardEvent) => onNoteKey(event, hands)}>
    <vscode-text-area id="note" rows="3" resize="vertical" maxlength=${MAX_TEXT} .value=${note}
      @input=${(event: InputEvent) => hands.writeNote((event.target as HTMLTextAreaElement).value)}>What should the bot know? It reads this note and goes on with it.</vscode-text-area>
    <div class="choices">
      <vscode-button appearance="secondary" @click=${hands.cancel}>Keep the conversation</vscode-button>
      <span class="quiet"><kbd>Ctrl</kbd>+<kbd>Enter</kbd> returns, <kbd>Esc</kbd> keeps it</span>
      <span class="apart"><vscode-button id="yes" appearance="primary" @click=${hands.confirm}>${note.trim() === '' ? 'Return to bot without a note' : 'Return to bot with this note'}</vscode-button></span>
    </div>
  </div>`;
}

/** Cancel comes first: a second click in the same place takes it back instead of confirming it. */
function confirmTaking(hands: Hands): TemplateResult {
  return html`<div class="confirm" id="confirm-take" role="group" aria-labelledby="question" tabindex="-1"
    @keydown=${(event: KeyboardEvent) => onConfirmKey(event, hands)}>
    <vscode-button appearance="secondary" @click=${hands.cancel}>Cancel</vscode-button>
    <span class="question" id="question">The bot falls silent, and the customer is told that a person is here.
      <span class="quiet"><kbd>Enter</kbd> confirms, <kbd>Esc</kbd> takes it back</span></span>
    <vscode-button id="yes" appearance="primary" @click=${hands.confirm}>Confirm: Take over</vscode-button>
  </div>`;
}

function saving(deed: keyof typeof SAVING): TemplateResult {
  return html`<span role="status">${SAVING[deed]}</span>`;
}

function kept({ draft }: Desk): TemplateResult | typeof nothing {
  return draft.trim() === '' ? nothing : html` What you wrote is kept.`;
}

/** Enter sends, but not while a script's characters are being composed, and not when it is held down. */
function onDraftKey(event: KeyboardEvent, hands: Hands): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!event.repeat) hands.send();
}

function onNoteKey(event: KeyboardEvent, hands: Hands): void {
  if (event.key === 'Escape') hands.cancel();
  else if (event.key === 'Enter' && !event.repeat && (event.ctrlKey || event.metaKey)) hands.confirm();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onConfirmKey(event: KeyboardEvent, hands: Hands): void {
  if (event.key === 'Escape') hands.cancel();
  else if (event.key === 'Enter' && !event.repeat && event.target === event.currentTarget) hands.confirm();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
