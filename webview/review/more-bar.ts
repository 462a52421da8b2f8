/** Draws what a reviewer can do besides deciding: a row of buttons, and one small form at a time. */
import { html, nothing, type TemplateResult } from 'lit';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { MAX_REASON } from '../../schemas/protocol/webview-params.ts';
import { callList } from './facts.ts';
import { foreign } from './foreign.ts';
import { ACTS, type ActForm, type ActName, confirmText, isPath, type More } from './more.ts';

export interface MoreHands {
  toggle(): void;
  begin(act: ActName): void;
  claim(release: boolean): void;
  change(part: Partial<Pick<ActForm, 'to' | 'text'>>): void;
  confirm(): void;
  leave(): void;
}

export interface MoreBar {
  item: HandoffDetail;
  me: string | null;
  more: More;
  people: readonly { principal: string; name: string }[];
  hands: MoreHands;
}

const NAMES: readonly ActName[] = ['ask', 'escalate', 'redirect', 'assign', 'annotate'];

export function moreButton({ more, hands }: MoreBar): TemplateResult {
  return html`<vscode-button id="more" appearance="secondary" aria-expanded=${String(more.kind !== 'closed')} @click=${() => hands.toggle()}>More…</vscode-button>`;
}

export function moreRow(bar: MoreBar): TemplateResult | typeof nothing {
  const { more, item, me, hands } = bar;
  if (more.kind === 'closed') return nothing;
  if (more.kind !== 'open') return actForm(more, bar);
  const isMine = me !== null && item.claimedBy === me;
  return html`<div class="choices more" role="group" aria-label="More you can do">
      ${NAMES.map(
        (name) =>
          html`<vscode-button appearance="secondary" data-act=${name} @click=${() => hands.begin(name)}>${ACTS[name].button}</vscode-button>`,
      )}
      <vscode-button appearance="secondary" data-act="claim" @click=${() => hands.claim(isMine)}>${isMine ? 'Release' : 'Claim'}</vscode-button>
    </div>
    ${more.told ? html`<p>${foreign(more.told)}</p>` : nothing}`;
}

function actForm(form: ActForm & { kind: 'form' | 'sending' }, bar: MoreBar): TemplateResult {
  const { hands, item, people } = bar;
  const words = ACTS[form.act];
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hands.leave();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) hands.confirm();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="reason act" role="group" aria-labelledby="act-title" @keydown=${keys}>
    <strong id="act-title">${words.title}</strong>
    ${target(form, bar)}
    ${form.calls ? consequencesOf(form, item) : nothing}
    <label class="name" for="act-text">${words.text}${words.optional ? html` <span class="quiet">may stay empty</span>` : nothing}</label>
    <textarea id="act-text" rows="2" maxlength=${MAX_REASON} .value=${form.text} aria-describedby=${form.complaint ? 'act-fault' : nothing}
      @input=${(event: Event) => hands.change({ text: (event.target as HTMLTextAreaElement).value })}></textarea>
    ${form.complaint ? html`<p role="alert" class="fault" id="act-fault"><span aria-hidden="true">▲</span> ${foreign(form.complaint)}</p>` : nothing}
    <div class="choices">
      <vscode-button appearance="secondary" @click=${() => hands.leave()}>Cancel</vscode-button>
      <span class="quiet"><kbd>Ctrl</kbd>+<kbd>Enter</kbd> confirms, <kbd>Esc</kbd> takes it back</span>
      <span class="apart"><vscode-button id="act-yes" appearance="primary" ?disabled=${form.kind === 'sending'} @click=${() => hands.confirm()}>${confirmText(form, item, people)}</vscode-button></span>
    </div>
  </div>`;
}

function target(form: ActForm, { item, people, hands }: MoreBar): TemplateResult | typeof nothing {
  const pick = (event: Event) => hands.change({ to: (event.target as HTMLSelectElement).value });
  switch (form.act) {
    case 'ask':
      return html`<fieldset class="field"><legend class="name">Whom?</legend>${[
        ['user', 'The user, who reads it in the conversation'],
        ['bot', 'The bot: its model answers from what is shown here'],
      ].map(
        ([
          to = '',
          words,
        ]) => html`<label class="tick"><input type="radio" name="act-to" .checked=${form.to === to} ?disabled=${to === 'user' && item.conversation === null}
          @change=${() => hands.change({ to })}> ${words}</label>`,
      )}</fieldset>`;
    case 'redirect':
    case 'assign':
      return html`<div class="field"><label class="name" for="act-to">${form.act === 'assign' ? 'To whom?' : 'Where to?'}</label>
        <select id="act-to" @change=${pick}><option value="" ?selected=${form.to === ''}>Choose…</option>
        ${
          form.act === 'redirect' && item.redirects.length > 0
            ? html`<optgroup label="Another path of the workflow">${item.redirects.map(({ node, label }) => option(node, label, form.to))}</optgroup>`
            : nothing
        }
        ${people.length > 0 ? html`<optgroup label="People, roles, teams">${people.map(({ principal, name }) => option(principal, name, form.to))}</optgroup>` : nothing}
        </select></div>`;
    default:
      return nothing;
  }
}

function option(value: string, words: string, chosen: string): TemplateResult {
  return html`<option value=${value} ?selected=${value === chosen}>${words}</option>`;
}

function consequencesOf({ calls = [], to }: ActForm, item: HandoffDetail): TemplateResult | typeof nothing {
  if (!isPath(to, item)) return nothing;
  const label = item.redirects.find(({ node }) => node === to)?.label ?? to;
  return html`<p class="quiet">${calls.length === 0 ? `“${label}” calls no tool before the next person or the end.` : `What “${label}” would call:`}</p>
    ${calls.length === 0 ? nothing : callList(calls)}`;
}
