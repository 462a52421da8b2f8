/** Draws text that came from outside: as text nodes only, hidden characters as marks, its direction kept to itself (T20, T24). */
import { html, type TemplateResult } from 'lit';
import { visibleSegments } from '../../schemas/text/visible.ts';

export function foreign(text: string): TemplateResult {
  return html`<bdi class="foreign">${visibleSegments(text).map((segment) =>
    segment.kind === 'text'
      ? segment.text
      : html`<span class="mark" title="A character that would not be visible">${segment.text}</span>`,
  )}</bdi>`;
}

/** Any value of a variable or a context as text: a text as it is, a list of texts as one line, the rest as JSON. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(' · ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The same on one line where it is an object: `customer: Acme · total: 2000`. */
export function glanceText(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return valueText(value);
  return rowsOf(value as Record<string, unknown>, '', 1)
    .map(([name, one]) => `${name}: ${valueText(one)}`)
    .join(' · ');
}

/** Variables as rows: `order.total` instead of a lump of JSON, two levels deep. */
export function rowsOf(values: Record<string, unknown>, prefix = '', depth = 2): [string, unknown][] {
  return Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value) && depth > 0;
    if (!isGroup) return [[prefix + name, value]];
    const rows = rowsOf(value as Record<string, unknown>, `${prefix}${name}.`, depth - 1);
    return rows.length > 0 ? rows : [[prefix + name, value]];
  });
}
