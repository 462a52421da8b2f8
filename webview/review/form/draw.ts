/** Draws a form's fields with the browser's own controls: their labels, hints and errors are tied to them for every reader. */
import { html, nothing, type TemplateResult } from 'lit';
import { foreign, valueText } from '../foreign.ts';
import type { Fault, Filled, Raw } from './answer.ts';
import type { Field } from './fields.ts';
import { hintOf } from './limits.ts';

export interface Form {
  fields: readonly Field[];
  filled: Filled;
  /** Everything wrong with what was sent; empty until something was. */
  faults: readonly Fault[];
  fill(path: string, raw: Raw): void;
}

/** Up to so many choices stand below each other; more go into a list that opens. */
const SHOWN_CHOICES = 5;

export function formBox(form: Form, title: string): TemplateResult | typeof nothing {
  if (form.fields.length === 0) return nothing;
  const places = flat(form.fields);
  return html`<section class="box form" aria-labelledby="form-title">
    <h2 id="form-title">${title}</h2>
    ${form.faults.length > 0 ? summary(form.faults, places) : nothing}
    <p class="quiet">Fields marked <span class="needed">needed</span> have to be filled in.</p>
    ${form.fields.map((field) => draw(field, form, places))}
  </section>`;
}

/** Says how many there are and leads to each. */
function summary(faults: readonly Fault[], places: readonly Field[]): TemplateResult {
  const count = faults.length === 1 ? 'One field is' : `${faults.length} fields are`;
  return html`<div class="faults" id="faults" tabindex="-1" role="group" aria-labelledby="faults-title">
    <strong id="faults-title">${count} not right yet</strong>
    <ul>${faults.map((fault) => {
      const place = places.find(({ path }) => path === fault.path);
      return html`<li><button type="button" class="link" @click=${(event: Event) => goTo(event, places, fault.path)}>${foreign(place?.title ?? fault.path)}</button>:
        ${foreign(fault.message)}</li>`;
    })}</ul>
  </div>`;
}

function draw(field: Field, form: Form, places: readonly Field[]): TemplateResult {
  const id = idOf(places, field.path);
  const fault = form.faults.find(({ path }) => path === field.path);
  const below = html`${field.description ? html`<p class="quiet" id="${id}-about">${foreign(field.description)}</p>` : nothing}
    ${hintOf(field) ? html`<p class="quiet" id="${id}-hint">${foreign(hintOf(field))}</p>` : nothing}
    ${fault ? html`<p class="fault" id="${id}-fault"><span aria-hidden="true">▲</span> ${foreign(fault.message)}</p>` : nothing}`;
  const described = [
    field.description && `${id}-about`,
    hintOf(field) && `${id}-hint`,
    fault && `${id}-fault`,
  ]
    .filter(Boolean)
    .join(' ');
  const control = { id, field, form, described, wrong: fault !== undefined };
  switch (field.kind) {
    case 'group':
      return html`<fieldset class="group"><legend>${label(field)}</legend>${below}
        ${field.fields.map((one) => draw(one, form, places))}</fieldset>`;
    case 'box':
      return html`<div class="field"><label class="tick">${tick(control)} ${label(field)}</label>${below}</div>`;
    case 'fixed':
      return html`<div class="field"><span class="name">${label(field)}</span> ${foreign(valueText(field.value))}${below}</div>`;
    case 'yes-no':
      return several(
        control,
        [
          ['yes', 'Yes'],
          ['no', 'No'],
        ],
        below,
        'radio',
      );
    case 'choice':
      return field.choices.length <= SHOWN_CHOICES
        ? several(
            control,
            field.choices.map((choice, place) => [String(place), valueText(choice)]),
            below,
            'radio',
          )
        : html`<div class="field"><label class="name" for=${id}>${label(field)}</label>${select(control, field.choices)}${below}</div>`;
    case 'choices':
      return several(
        control,
        field.choices.map((choice, place) => [String(place), valueText(choice)]),
        below,
        'checkbox',
      );
    default:
      return html`<div class="field"><label class="name" for=${id}>${label(field)}</label>${written(control)}${below}</div>`;
  }
}

