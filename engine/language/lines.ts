/** From offsets in a text to lines and back; a line ends with LF, CRLF or CR. */
import type { Position, Range } from './diagnostic.ts';

export class Lines {
  readonly #starts: ArrayLike<number>;
  readonly #end: number;

  constructor(text: string) {
    this.#starts = startsOf(text);
    this.#end = text.length;
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#end));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (this.#starts[low] ?? 0) };
  }

  /** The other way round; beyond a line's or the text's end, the end. */
  offsetAt({ line, character }: Position): number {
    const start = this.#starts[line] ?? this.#end;
    return Math.max(0, Math.min(start + character, this.#starts[line + 1] ?? this.#end, this.#end));
  }

  rangeOf({ offset, length }: { offset: number; length: number }): Range {
    return { start: this.positionAt(offset), end: this.positionAt(offset + length) };
  }
}

const LINE_FEED = 10;
const RETURN = 13;

function startsOf(text: string): ArrayLike<number> {
  let starts = new Uint32Array(16 + (text.length >> 5));
  let count = 1;
  const add = (start: number): void => {
    if (count === starts.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = start;
  };
  if (text.includes('\r')) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED || (code === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) add(at + 1);
    }
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) add(at + 1);
  }
  return starts.subarray(0, count);
}
