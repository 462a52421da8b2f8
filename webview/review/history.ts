/** What happened to a handoff, in words. An entry of a kind that is not known here is shown by its own name. */
import { html, nothing, type TemplateResult } from 'lit';
import type { HandoffDetail, HistoryItem } from '../../schemas/protocol/views.ts';
import { decisionWords, nameOf } from './card.ts';
import { foreign, valueText } from './foreign.ts';
import { clockTime, exactTime } from './moment.ts';

/** Kind of entry → what it says; `who` is capitalised already, `text` is the entry's own. */
const WORDS: Readonly<Record<string, (who: string, text: string) => string>> = {
  'handoff-opened': () => 'The bot asked',
  'handoff-announced': (_who, to) => (to ? `${listOf(to)} told about it` : 'People were told about it'),
  'handoff-seen': (who) => `${who} looked at it`,
  'handoff-claimed': (who) => `${who} claimed it`,
  'handoff-released': (who) => `${who} released it`,
  'handoff-assigned': (who, to) => `${who} gave it on: ${to.replace(/^(redirected to|given to) /, '')}`,
  'handoff-annotated': (who, note) => `${who} noted: “${note}”`,
  'handoff-revised': (_who, why) => `What is asked changed${why && `: ${why}`}`,
  'handoff-voted': (who, decision) => `${who} voted: ${decisionWords(decision).toLowerCase()}`,
  'handoff-decided': (who, decision) => `${who} decided: ${decisionWords(decision).toLowerCase()}`,
  'handoff-expired': () => 'The time ran out',
  'handoff-returned': (who, note) => `${who} returned the conversation${note && `: “${note}”`}`,
  'handoff-cancelled': (_who, why) => `It was cancelled${why && `: ${why}`}`,
  'escalation-advanced': (who) =>
    who === 'The clock' ? 'The clock moved it up a level' : `${who} escalated it`,
  'handoff-asked': (who, question) => `${who} asked: “${question}”`,
  'handoff-answered': (who, answer) =>
    who === 'A model' ? `A model answered: “${answer}”` : `The user answered: “${answer}”`,
  'handoff-undone': (who, decision) => `${who} took back: ${decisionWords(decision).toLowerCase()}`,
  'handoff-went-ahead': () => 'The time to undo passed, and it went ahead',
  'handoff-overdue': (_who, to) => `It became overdue${to && `; ${listOf(to)} told`}`,
};

const OTHERS: Readonly<Record<string, string>> = {
  timeout: 'The clock',
  engine: 'The engine',
  model: 'A model',
  user: 'The user',
};

/** `alice approved…` as one sentence, for lists and readers. */
export function sentenceOf({ type, by = '', text = '' }: HistoryItem): string {
  const who = Object.hasOwn(OTHERS, by) ? (OTHERS[by] ?? by) : by === '' ? 'The engine' : nameOf(by);
  const words = Object.hasOwn(WORDS, type) ? WORDS[type] : undefined;
  return words
    ? words(who, text)
    : [type.replaceAll('-', ' '), by && `by ${who}`, text].filter(Boolean).join(' ');
}

export function history(item: HandoffDetail): TemplateResult {
  const last = item.history.findLast(({ type }) => type === 'handoff-decided');
  return html`<vscode-collapsible class="wide" heading="History (${item.history.length})">
    <ol class="history">${item.history.map(
      (entry) => html`<li><time class="quiet" title=${exactTime(entry.at)}>${clockTime(entry.at)}</time>
        ${foreign(sentenceOf(entry))}${entry === last ? editList(item) : nothing}</li>`,
    )}</ol>
  </vscode-collapsible>`;
}

/** What whoever decided had changed. */
export function editList({ edits = [] }: HandoffDetail): TemplateResult | typeof nothing {
  if (edits.length === 0) return nothing;
  return html`<dl class="changes">${edits.map(
    ({ path, before, after }) => html`<div><dt>${foreign(path)}</dt>
      <dd><span class="tag">before</span> ${foreign(valueText(before))}</dd>
      <dd><span class="tag">after</span> ${foreign(valueText(after))}</dd></div>`,
  )}</dl>`;
}

function listOf(names: string): string {
  const people = names.split(', ').map(nameOf);
  return `${people.join(', ')} ${people.length > 1 ? 'were' : 'was'}`;
}
