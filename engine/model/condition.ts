/**
 * Conditions: what stands in `condition` and `when`. The CEL parser gives positions; the meaning is ours.
 *
 * 1. The grammar is closed: comparison, logic, arithmetic, member access, `in`, lists, literals. No calls.
 * 2. What cannot be decided is `undecidable`, never a guess (I16); nothing here throws for what an author wrote.
 * 3. Values are only read, by own keys (T38); length, size, depth and work are limited.
 */
// biome-ignore lint/correctness/useImportExtensions: a script, whose types stand beside it
import { ParseError, parseCel } from './cel-parser.mjs';
import { compile, Unsupported } from './condition-compile.ts';
import { Evaluation, type Result, Undecidable } from './condition-evaluate.ts';
import { hideTemplates } from './condition-source.ts';
import type { Tree } from './condition-tree.ts';
import type { Scope } from './path.ts';

export interface Expression {
  readonly source: string;
  readonly tree: Tree;
}

export type Parsed =
  | { kind: 'ok'; expression: Expression }
  | { kind: 'invalid'; message: string; offset: number; length: number };

export interface ConditionReference {
  path: string;
  root: string;
  /** Position in the condition's source. */
  offset: number;
  length: number;
}

const LONGEST_SOURCE = 4096;

/** Parses a condition. `{{x}}` means `x`; offsets are those of `source`. */
export function parse(source: string): Parsed {
  if (source.length > LONGEST_SOURCE) {
    return invalid(`A condition has at most ${LONGEST_SOURCE} characters.`, 0, source.length);
  }
  if (source.trim() === '') return invalid('The condition is empty; write a comparison.', 0, source.length);
  const hidden = hideTemplates(source);
  try {
    return { kind: 'ok', expression: { source, tree: compile(parseCel(hidden.text), hidden) } };
  } catch (error) {
    if (error instanceof Unsupported) return invalid(error.message, error.offset, error.length);
    if (error instanceof ParseError) return fromParser(error, source);
    if (error instanceof RangeError) return invalid('The condition is nested too deeply.', 0, source.length);
    throw error;
  }
}

/** A condition as a run uses it: one that does not parse is there, and is undecidable. */
export function conditionOf(source: string): Expression {
  const parsed = parse(source);
  if (parsed.kind === 'ok') return parsed.expression;
  return { source, tree: { kind: 'broken', why: parsed.message, offset: 0, length: source.length } };
}

/** What a condition gives under these variables, or why that cannot be said. Never throws. */
export function evaluate(expression: Expression, scope: Scope): Result {
  try {
    return { kind: 'value', value: new Evaluation(scope).of(expression.tree) };
  } catch (error) {
    if (error instanceof Undecidable) return { kind: 'undecidable', why: error.message };
    throw error;
  }
}

export type { Result } from './condition-evaluate.ts';
/** Everything has a truth; null, missing, false, 0 and the empty text are false. */
export { truthy } from './condition-evaluate.ts';

/** Every path that a condition reads, in the order of its source. */
export function references(expression: Expression): ConditionReference[] {
  const found: ConditionReference[] = [];
  const visit = (tree: Tree): void => {
    if (tree.kind === 'path') {
      found.push({ path: tree.path.text, root: tree.path.root, offset: tree.offset, length: tree.length });
    }
    if (tree.kind === 'text') {
      for (const part of tree.parts) {
        if (part.kind !== 'path') continue;
        found.push({ path: part.path.text, root: part.path.root, offset: tree.offset, length: tree.length });
      }
    }
    children(tree).forEach(visit);
  };
  visit(expression.tree);
  return found.sort((a, b) => a.offset - b.offset);
}

function children(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'binary':
      return [tree.left, tree.right];
    case 'unary':
      return [tree.operand];
    case 'index':
      return [tree.object, tree.key];
    case 'choose':
      return [tree.test, tree.yes, tree.no];
    case 'list':
      return tree.items;
    case 'literal':
    case 'text':
    case 'path':
    case 'broken':
      return [];
    default:
      return tree satisfies never;
  }
}

function fromParser(error: ParseError, source: string): Parsed {
  const start = Math.min(error.range?.start ?? 0, source.length);
  const end = Math.max(start, Math.min(error.range?.end ?? source.length, source.length));
  const found = source.slice(start, Math.max(end, start + 1));
  const hint = HINTS.get(error.code) ?? 'Write for example order.total > 500 && order.status == "paid".';
  const where = found === '' ? 'The condition ends too early.' : `The condition cannot be read at ${found}.`;
  return invalid(`${where} ${hint}`, start, end - start);
}

const HINTS: ReadonlyMap<string, string> = new Map([
  ['reserved_identifier', 'That word is reserved; a variable of this name is written {{name}}.'],
  ['limit_exceeded', 'It is too large or nested too deeply.'],
  ['unterminated_string', 'The closing quote is missing.'],
]);

function invalid(message: string, offset: number, length: number): Parsed {
  return { kind: 'invalid', message, offset, length };
}
