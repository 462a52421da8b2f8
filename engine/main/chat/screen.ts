/**
 * The terminal: lines out, typed lines in.
 *
 * Owns: margin, width, colour, the prompt and what is typed at it. Does not own: what lines mean.
 * 1. Nothing printed tears what is being typed: the prompt is drawn again below it.
 * 2. Without a terminal there is no escape sequence in the output, and typed lines are shown as they are taken.
 */
import { clearScreenDown, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Line, Tone } from './words.ts';

const MAX_WIDTH = 100;
const MARGIN = 10;
const COLOURS: Record<Tone, readonly [string, string]> = {
  plain: ['', ''],
  quiet: ['\u001b[2m', '\u001b[22m'],
  attention: ['\u001b[33m', '\u001b[39m'],
  good: ['\u001b[32m', '\u001b[39m'],
  bad: ['\u001b[31m', '\u001b[39m'],
};

export interface Screen {
  readonly isTerminal: boolean;
  print(lines: readonly Line[]): void;
  /** Lines to take before what is typed. */
  play(lines: readonly string[]): void;
  /** Whether the next line comes from `play` or a pipe, and may wait for the line before it. */
  readonly isPaced: boolean;
  /** The next line; nothing at the end of the input. */
  next(): Promise<Typed | undefined>;
  /** Says what stands before the cursor for what is typed so far. It is asked again with each key. */
  setPrompt(promptFor: (typed: string) => string): void;
  /** Drops what is typed, where it is exactly one of these. */
  drop(typed: readonly string[]): void;
  /** Ends the input; what is printed after it stands without a prompt. */
  close(): void;
}

export interface Typed {
  text: string;
  /** Whether it still has to be shown: nobody typed it at the prompt. */
  isEchoed: boolean;
}

export interface ScreenOptions {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  environment: NodeJS.ProcessEnv;
  /** Ctrl-C at the prompt. */
  onInterrupt(): void;
}

export function createScreen({ input, output, environment, onInterrupt }: ScreenOptions): Screen {
  const isTerminal = Boolean(input.isTTY && output.isTTY);
  const isColoured = Boolean(output.isTTY) && !environment.NO_COLOR && environment.TERM !== 'dumb';
  const waiting: ((line: string | undefined) => void)[] = [];
  const typed: string[] = [];
  const played: string[] = [];
  let promptFor: (typed: string) => string = () => 'you > ';
  let hasEnded = false;
  const reader: Interface = createInterface({
    input,
    output: isTerminal ? output : undefined,
    terminal: isTerminal,
  });

  reader.on('line', (line) => {
    typed.push(line);
    hand();
  });
  reader.on('close', () => {
    if (isTerminal && waiting.length > 0) wipe();
    hasEnded = true;
    hand();
  });
  reader.on('SIGINT', onInterrupt);
  if (isTerminal) input.on('keypress', drawPrompt);

  function hand(): void {
    while (waiting.length > 0) {
      const line = typed.shift();
      if (line === undefined && !hasEnded) return;
      waiting.shift()?.(line);
    }
  }

  function drawPrompt(): void {
    if (hasEnded || waiting.length === 0) return;
    const prompt = promptFor(reader.line);
    if (prompt === reader.getPrompt()) return;
    reader.setPrompt(prompt);
    reader.prompt(true);
  }

  function wipe(): void {
    cursorTo(output, 0);
    clearScreenDown(output);
  }

  return {
    isTerminal,
    print(lines) {
      const text = lines.map((line) => painted(line, widthOf(output), isColoured)).join('');
      if (!isTerminal || hasEnded) {
        output.write(text);
        return;
      }
      wipe();
      output.write(text);
      if (waiting.length > 0) reader.prompt(true);
    },
    get isPaced() {
      return !isTerminal || played.length > 0;
    },
    play: (lines) => {
      played.push(...lines);
    },
    async next() {
      const line = played.shift();
      if (line !== undefined) return { text: line, isEchoed: true };
      const text = await nextTyped();
      return text === undefined ? undefined : { text, isEchoed: !isTerminal };
    },
    setPrompt(next) {
      promptFor = next;
      drawPrompt();
    },
    drop(lines) {
      if (isTerminal && lines.includes(reader.line.trim())) reader.write(null, { ctrl: true, name: 'u' });
    },
    close() {
      input.removeListener('keypress', drawPrompt);
      reader.close();
    },
  };

  function nextTyped(): Promise<string | undefined> {
    return new Promise((resolve) => {
      waiting.push(resolve);
      if (isTerminal && !hasEnded) {
        reader.setPrompt(promptFor(reader.line));
        reader.prompt(true);
      }
      hand();
    });
  }
}

/** Characters in a row of this output, at most 100. */
export function widthOf({ columns }: { columns?: number }): number {
  return Math.min(columns || MAX_WIDTH, MAX_WIDTH);
}

/** One line with its margin, wrapped at spaces to the width. Pure. */
export function painted({ margin, text, tone }: Line, width: number, isColoured: boolean): string {
  const indent = margin === undefined ? 0 : MARGIN;
  const room = Math.max(width - indent, 20);
  const [on, off] = isColoured ? COLOURS[tone] : COLOURS.plain;
  const rows = text.split('\n').flatMap((row) => wrapped(row, room));
  return rows
    .map((row, index) => {
      const left = index === 0 && margin ? `${margin.slice(0, MARGIN - 1)} ` : '';
      return `${`${left.padEnd(indent)}${on}${row}`.trimEnd()}${off}\n`;
    })
    .join('');
}

function wrapped(text: string, room: number): string[] {
  const rows: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const space = rest.lastIndexOf(' ', room);
    const cut = space > 0 ? space : room;
    rows.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return [...rows, rest];
}
