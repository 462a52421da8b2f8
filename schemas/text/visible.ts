/**
 * Makes visible what a text could hide from the person who decides: direction overrides, zero-width characters and
 * control characters become named marks (T24). Every surface shows foreign text through this.
 */

export type Segment = { kind: 'text'; text: string } | { kind: 'mark'; text: string };

/** Controls, format and direction characters, separators, ignorable ones, lone surrogates; not tabs and line ends. */
const HIDDEN = /(?!\t|\n|\r\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** The text in pieces, hidden characters as marks such as `U+202E`. Joining emoji keep their look. */
export function visibleSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const found of text.matchAll(HIDDEN)) {
    if (isPartOfEmoji(text, found.index, found[0])) continue;
    if (found.index > from) segments.push({ kind: 'text', text: text.slice(from, found.index) });
    segments.push({ kind: 'mark', text: nameOf(found[0]) });
    from = found.index + found[0].length;
  }
  if (from < text.length || segments.length === 0) segments.push({ kind: 'text', text: text.slice(from) });
  return segments;
}

/** The same as one text, for places that take only text: `‹U+202E›`. */
export function visibleText(text: string): string {
  return visibleSegments(text)
    .map((segment) => (segment.kind === 'mark' ? `‹${segment.text}›` : segment.text))
    .join('');
}

/** One line of at most `length` characters, with an ellipsis where something was left out. */
export function oneLine(text: string, length: number): string {
  const line = visibleText(text.replace(/\s+/g, ' ').trim());
  const characters = [...line];
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** The first sentence on one line of at most `length` characters: what a row or a button has room for. */
export function headline(text: string, length: number): string {
  const [first = ''] = text.trim().split(/(?<=[.!?])\s|\n/, 1);
  return oneLine(first.replace(/\.$/, ''), length);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function isPartOfEmoji(text: string, index: number, character: string): boolean {
  if (character !== '\u200d' && character !== '\ufe0f') return false;
  return /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?$/u.test(
    text.slice(Math.max(0, index - 6), index),
  );
}
