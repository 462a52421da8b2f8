/**
 * Reads sound JSON with comments and trailing commas in one pass, as the tree that `jsonc-parser` gives. At the first
 * thing that is not as it should be it gives up, and the slower reader says what is wrong: so it only has to be right
 * about what is right, and never words an error.
 */
import type { Node } from 'jsonc-parser';

/** A node while it is read. */
type Growing = { -readonly [K in keyof Node]: Node[K] };

/** The tree of a sound text, or nothing where there is anything to say about it. */
export function parseSound(text: string, deepest: number): Node | undefined {
  return unlessUnsound(() => new SoundParser(text, deepest).whole());
}

function unlessUnsound<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error === UNSOUND) return undefined;
    throw error;
  }
}

/** Which end of its list a stretch of items touches. */
export interface Stretch {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The items in a stretch cut out of a list, commas and comments around them included; nothing where it is not sound. */
export function parseItems(text: string, deepest: number, stretch: Stretch): Node[] | undefined {
  return unlessUnsound(() => new SoundParser(text, deepest).items(stretch));
}

const UNSOUND = new Error('not sound');
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE = /\p{Surrogate}/u;
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class SoundParser {
  readonly #text: string;
  readonly #deepest: number;
  #at = 0;
  #depth = 0;
  /** Whether the text ends inside a comment that a further character would be part of. */
  #isInLineComment = false;

  constructor(text: string, deepest: number) {
    this.#text = text;
    this.#deepest = deepest;
  }

  whole(): Node {
    const node = this.#value(undefined);
    this.#skip();
    if (this.#at < this.#text.length) throw UNSOUND;
    return node;
  }

  items({ isFirst, isLast }: Stretch): Node[] {
    const items: Node[] = [];
    let mayBegin = isFirst;
    for (this.#skip(); this.#at < this.#text.length; this.#skip()) {
      const isComma = this.#text.charCodeAt(this.#at) === COMMA;
      if (isComma === mayBegin) throw UNSOUND;
      if (isComma) this.#at++;
      else items.push(this.#value(undefined));
      mayBegin = isComma;
    }
    if (this.#isInLineComment) throw UNSOUND;
    if (!isLast && !mayBegin) throw UNSOUND;
    return items;
  }

  #value(parent: Node | undefined): Node {
    this.#skip();
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE) return this.#string(parent);
    if (code === BRACE) return this.#object(parent);
    if (code === BRACKET) return this.#array(parent);
    return code === MINUS || (code >= ZERO && code <= NINE) ? this.#number(parent) : this.#literal(parent);
  }

  #object(parent: Node | undefined): Node {
    const children: Node[] = [];
    const node: Growing = { type: 'object', offset: this.#at, length: 0, children, parent };
    const names = new Set<string>();
    this.#open();
    while (!this.#closes(CLOSING_BRACE)) {
      if (this.#text.charCodeAt(this.#at) !== QUOTE) throw UNSOUND;
      const property: Growing = { type: 'property', offset: this.#at, length: 0, parent: node };
      const key = this.#string(property);
      if (names.has(key.value)) throw UNSOUND;
      names.add(key.value);
      this.#skip();
      if (this.#text.charCodeAt(this.#at) !== COLON) throw UNSOUND;
      property.colonOffset = this.#at++;
      property.children = [key, this.#value(property)];
      property.length = this.#at - property.offset;
      children.push(property);
      this.#separate(CLOSING_BRACE);
    }
    return this.#close(node);
  }

  #array(parent: Node | undefined): Node {
    const children: Node[] = [];
    const node: Growing = { type: 'array', offset: this.#at, length: 0, children, parent };
    this.#open();
    while (!this.#closes(CLOSING_BRACKET)) {
      children.push(this.#value(node));
      this.#separate(CLOSING_BRACKET);
    }
    return this.#close(node);
  }

  #open(): void {
    if (++this.#depth > this.#deepest) throw UNSOUND;
    this.#at++;
  }

  #close(node: Growing): Node {
    this.#depth--;
    this.#at++;
    node.length = this.#at - node.offset;
    return node;
  }

  #closes(bracket: number): boolean {
    this.#skip();
    return this.#text.charCodeAt(this.#at) === bracket;
  }

  /** After an item comes a comma or the end. */
  #separate(bracket: number): void {
    this.#skip();
    const code = this.#text.charCodeAt(this.#at);
    if (code === COMMA) this.#at++;
    else if (code !== bracket) throw UNSOUND;
  }

  #string(parent: Node | undefined): Node {
    const offset = this.#at;
    let at = offset + 1;
    let escaped = false;
    for (let code = this.#text.charCodeAt(at); code !== QUOTE; code = this.#text.charCodeAt(++at)) {
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      } else if (!(code >= SPACE)) throw UNSOUND;
    }
    this.#at = at + 1;
    const value = escaped ? unescaped(this.#text.slice(offset, at + 1)) : this.#text.slice(offset + 1, at);
    if (escaped && (value.includes('\0') || LONE.test(value))) throw UNSOUND;
    return { type: 'string', value, offset, length: this.#at - offset, parent };
  }

  #number(parent: Node | undefined): Node {
    NUMBER.lastIndex = this.#at;
    const digits = NUMBER.exec(this.#text)?.[0];
    if (digits === undefined) throw UNSOUND;
    const value = Number(digits);
    if (!Number.isFinite(value) || (/^-?\d+$/.test(digits) && !Number.isSafeInteger(value))) throw UNSOUND;
    const node: Node = { type: 'number', value, offset: this.#at, length: digits.length, parent };
    this.#at += digits.length;
    this.#endsWord();
    return node;
  }

  #literal(parent: Node | undefined): Node {
    for (const [word, value] of LITERALS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      const type = value === null ? 'null' : 'boolean';
      const node: Node = { type, value, offset: this.#at, length: word.length, parent };
      this.#at += word.length;
      this.#endsWord();
      return node;
    }
    throw UNSOUND;
  }

  #endsWord(): void {
    if (/[\w.+-]/.test(this.#text[this.#at] ?? ' ')) throw UNSOUND;
  }

  /** Blanks and comments. */
  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === SPACE || code === LINE_FEED || code === RETURN || code === TAB) this.#at++;
      else if (code !== SLASH) return;
      else this.#comment();
    }
  }

  #comment(): void {
    const line = this.#text.startsWith('//', this.#at);
    if (!line && !this.#text.startsWith('/*', this.#at)) throw UNSOUND;
    if (!line) {
      const end = this.#text.indexOf('*/', this.#at + 2);
      if (end < 0) throw UNSOUND;
      this.#at = end + 2;
      return;
    }
    while (this.#at < this.#text.length && !/[\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++;
    this.#isInLineComment = this.#at === this.#text.length;
  }
}

function unescaped(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    throw UNSOUND;
  }
}

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const BRACE = 123;
const CLOSING_BRACE = 125;
