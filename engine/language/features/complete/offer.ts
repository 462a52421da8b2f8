/** What a completion asks and gives, before it is told in an editor's terms. */
import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { Span } from '../../document.ts';
import type { Cursor } from '../cursor.ts';
import type { Folder, OpenFile } from '../file.ts';

export interface Asked {
  readonly file: OpenFile;
  readonly cursor: Cursor;
  readonly folder: Folder;
}

export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** What goes into the file in the place of `span`; the label where it is not said. */
  readonly text?: string;
  readonly span?: Span;
  /** Whether `text` has places to fill in. */
  readonly isSnippet?: boolean;
  /** What it is, in a few words beside it; worked out for what is shown only, where that takes time. */
  readonly detail?: string | (() => string);
  /** Whether every row of the list says `detail`, not the focused one alone. */
  readonly isAlwaysDetailed?: boolean;
  readonly documentation?: () => string | undefined;
}

/** From the most to the least likely; `span` is what they replace where they do not say it themselves. */
export interface Offers {
  readonly span: Span;
  readonly offers: readonly Offer[];
}

/** What a name in a string replaces: the inside of the string, or the word that stands there without quotes. */
export function wordSpan({ file, cursor: { token, offset } }: Asked): Span {
  if (token !== undefined) return token;
  const before = /[\w:.@/-]*$/.exec(file.text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  return { offset: offset - before.length, length: before.length };
}

/** A name as it stands in a file: with quotes where none are open. */
export function written({ cursor: { token } }: Asked, name: string): string {
  const text = JSON.stringify(name);
  return token === undefined ? text : text.slice(1, -1);
}

/** A text that stands for itself inside a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** Most items of one answer; with more the editor asks again as the author types. */
export const MOST_OFFERS = 200;

/** What fits what was typed, where there is more than an answer holds. */
export function fitting<T>(
  all: readonly T[],
  nameOf: (one: T) => string | undefined,
  typed: string,
): readonly T[] {
  if (all.length <= MOST_OFFERS) return all;
  const wanted = typed.toLowerCase();
  const found: T[] = [];
  for (const one of all) {
    if (nameOf(one)?.toLowerCase().includes(wanted) === true && found.push(one) > MOST_OFFERS) break;
  }
  return found;
}
