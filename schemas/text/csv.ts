/** Tables for spreadsheets, RFC 4180. Nothing in a cell can become a formula (T26). */
import { visibleText } from './visible.ts';

export type Cell = string | number | boolean | null;

/** What a spreadsheet would take for a formula, also behind blanks or in full width, is marked as text. */
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

export function csvCell(value: Cell): string {
  const text = cellText(value);
  return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell of a table that is pasted: columns are apart by tabs, so no cell has one. */
export function pastedCell(value: Cell): string {
  return cellText(value).replaceAll('\t', ' ');
}

/** A line a row, so that what splits at line ends finds no formula either. */
function cellText(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const shown = visibleText(value).replace(/\r?\n/g, ' ⏎ ');
  return FORMULA.test(shown) || FORMULA.test(value) ? `'${shown}` : shown;
}
