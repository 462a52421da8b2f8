/**
 * Finds words in a text as a person would: whatever their case, form or spacing, but not inside other words. Invisible
 * characters that split a word do not hide it.
 */

/** Scripts that write no spaces between words: there is no boundary to look for. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PART_OF_WORD = /[\p{L}\p{N}\p{M}_]/u;

/** The first of these words that stands in the text, or nothing. */
export function keywordIn(text: string, keywords: readonly string[]): string | undefined {
  const searched = plain(text);
  return keywords.find((keyword) => stands(searched, plain(keyword)));
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

function stands(text: string, word: string): boolean {
  if (word === '') return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (isEdge(text, at, word, 'before') && isEdge(text, at, word, 'after')) return true;
  return false;
}

/** Whether a word ends at this side of it, or has no letter there that could go on. */
function isEdge(text: string, at: number, word: string, side: 'before' | 'after'): boolean {
  const own = side === 'before' ? [...word][0] : [...word].at(-1);
  if (own === undefined || !PART_OF_WORD.test(own) || UNSPACED.test(own)) return true;
  const next =
    side === 'before'
      ? [...text.slice(Math.max(at - 2, 0), at)].at(-1)
      : [...text.slice(at + word.length, at + word.length + 2)][0];
  return next === undefined || !PART_OF_WORD.test(next) || UNSPACED.test(next);
}
