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

/** Case is folded by way of the upper case: ß is ss, and a sigma is a sigma wherever it stands. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function stands(text: string, word: string): boolean {
  if (word === '') return false;
  const characters = [...word];
  const [opens, closes] = [goesOn(characters[0]), goesOn(characters.at(-1))];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (opens && goesOn([...text.slice(Math.max(at - 2, 0), at)].at(-1))) continue;
    if (!closes || !goesOn([...text.slice(end, end + 2)][0])) return true;
  }
  return false;
}

/** Whether a word goes on with this character: a letter of a script that writes spaces between words. */
function goesOn(character: string | undefined): boolean {
  return character !== undefined && PART_OF_WORD.test(character) && !UNSPACED.test(character);
}
