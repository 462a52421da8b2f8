/**
 * How wide a text is, without a font: widths by class of character, a little more than common interface fonts take, so
 * that what is cut to fit does fit. Pure, so the picture is the same wherever it is made.
 */

const NARROW = /[iljtfrI.,:;'"`!|()[\]/\\ -]/;
const WIDE = /[mwMW@%&—…→]/;
const CAPITAL = /[A-Z0-9_=<>+#$~?*{}]/;

/** Width in pixels at a font size in pixels. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * size;
}

function emsOf(character: string): number {
  if (NARROW.test(character)) return 0.39;
  if (WIDE.test(character)) return 1;
  if (CAPITAL.test(character)) return 0.69;
  return (character.codePointAt(0) ?? 0) < 0x2e80 ? 0.61 : 1.1;
}

/** The text where it fits; else as much of it as fits, with an ellipsis. Never cuts a character in two. */
export function cut(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let kept = '';
  let room = width - widthOf('…', size);
  for (const character of text) {
    room -= emsOf(character) * size;
    if (room < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks a text between words into at most `most` lines; the last one is cut. */
export function wrap(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let words = text.split(' ');
  while (words.length > 0 && lines.length < most - 1) {
    let taken = 1;
    while (taken < words.length && widthOf(words.slice(0, taken + 1).join(' '), size) <= width) taken += 1;
    if (widthOf(words.slice(0, taken).join(' '), size) > width) break;
    lines.push(words.slice(0, taken).join(' '));
    words = words.slice(taken);
  }
  if (words.length > 0) lines.push(cut(words.join(' '), size, width));
  return lines;
}
