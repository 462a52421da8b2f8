/** The members of an object as they are written, each with the blanks and comments that belong to it. */
import type { Node } from '../../model/json-text.ts';

export interface Member {
  readonly key: string;
  /** Blanks and comments before it. */
  readonly lead: string;
  /** From the key's quote to the end of the value. */
  readonly body: string;
  /** What stands between colon and value. */
  readonly gap: string;
  /** Comments behind it on its line. */
  readonly trail: string;
  readonly hasComma: boolean;
}

/** Splits an object; `tail` is what stands before its closing brace. */
export function membersOf(text: string, object: Node): { members: Member[]; tail: string } {
  const properties = object.children ?? [];
  const members: Member[] = [];
  let lead = text.slice(object.offset + 1, properties[0]?.offset ?? object.offset + object.length - 1);
  for (const [index, property] of properties.entries()) {
    const [key, value] = property.children ?? [];
    const end = property.offset + property.length;
    const next = properties[index + 1]?.offset ?? object.offset + object.length - 1;
    const { before, after, hasComma } = apart(text.slice(end, next));
    members.push({
      key: String(key?.value),
      lead,
      body: text.slice(property.offset, end),
      gap: text.slice((key?.offset ?? 0) + (key?.length ?? 0), value?.offset).replace(':', ''),
      trail: before,
      hasComma,
    });
    lead = after;
  }
  return { members, tail: lead };
}

/** What follows a member, parted into what is on its line and what belongs to the next; the comma is taken out. */
function apart(between: string): { before: string; after: string; hasComma: boolean } {
  const parts = between.split(/(\/\/[^\n]*|\/\*[\s\S]*?\*\/)/);
  const comma = parts.findIndex((part, index) => index % 2 === 0 && part.includes(','));
  const plain = parts.map((part, index) => (index === comma ? part.replace(',', '') : part)).join('');
  const line = /^(?:[^\S\n]*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/))+/.exec(plain)?.[0] ?? '';
  // Blanks of a line that goes on belong to the next member.
  return { before: line, after: plain.slice(line.length), hasComma: comma >= 0 };
}

/** Members as text again, without the braces. */
export function spelled(members: readonly Member[], tail: string, text: string): string {
  const last = members.findLastIndex(({ body }) => body !== '');
  const written = members.reduce((done, { lead, body, trail, hasComma }, index) => {
    const comma =
      body !== '' && (index < last || (index === last && hasComma && isTrailing(members, tail))) ? ',' : '';
    return joined(done, lead, text) + body + comma + trail;
  }, '');
  return joined(written, tail, text);
}

/** Whether the author writes a comma behind the last member: it stood there, and lines are broken. */
function isTrailing(members: readonly Member[], tail: string): boolean {
  return members.at(-1)?.hasComma === true && tail.includes('\n');
}

/** A text after another; one that ends in a line comment is ended first. */
function joined(done: string, more: string, text: string): string {
  const line = done.slice(done.lastIndexOf('\n') + 1);
  const isOpen = /\/\/[^\n]*$/.test(line.replace(/"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\//g, ''));
  return isOpen && !/^[^\S\n]*\n/.test(more) && more !== '\n'
    ? `${done}${text.includes('\r\n') ? '\r\n' : '\n'}${more}`
    : done + more;
}

/** A stretch of text with its lines one step further in. */
export function indented(part: string, text: string): string {
  return part.replace(/\n(?=[^\S\n]*\S)|\n(?=[^\S\n]*$)/g, `\n${stepOf(text)}`);
}

/** A stretch of text with its lines one step further out, as far as they go. */
export function outdented(part: string, text: string): string {
  return part.replaceAll(`\n${stepOf(text)}`, '\n');
}

function stepOf(text: string): string {
  return /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
}
