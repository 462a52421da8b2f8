/**
 * Regular expressions that never backtrack (T40): the work is at most the length of the text times the size of the
 * pattern. What needs backtracking (back references, looking around) is refused when the pattern is compiled.
 */
import { type Class, type Item, parsePattern } from './pattern-parse.ts';

export type Pattern = { kind: 'ok'; matches(text: string): boolean } | { kind: 'invalid'; why: string };

const MOST_STEPS = 2000;

type Step =
  | { kind: 'one'; of: Class }
  | { kind: 'fork'; to: number[] }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'found' };

/** Compiles a pattern. It is found anywhere in a text unless it has anchors, as in JSON Schema. */
export function compilePattern(source: string): Pattern {
  const parsed = parsePattern(source);
  if (parsed.kind === 'invalid') return parsed;
  const steps: Step[] = [];
  emit(parsed.item, steps);
  steps.push({ kind: 'found' });
  if (steps.length > MOST_STEPS) return { kind: 'invalid', why: 'the pattern is too large' };
  return { kind: 'ok', matches: (text) => search(steps, text) };
}

/** Writes the steps of an item; forks name the steps that may come next. */
function emit(item: Item, steps: Step[]): void {
  if (steps.length > MOST_STEPS) return;
  switch (item.kind) {
    case 'one':
    case 'start':
    case 'end':
      steps.push(item);
      return;
    case 'all':
      for (const part of item.parts) emit(part, steps);
      return;
    case 'any':
      emitAlternatives(item.parts, steps);
      return;
    case 'repeat':
      emitRepeat(item, steps);
      return;
    default:
      item satisfies never;
  }
}

function emitAlternatives(parts: readonly Item[], steps: Step[]): void {
  const choice = forkIn(steps);
  const exits: number[][] = [];
  for (const part of parts) {
    choice.push(steps.length);
    emit(part, steps);
    exits.push(forkIn(steps));
  }
  for (const exit of exits) exit.push(steps.length);
}

function emitRepeat({ item, least, most }: Extract<Item, { kind: 'repeat' }>, steps: Step[]): void {
  for (let count = 0; count < least && steps.length <= MOST_STEPS; count++) emit(item, steps);
  if (most === undefined) {
    const at = steps.length;
    const loop = forkIn(steps);
    loop.push(steps.length);
    emit(item, steps);
    forkIn(steps).push(at);
    loop.push(steps.length);
    return;
  }
  const exits: number[][] = [];
  for (let count = least; count < most && steps.length <= MOST_STEPS; count++) {
    const exit = forkIn(steps);
    exit.push(steps.length);
    exits.push(exit);
    emit(item, steps);
  }
  for (const exit of exits) exit.push(steps.length);
}

function forkIn(steps: Step[]): number[] {
  const to: number[] = [];
  steps.push({ kind: 'fork', to });
  return to;
}

/** Walks all ways through the steps at once, one character after the other. */
function search(steps: readonly Step[], text: string): boolean {
  const characters = [...text];
  let current = new Set<number>();
  for (let at = 0; at <= characters.length; at++) {
    const reached = closure(steps, [...current, 0], at, characters.length);
    if (reached === 'found') return true;
    const character = characters[at];
    if (character === undefined) return false;
    current = new Set();
    for (const index of reached) {
      const step = steps[index];
      if (step?.kind === 'one' && step.of(character)) current.add(index + 1);
    }
  }
  return false;
}

/** Every step that can be reached without reading a character. */
function closure(
  steps: readonly Step[],
  from: readonly number[],
  at: number,
  length: number,
): Set<number> | 'found' {
  const reached = new Set(from);
  for (const index of reached) {
    const step = steps[index];
    if (step?.kind === 'found') return 'found';
    if (step?.kind === 'fork') for (const next of step.to) reached.add(next);
    if ((step?.kind === 'start' && at === 0) || (step?.kind === 'end' && at === length))
      reached.add(index + 1);
  }
  return reached;
}
