/** The bar at the bottom: choices, the second act that confirms one, the reason. No control here has focus by itself. */
import { html, nothing, type TemplateResult } from 'lit';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { MAX_REASON } from '../../schemas/protocol/webview-params.ts';
import { type Choice, choicesOf } from './card.ts';
import type { Decision } from './decision.ts';
import { foreign } from './foreign.ts';
import { type MoreBar, moreButton, moreRow } from './more-bar.ts';

export interface Hands {
  choose(choice: Choice): void;
  write(text: string): void;
  confirm(): void;
  cancel(): void;
}

export interface Bar {
  item: HandoffDetail;
  decision: Decision;
  /** Why nothing can be chosen yet, or nothing. */
  hold: string | undefined;
  hands: Hands;
  /** The decisions whose buttons stand out. */
  main: readonly string[];
  /** Leads to what may be changed; nothing where nothing may be. */
  edit: (() => void) | undefined;
  more: MoreBar;
}

const SENDING = {
  high: 'A high risk is confirmed once more, in the box that opened at the top of the window.',
  other: 'Saving your decision… it counts once it is on disk.',
};

export function actionBar(bar: Bar): TemplateResult {
  const { decision, more } = bar;
  if (more.more.kind === 'form' || more.more.kind === 'sending')
    return html`<footer>${moreRow(more)}</footer>`;
  switch (decision.kind) {
    case 'checking':
      return html`<footer><p>Asking the engine what this would do…</p></footer>`;
    case 'armed':
      return html`<footer>${confirmRow(decision.choice, bar.hands)}</footer>`;
    case 'reason':
      return html`<footer>${reasonForm(decision, bar)}</footer>`;
    case 'sending':
      return html`<footer><p>${SENDING[bar.item.risk === 'high' ? 'high' : 'other']}</p></footer>`;
    case 'told':
      return html`<footer><p>${foreign(decision.message)}</p>${choices(bar)}${moreRow(more)}</footer>`;
    case 'reading':
      return html`<footer>${choices(bar)}${moreRow(more)}</footer>`;
    default:
      return decision satisfies never;
  }
}

function choices({ item, hold, hands, main, edit, more }: Bar): TemplateResult {
  const all = choicesOf(item);
  const button = (choice: Choice) =>
    html`<vscode-button data-decision=${choice.option.decision} appearance=${main.includes(choice.option.decision) ? 'primary' : 'secondary'}
      ?disabled=${hold !== undefined} @click=${() => hands.choose(choice)}>${choice.text}${choice.option.reasonRequired ? '…' : nothing}</vscode-button>`;
  return html`<div class="choices" role="group" aria-label="Your decision">
      ${all.filter((choice) => choice.weight !== 'reject').map(button)}
      ${edit ? html`<vscode-button id="edit" appearance="secondary" @click=${edit}>Edit…</vscode-button>` : nothing}
      ${more.me === null ? nothing : moreButton(more)}
      <span class="apart">${all.filter((choice) => choice.weight === 'reject').map(button)}</span>
    </div>
    ${hold ? html`<p class="quiet">${hold}</p>` : nothing}`;
}

/** Cancel comes first: a second click in the same place takes it back instead of confirming it. */
function confirmRow(choice: Choice, hands: Hands): TemplateResult {
  return html`<div class="confirm" id="confirm" role="group" aria-labelledby="question" tabindex="-1" @keydown=${keys(hands, true)}>
    <vscode-button appearance="secondary" @click=${() => hands.cancel()}>Cancel</vscode-button>
    <span class="question" id="question"><span class="sr">${choice.text}?</span> <span class="quiet"><kbd>Enter</kbd> confirms, <kbd>Esc</kbd> takes it back</span></span>
    <vscode-button id="yes" appearance=${choice.weight === 'reject' ? 'secondary' : 'primary'} @click=${() => hands.confirm()}>Confirm: ${choice.text}</vscode-button>
  </div>`;
}

function reasonForm(decision: Decision & { kind: 'reason' }, { item, hands }: Bar): TemplateResult {
  return html`<div class="reason" @keydown=${keys(hands, false)}>
    ${
      item.reasons.length > 0
        ? html`<div class="choices" role="group" aria-label="Ready reasons">${item.reasons.map(
            (reason) =>
              html`<vscode-button appearance="secondary" @click=${() => hands.write(reason)}>${foreign(reason)}</vscode-button>`,
          )}</div>`
        : nothing
    }
    <vscode-text-area id="reason" rows="2" resize="vertical" maxlength=${MAX_REASON} .value=${decision.text}
      @input=${(event: InputEvent) => hands.write((event.target as HTMLTextAreaElement).value)}>Why? It is kept with the decision.</vscode-text-area>
    ${decision.complaint ? html`<p role="alert">${decision.complaint}</p>` : nothing}
    <div class="choices">
      <vscode-button appearance="secondary" @click=${() => hands.cancel()}>Cancel</vscode-button>
      <span class="quiet"><kbd>Ctrl</kbd>+<kbd>Enter</kbd> confirms, <kbd>Esc</kbd> takes it back</span>
      <span class="apart"><vscode-button id="yes" appearance="primary" @click=${() => hands.confirm()}>Confirm: ${decision.choice.text}</vscode-button></span>
    </div>
  </div>`;
}

/** A key that is held down never confirms: only a new press does. */
function keys(hands: Hands, plainEnter: boolean) {
  return (event: KeyboardEvent): void => {
    if (event.key === 'Escape') hands.cancel();
    else if (event.key !== 'Enter' || event.repeat) return;
    else if (plainEnter ? event.target === event.currentTarget : event.ctrlKey || event.metaKey)
      hands.confirm();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
