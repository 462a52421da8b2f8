/** Reads the part of regular expressions that can be matched without backtracking. */

/** Whether a character belongs. */
export type Class = (character: string) => boolean;

export type Item =
  | { kind: 'one'; of: Class }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'all'; parts: readonly Item[] }
  | { kind: 'any'; parts: readonly Item[] }
  | { kind: 'repeat'; item: Item; least: number; most: number | undefined };

export type ParsedPattern = { kind: 'ok'; item: Item } | { kind: 'invalid'; why: string };

const LONGEST = 200;
const DEEPEST = 20;
const MOST_REPEATS = 1000;

export function parsePattern(source: string): ParsedPattern {
  const characters = [...source];
  if (characters.length > LONGEST) return { kind: 'invalid', why: `it is longer than ${LONGEST} characters` };
  try {
    const reader = new Reader(characters);
    const item = reader.alternatives(0);
    if (!reader.ended) throw new Unreadable('a ) has no (');
    return { kind: 'ok', item };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'invalid', why: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

class Reader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(characters: readonly string[]) {
    this.#characters = characters;
  }

  get ended(): boolean {
    return this.#at >= this.#characters.length;
  }

  alternatives(depth: number): Item {
    if (depth > DEEPEST) throw new Unreadable('it is nested too deeply');
    const parts = [this.#sequence(depth)];
    while (this.#take('|')) parts.push(this.#sequence(depth));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'any', parts };
  }

  #sequence(depth: number): Item {
    const parts: Item[] = [];
    while (!this.ended && this.#next !== '|' && this.#next !== ')')
      parts.push(this.#repeated(this.#atom(depth)));
    return { kind: 'all', parts };
  }

  #atom(depth: number): Item {
    const character = this.#read();
    switch (character) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'one', of: (other) => other !== '\n' && other !== '\r' };
      case '(':
        return this.#group(depth);
      case '[':
        return { kind: 'one', of: this.#set() };
      case '\\':
        return { kind: 'one', of: this.#escape() };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new Unreadable(`nothing stands before ${character}`);
      default:
        return { kind: 'one', of: (other) => other === character };
    }
  }

  #group(depth: number): Item {
    if (this.#take('?') && !this.#take(':'))
      throw new Unreadable('(?…) looks around or names a group; only (?:…) is known');
    const item = this.alternatives(depth + 1);
    if (!this.#take(')')) throw new Unreadable('a ( is not closed');
    return item;
  }

  #repeated(item: Item): Item {
    const range = this.#range();
    if (range === undefined) return item;
    if (item.kind === 'start' || item.kind === 'end') throw new Unreadable('an anchor cannot be repeated');
    this.#take('?');
    if (this.#range() !== undefined) throw new Unreadable('something is repeated twice');
    return { kind: 'repeat', item, ...range };
  }

  #range(): { least: number; most: number | undefined } | undefined {
    if (this.#take('*')) return { least: 0, most: undefined };
    if (this.#take('+')) return { least: 1, most: undefined };
    if (this.#take('?')) return { least: 0, most: 1 };
    if (!this.#take('{')) return undefined;
    const least = this.#number();
    const most = this.#take(',') ? (this.#next === '}' ? undefined : this.#number()) : least;
    if (!this.#take('}')) throw new Unreadable('a { is not closed');
    if (most !== undefined && most < least) throw new Unreadable('a range ends before it begins');
    return { least, most };
  }

  #number(): number {
    let digits = '';
    while (/^\d$/.test(this.#next ?? '')) digits += this.#read();
    if (digits === '' || Number(digits) > MOST_REPEATS)
      throw new Unreadable(`a number up to ${MOST_REPEATS} belongs in { }`);
    return Number(digits);
  }

  #set(): Class {
    const negated = this.#take('^');
    const classes: Class[] = [];
    while (!this.#take(']')) {
      if (this.ended) throw new Unreadable('a [ is not closed');
      const first = this.#read();
      if (first === '\\' && CLASSES.has(this.#next ?? '')) {
        classes.push(this.#escape());
        continue;
      }
      const from = first === '\\' ? this.#literal() : first;
      classes.push(this.#isRange() ? this.#rangeFrom(from) : (other) => other === from);
    }
    return (character) => classes.some((holds) => holds(character)) !== negated;
  }

  #isRange(): boolean {
    return this.#next === '-' && this.#characters[this.#at + 1] !== ']';
  }

  #rangeFrom(from: string): Class {
    this.#read();
    const last = this.#read();
    const to = last === '\\' ? this.#literal() : last;
    if (codeOf(to) < codeOf(from)) throw new Unreadable('a range ends before it begins');
    return (other) => codeOf(other) >= codeOf(from) && codeOf(other) <= codeOf(to);
  }

  #escape(): Class {
    const known = CLASSES.get(this.#next ?? '');
    if (known !== undefined) {
      this.#read();
      return known;
    }
    const literal = this.#literal();
    return (other) => other === literal;
  }

  /** The character that an escape stands for. */
  #literal(): string {
    const character = this.#read();
    const control = CONTROLS.get(character);
    if (control !== undefined) return control;
    if (/^[A-Za-z0-9]$/.test(character)) throw new Unreadable(`\\${character} is not known here`);
    return character;
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(character: string): boolean {
    if (this.#next !== character) return false;
    this.#at++;
    return true;
  }

  #read(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new Unreadable('it ends too early');
    return character;
  }
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

const isDigit: Class = (character) => /^[0-9]$/.test(character);
const isWord: Class = (character) => /^[A-Za-z0-9_]$/.test(character);
const isBlank: Class = (character) => /^\s$/.test(character);

const CLASSES: ReadonlyMap<string, Class> = new Map([
  ['d', isDigit],
  ['D', (character) => !isDigit(character)],
  ['w', isWord],
  ['W', (character) => !isWord(character)],
  ['s', isBlank],
  ['S', (character) => !isBlank(character)],
]);

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
