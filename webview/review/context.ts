/**
 * The context package, section by section in the order of reading (R22, R52, R57, R58): why it came here, how sure the bot
 * is, what it weighed, the draft, how people decided the like, what was done before. Built from what the engine gathered.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { valueAt } from '../../schemas/protocol/editable.ts';
import type { ContextStep, HandoffDetail } from '../../schemas/protocol/views.ts';
import { decisionWords, nameOf } from './card.ts';
import type { Edits } from './edits.ts';
import { pairs } from './facts.ts';
import { foreign, glanceText, rowsOf, valueText } from './foreign.ts';
import { exactTime, relativeTime } from './moment.ts';
import { subject } from './subject.ts';

/** Keys of the author's context that have a section of their own. */
const OWN_SECTION: ReadonlySet<string> = new Set([
  'task',
  'draft',
  'confidence',
  'flags',
  'options',
  'similar',
]);
const SOLO = 'solo';

export function why(item: HandoffDetail): TemplateResult {
  const { flags, risks, missing } = item.package;
  const rest = entriesOf(item.context).filter(([name]) => !OWN_SECTION.has(name) && !isBeside(item, name));
  const shownFlags = [...new Set([...item.flags, ...flags])].filter((flag) => flag !== SOLO);
  return html`<section class="box" aria-labelledby="why-title">
    <h2 id="why-title">Why you</h2>
    <p>${foreign(item.reason)}</p>
    ${subject(item.subject)}
    ${missing.length > 0 ? html`<p class="lack"><strong>Not here, though this level needs it:</strong> ${foreign(missing.join(', '))}</p>` : nothing}
    ${level(item)}
    ${
      item.flags.includes(SOLO)
        ? html`<p><span class="tag">solo mode</span> You may decide on your own request here; the record says so.</p>`
        : nothing
    }
    ${shownFlags.length > 0 && !isBeside(item, 'flags') ? html`<p>${mark(item, 'flags')}<span class="quiet">Flags</span> ${foreign(shownFlags.join(' · '))}</p>` : nothing}
    ${
      risks.length > 0
        ? html`<ul class="risks" aria-label="Risks">${risks.map(
            ({ text, evidence }) =>
              html`<li><span aria-hidden="true">▲</span> ${foreign(text)} <span class="quiet">${foreign(evidence)}</span></li>`,
          )}</ul>`
        : nothing
    }
    ${
      rest.length > 0
        ? pairs(
            rest.flatMap(([name, value]) => rowsOf({ [name]: value })),
            (path) => mark(item, path.split('.')[0] ?? path),
          )
        : nothing
    }
    ${item.note ? html`<p><span class="quiet">Note</span> ${foreign(item.note)}</p>` : nothing}
  </section>`;
}

function level({ level: at }: HandoffDetail): TemplateResult | typeof nothing {
  if (!at) return nothing;
  return html`<p><span class="quiet">Level ${at.at} of ${at.of}</span> ${foreign(nameOf(at.to))}${
    at.authority ? html` <span class="quiet">may decide where</span> ${foreign(at.authority)}` : nothing
  }</p>`;
}

/** Who has voted, and whose votes are missing. */
export function votes(item: HandoffDetail): TemplateResult | typeof nothing {
  const { agreement } = item;
  if (!agreement && item.votes.length === 0) return nothing;
  return html`<section class="box" aria-labelledby="votes-title">
    <h2 id="votes-title">Votes${agreement ? `: ${agreement.have} of ${agreement.needed}` : ''}</h2>
    ${
      item.votes.length > 0
        ? html`<ul>${item.votes.map(
            ({ by, decision, reason }) =>
              html`<li><span aria-hidden="true">●</span> ${foreign(nameOf(by))}: ${foreign(decisionWords(decision))}${reason ? html` – ${foreign(reason)}` : nothing}</li>`,
          )}</ul>`
        : html`<p class="quiet">Nobody has voted yet.</p>`
    }
    ${
      agreement && agreement.missing.length > 0
        ? html`<p><span aria-hidden="true">○</span> Still missing: ${foreign(missingWords(agreement.missing))}</p>`
        : nothing
    }
  </section>`;
}

/** `role:finance, role:finance` → `2 of anyone in role finance`. */
function missingWords(missing: readonly string[]): string {
  return [...new Set(missing)]
    .map((who) => {
      const count = missing.filter((one) => one === who).length;
      const name = who === 'anyone' ? 'anyone else' : nameOf(who);
      return count > 1 ? `${count} × ${name}` : name;
    })
    .join(', ');
}

export function weighed(item: HandoffDetail): TemplateResult | typeof nothing {
  const { confidence, considered } = item.package;
  const options = isBeside(item, 'options') ? [] : considered;
  if (confidence === null && options.length === 0) return nothing;
  return html`<section class="box" aria-labelledby="weighed-title">
    <h2 id="weighed-title">What the bot weighed</h2>
    ${
      confidence === null
        ? nothing
        : html`<p>${mark(item, 'confidence')}<span class="quiet">Confidence, by its own account</span> <strong>${Math.round(confidence * 100)} %</strong></p>`
    }
    ${
      options.length > 0
        ? html`<p>${mark(item, 'options')}<span class="quiet">Options it considered</span></p><ul class="dots">${options.map((option) => html`<li>${foreign(valueText(option))}</li>`)}</ul>`
        : nothing
    }
  </section>`;
}

