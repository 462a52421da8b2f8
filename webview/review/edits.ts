/** The changes a person makes before approving: listed with before and after, each can be dropped by itself (R60, T44). */
import { html, nothing, type TemplateResult } from 'lit';
import { type Editable, editablesOf, editingDecisions } from '../../schemas/protocol/editable.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import { choicesOf } from './card.ts';
import { foreign, valueText } from './foreign.ts';
import { jsonOf, numberOf } from './form/answer.ts';
import type { Drafts } from './host.ts';

export type Edits = NonNullable<Drafts['edits']>;

/** One value that is being written in its place. */
export interface Writing {
  path: string;
  text: string;
  complaint?: string;
}

export interface EditHands {
  begin(editable: Editable): void;
  write(text: string): void;
  confirm(): void;
  leave(): void;
  drop(path: string): void;
}

/** Longer texts, and those with several lines, are edited beside the original in the host's diff editor. */
const SHORT = 60;
/** Of a value that was not changed, so much; the whole of it stands in its own section and in the editor. */
const GLANCE = 100;

export function isInline({ as, before }: Editable): boolean {
  if (as === 'json') return false;
  return as !== 'text' || (textOf(before).length <= SHORT && !textOf(before).includes('\n'));
}

/** What the person writes in, for a value of any kind. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** The value that a text stands for at a path. */
export function editedValue({ as }: Editable, text: string): { value?: unknown; fault?: string } {
  switch (as) {
    case 'text':
      return { value: text };
    case 'number':
      return numberOf(text, false, {});
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { fault: 'Write true or false.' };
    case 'json':
      return jsonOf(text);
    default:
      return as satisfies never;
  }
}

/** The edits that still hold: of a path that is editable and whose value is the one they were made to. */
export function holding(edits: Edits, item: HandoffDetail): Edits {
  const open = new Map(editablesOf(item).map(({ path, before }) => [path, JSON.stringify(before)]));
  return Object.fromEntries(
    Object.entries(edits).filter(([path, { before }]) => open.get(path) === JSON.stringify(before)),
  );
}

/** As `handoff/decide` takes them; nothing where there are none or this decision does not carry them. */
export function editsFor(
  decision: string,
  edits: Edits,
  item: HandoffDetail,
): Record<string, unknown> | undefined {
  const entries = Object.entries(edits).map(([path, { after }]) => [path, after]);
  return entries.length > 0 && editingDecisions(item).includes(decision)
    ? Object.fromEntries(entries)
    : undefined;
}

/** The decisions whose buttons stand out: those that carry the edits there are, else approving, else the only one. */
export function mainDecisions(item: HandoffDetail, edits: Edits): string[] {
  if (Object.keys(edits).length > 0) return editingDecisions(item);
  const [only, ...more] = item.options;
  return only && more.length === 0 ? [only.decision] : ['approve'];
}

export function editsBox(
  item: HandoffDetail,
  edits: Edits,
  writing: Writing | undefined,
  hands: EditHands,
): TemplateResult | typeof nothing {
  const editables = editablesOf(item);
  if (editables.length === 0) return nothing;
  const carriers = choicesOf(item).filter(({ option }) => editingDecisions(item).includes(option.decision));
  const count = Object.keys(edits).length;
  return html`<section class="box edits" id="edits" tabindex="-1" aria-labelledby="edits-title">
    <h2 id="edits-title">What you may change${count > 0 ? html` <span class="tag">${count} changed</span>` : nothing}</h2>
    <ul>${editables.map((editable) => row(editable, edits[editable.path], writing, hands))}</ul>
    ${
      editables.every(isInline)
        ? nothing
        : html`<p class="quiet">Save, or <em>Use This Text</em> (✓) in the title of the diff editor, brings your version back here.</p>`
    }
    ${
      count > 0
        ? html`<p class="quiet">Sent with: ${carriers.map(({ text }, place) => html`${place > 0 ? ', ' : nothing}“${foreign(text)}”`)}</p>`
        : nothing
    }
  </section>`;
}

function row(
  editable: Editable,
  edit: Edits[string] | undefined,
  writing: Writing | undefined,
  hands: EditHands,
): TemplateResult {
  const { path, before } = editable;
  if (writing?.path === path) return html`<li>${field(editable, writing, hands)}</li>`;
  return html`<li><div class="edit"><span class="name">${foreign(path)}</span>
      <span class="do"><vscode-button appearance="secondary" data-edit=${path} @click=${() => hands.begin(editable)}>${isInline(editable) ? 'Edit…' : 'Edit in the diff editor…'}<span class="sr"> ${foreign(path)}</span></vscode-button>
      ${edit ? html`<vscode-button appearance="secondary" data-drop=${path} @click=${() => hands.drop(path)}>Drop this edit<span class="sr"> ${foreign(path)}</span></vscode-button>` : nothing}</span></div>
    ${
      edit
        ? html`<dl class="changes"><div><dd><span class="tag">before</span> ${foreign(valueText(before))}</dd>
            <dd><span class="tag">yours</span> ${foreign(valueText(edit.after))}</dd></div></dl>`
        : html`<p class="value">${foreign(oneLine(valueText(before), GLANCE))}</p>`
    }</li>`;
}

function field({ path, as }: Editable, { text, complaint }: Writing, hands: EditHands): TemplateResult {
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hands.leave();
    else if (event.key === 'Enter' && !event.repeat) hands.confirm();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="field"><label class="name" for="writing">${foreign(path)}</label>
    <input type="text" id="writing" .value=${text} inputmode=${as === 'number' ? 'decimal' : 'text'} autocomplete="off"
      aria-invalid=${complaint ? 'true' : nothing} aria-describedby=${complaint ? 'writing-fault' : nothing}
      @keydown=${keys} @input=${(event: Event) => hands.write((event.target as HTMLInputElement).value)}>
    ${complaint ? html`<p class="fault" id="writing-fault"><span aria-hidden="true">▲</span> ${complaint}</p>` : nothing}
    <div class="choices"><vscode-button appearance="secondary" @click=${() => hands.leave()}>Cancel</vscode-button>
      <vscode-button appearance="secondary" id="take" @click=${() => hands.confirm()}>Use this value</vscode-button></div></div>`;
}
