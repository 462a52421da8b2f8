/** A table that is sorted by its heads: real cells for screen readers, buttons for the keyboard. */
import { html, type TemplateResult } from 'lit';

export interface Column<Row> {
  key: string;
  title: string;
  /** What it is sorted by; what is not known comes last. */
  value(row: Row): string | number | null;
  cell(row: Row): TemplateResult | string;
  isNumber?: true;
}

export interface Sort {
  key: string;
  down: boolean;
}

export interface Table<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  sort: Sort;
  onSort(sort: Sort): void;
  /** The row a command asked for. */
  isCurrent?(row: Row): boolean;
}

export function table<Row>({ caption, columns, rows, sort, onSort, isCurrent }: Table<Row>): TemplateResult {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${caption}><table>
    <caption class="sr">${caption}</caption>
    <thead><tr>${columns.map((column) => head(column, sort, onSort))}</tr></thead>
    <tbody>${sorted(rows, columns, sort).map((row) => {
      const current = isCurrent?.(row) ?? false;
      return html`<tr aria-current=${current ? 'true' : 'false'} class=${current ? 'current' : ''}>${columns.map(
        (column, index) =>
          index === 0
            ? html`<th scope="row">${column.cell(row)}</th>`
            : html`<td class=${column.isNumber ? 'number' : ''}>${column.cell(row)}</td>`,
      )}</tr>`;
    })}</tbody>
  </table></div>`;
}

function head<Row>(
  { key, title, isNumber }: Column<Row>,
  sort: Sort,
  onSort: (sort: Sort) => void,
): TemplateResult {
  const isSorted = sort.key === key;
  const down = isSorted ? !sort.down : isNumber === true;
  const mark = html`<span aria-hidden="true" class="mark-sort">${isSorted ? (sort.down ? '▼' : '▲') : ''}</span>`;
  return html`<th scope="col" class=${isNumber ? 'number' : ''}
    aria-sort=${isSorted ? (sort.down ? 'descending' : 'ascending') : 'none'}>
    <button data-sort=${key} @click=${() => onSort({ key, down })}>${isNumber ? mark : ''}${title}${isNumber ? '' : mark}</button></th>`;
}

/** A sorted copy; rows that are equal keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { key, down }: Sort,
): Row[] {
  const column = columns.find((each) => each.key === key);
  if (!column) return [...rows];
  return [...rows].sort((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order = left < right ? -1 : left > right ? 1 : 0;
    return down ? -order : order;
  });
}