interface Control {
  id: string;
  field: Field;
  form: Form;
  described: string;
  wrong: boolean;
}

function label({ title, required }: Field): TemplateResult {
  return html`${foreign(title)}${required ? html` <span class="needed">needed</span>` : nothing}`;
}

function tick({ id, field, form, described, wrong }: Control): TemplateResult {
  return html`<input type="checkbox" id=${id} .checked=${form.filled[field.path] === true} aria-describedby=${described || nothing}
    aria-invalid=${wrong ? 'true' : nothing} @change=${(event: Event) => form.fill(field.path, input(event).checked)}>`;
}

function written({ id, field, form, described, wrong }: Control): TemplateResult {
  const value = String(form.filled[field.path] ?? '');
  const fill = (event: Event) => form.fill(field.path, input(event).value);
  const isLong = field.kind === 'lines' || field.kind === 'json' || (field.kind === 'text' && field.long);
  if (isLong)
    return html`<textarea id=${id} rows="4" .value=${value} aria-describedby=${described || nothing} aria-required=${String(field.required)}
      aria-invalid=${wrong ? 'true' : nothing} @input=${fill}></textarea>`;
  return html`<input type="text" id=${id} .value=${value} inputmode=${field.kind === 'number' ? 'decimal' : 'text'} autocomplete="off"
    aria-describedby=${described || nothing} aria-required=${String(field.required)} aria-invalid=${wrong ? 'true' : nothing} @input=${fill}>`;
}

function select({ id, field, form, described, wrong }: Control, choices: readonly unknown[]): TemplateResult {
  const chosen = String(form.filled[field.path] ?? '');
  return html`<select id=${id} aria-describedby=${described || nothing} aria-required=${String(field.required)} aria-invalid=${wrong ? 'true' : nothing}
    @change=${(event: Event) => form.fill(field.path, input(event).value)}>
    <option value="" ?selected=${chosen === ''}>Choose…</option>
    ${choices.map((choice, place) => html`<option value=${place} ?selected=${chosen === String(place)}>${valueText(choice)}</option>`)}
  </select>`;
}

/** A group of radio buttons or boxes; none is chosen before the person does. */
function several(
  { id, field, form, described, wrong }: Control,
  choices: readonly (readonly [string, string])[],
  below: TemplateResult,
  type: 'radio' | 'checkbox',
): TemplateResult {
  const raw = form.filled[field.path];
  const none: (readonly [string, string])[] = type === 'radio' && !field.required ? [['', 'No answer']] : [];
  const ticked = (place: string) => (typeof raw === 'object' ? raw.includes(Number(place)) : raw === place);
  const change = (place: string, event: Event) => {
    if (type === 'radio') return form.fill(field.path, place);
    const before = typeof raw === 'object' ? raw : [];
    const places = before.filter((each) => each !== Number(place));
    form.fill(field.path, input(event).checked ? [...places, Number(place)].sort((a, b) => a - b) : places);
  };
  return html`<fieldset class="field" id=${id} tabindex="-1" aria-describedby=${described || nothing} aria-invalid=${wrong && type === 'radio' ? 'true' : nothing}
      role=${type === 'radio' ? 'radiogroup' : 'group'}>
    <legend class="name">${label(field)}</legend>
    ${[...choices, ...none].map(
      ([place, words]) => html`<label class="tick"><input type=${type} name=${id} .checked=${ticked(place)}
        @change=${(event: Event) => change(place, event)}> ${foreign(words)}</label>`,
    )}${below}
  </fieldset>`;
}

function input(event: Event): HTMLInputElement {
  return event.target as HTMLInputElement;
}

/** All fields, outer before inner. */
function flat(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.kind === 'group' ? [field, ...flat(field.fields)] : [field]));
}

/** Names of fields come from outside, so ids are made of their place. */
function idOf(places: readonly Field[], path: string): string {
  return `field-${places.findIndex((field) => field.path === path)}`;
}

function goTo(event: Event, places: readonly Field[], path: string): void {
  const root = (event.target as HTMLElement).getRootNode() as ShadowRoot;
  root.getElementById(idOf(places, path))?.focus();
}