export function draft(item: HandoffDetail, edits: Edits): TemplateResult | typeof nothing {
  const { draft: written } = item.package;
  if (written === null || isBeside(item, 'draft')) return nothing;
  return html`<section class="box" aria-labelledby="draft-title">
    <h2 id="draft-title">${mark(item, 'draft')}Draft</h2>${draftText(written, edits)}
  </section>`;
}

/** The draft as the bot wrote it, or as the person changed it, which is said. */
function draftText(written: unknown, edits: Edits): TemplateResult {
  const edit = Object.values(edits).find(({ before }) => JSON.stringify(before) === JSON.stringify(written));
  return edit
    ? html`<p><span class="tag">with your edit</span></p><p class="text">${foreign(valueText(edit.after))}</p>`
    : html`<p class="text">${foreign(valueText(written))}</p>`;
}

export function similar(item: HandoffDetail, now: number): TemplateResult | typeof nothing {
  const { similar: cases, precedents } = item.package;
  const told = entriesOf(item.context).find(([name]) => name === 'similar')?.[1];
  if (cases.length === 0 && precedents.length === 0 && told === undefined) return nothing;
  const counts = precedents.map(({ decision, count }) => `${count} ${decisionWords(decision).toLowerCase()}`);
  return html`<section class="box" aria-labelledby="similar-title">
    <h2 id="similar-title">Similar cases</h2>
    ${counts.length > 0 ? html`<p><strong>${foreign(counts.join(', '))}</strong></p>` : nothing}
    ${told === undefined ? nothing : html`<p>${mark(item, 'similar')}${foreign(valueText(told))}</p>`}
    <ul>${cases.map(
      (
        one,
      ) => html`<li class="case"><span>${foreign(one.ticket)} <strong>${foreign(decisionWords(one.decision))}</strong> by ${foreign(nameOf(one.decidedBy))}
          <time class="quiet" title=${exactTime(one.decidedAt)}>${relativeTime(one.decidedAt, now)}</time></span>
        <span>${foreign(one.reason)}</span>
        <span class="quiet">${foreign(one.because)}${one.decisionReason ? html` · reason: ${foreign(one.decisionReason)}` : nothing}</span></li>`,
    )}</ul>
  </section>`;
}

/** What the author named stands side by side, so that it can be compared; each is marked in words as well. */
export function sideBySide(item: HandoffDetail, edits: Edits): TemplateResult | typeof nothing {
  const names = besideOf(item);
  if (names.length === 0) return nothing;
  return html`<section class="wide beside" aria-label="Side by side">${names.map((name, place) => {
    const value = contextValue(item, name);
    return html`<section class="box" aria-labelledby="beside-${place}"><h2 id="beside-${place}">${mark(item, name)}${foreign(name)}</h2>
      ${value === undefined || value === null ? html`<p class="lack">This is not here.</p>` : name === 'draft' ? draftText(value, edits) : besideValue(value)}</section>`;
  })}</section>`;
}

function besideValue(value: unknown): TemplateResult {
  if (Array.isArray(value) && value.length > 0)
    return html`<ul class="dots">${value.map((each) => html`<li>${foreign(valueText(each))}</li>`)}</ul>`;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? pairs(rowsOf(value as Record<string, unknown>))
    : html`<p class="text">${foreign(valueText(value))}</p>`;
}

export function steps(item: HandoffDetail): TemplateResult {
  const { steps: done, summary } = item.package;
  return html`<section class="box" aria-labelledby="steps-title">
    <h2 id="steps-title">What the bot did</h2>
    ${summary?.by === 'model' && item.summary === null ? html`<p><span class="tag">summary by a model</span> ${foreign(summary.text)}</p>` : nothing}
    ${done.length === 0 ? html`<p class="quiet">Nothing before this.</p>` : html`<ol class="steps">${done.map(stepRow)}</ol>`}
  </section>`;
}

function stepRow(step: ContextStep): TemplateResult {
  return html`<li title=${exactTime(step.at)}><span>${foreign(step.label)}${step.handle ? html` <span class="quiet">→ ${foreign(step.handle)}</span>` : nothing}${
    step.model ? html` <span class="tag">a model</span>` : nothing
  }</span>
    ${step.failure ? html`<span class="lack">failed: ${foreign(step.failure)}</span>` : nothing}
    ${step.result === undefined ? nothing : html`<span class="result quiet">${foreign(glanceText(step.result))}</span>`}</li>`;
}

function besideOf({ display, context }: HandoffDetail): readonly string[] {
  if (display?.layout !== 'side-by-side') return [];
  const named = display.highlight ?? [];
  return named.length > 0 ? named : entriesOf(context).map(([name]) => name);
}

function isBeside(item: HandoffDetail, name: string): boolean {
  return besideOf(item).includes(name);
}

/** By a word and a sign, not by colour alone. */
function mark({ display }: HandoffDetail, name: string): TemplateResult | typeof nothing {
  return display?.highlight?.includes(name)
    ? html`<span class="tag look"><span aria-hidden="true">★</span> look here</span> `
    : nothing;
}

function contextValue({ context, variables }: HandoffDetail, name: string): unknown {
  const given = entriesOf(context).find(([key]) => key === name);
  return given ? given[1] : valueAt(variables, name);
}

function entriesOf(context: unknown): [string, unknown][] {
  if (context === null || context === undefined) return [];
  return typeof context === 'object' && !Array.isArray(context)
    ? Object.entries(context)
    : [['context', context]];
}
