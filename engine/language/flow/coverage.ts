/**
 * Whether conditions can all be false at once. They are evaluated under values that lie at, below and above everything
 * they are compared with, so a gap that is found is real; where there are too many values to try, none is claimed.
 *
 * Assumed: a variable has the type of what it is compared with, and is there unless its absence is asked for.
 */
import { evaluate, truthy } from '../../model/condition.ts';
import type { Tree } from '../../model/condition-tree.ts';
import type { Scope } from '../../model/path.ts';
import { remembered } from '../../model/remembered.ts';
import type { Edge } from '../../model/workflow.ts';

const MOST_TRIES = 512;

/** What is known of the cases in which no condition holds. */
export type Coverage =
  /** Values under which none does, as `path = value`. */
  | { readonly kind: 'gap'; readonly values: readonly string[] }
  | { readonly kind: 'none-found' }
  /** There are too many values to try them all. */
  | { readonly kind: 'too-many' };

export const coverageOf = remembered((choices: readonly Edge[]): Coverage => {
  const samples = samplesOf(choices.flatMap(({ when }) => (when === undefined ? [] : [when.tree])));
  if (samples === undefined) return { kind: 'none-found' };
  const paths = [...samples.keys()];
  const values = paths.map((path) => [...(samples.get(path) ?? [])]);
  const tries = values.reduce((product, { length }) => product * length, 1);
  if (tries > MOST_TRIES) return { kind: 'too-many' };
  for (let attempt = 0; attempt < tries; attempt++) {
    const chosen = pick(values, attempt);
    const scope = scopeAt(paths, chosen);
    if (choices.every(({ when }) => when === undefined || isFalse(when, scope))) {
      return {
        kind: 'gap',
        values: paths.map((path, index) => `${path} = ${JSON.stringify(chosen[index])}`),
      };
    }
  }
  return { kind: 'none-found' };
});

export function leavesGap(choices: readonly Edge[]): boolean {
  return coverageOf(choices).kind === 'gap';
}

type Value = string | number | boolean | null;
type Samples = Map<string, Set<Value>>;

function isFalse(when: NonNullable<Edge['when']>, scope: Scope): boolean {
  const result = evaluate(when, scope);
  return result.kind === 'value' && !truthy(result.value);
}

/** The `attempt`-th combination. */
function pick(values: readonly (readonly Value[])[], attempt: number): Value[] {
  let left = attempt;
  return values.map((column) => {
    const value = column[left % column.length];
    left = Math.floor(left / column.length);
    return value ?? null;
  });
}

/** A scope whose objects are made of dotted paths. */
function scopeAt(paths: readonly string[], values: readonly Value[]): Scope {
  const root: Record<string, unknown> = {};
  for (const [index, path] of paths.entries()) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let holder = root;
    for (const key of keys) {
      const next = Object.hasOwn(holder, key) ? holder[key] : undefined;
      const object = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
      holder[key] = object;
      holder = object;
    }
    if (!Object.hasOwn(holder, last)) holder[last] = values[index];
  }
  return { get: (name) => (Object.hasOwn(root, name) ? root[name] : undefined) };
}

/** What to try for each path; `undefined` where a condition holds something that cannot be tried. */
function samplesOf(trees: readonly Tree[]): Samples | undefined {
  const samples: Samples = new Map();
  const add = (tree: Tree, ...values: Value[]): boolean => {
    if (tree.kind !== 'path' || tree.path.segments.some((segment) => typeof segment !== 'string'))
      return false;
    const path = [tree.path.root, ...tree.path.segments].join('.');
    const known = samples.get(path) ?? new Set<Value>();
    for (const value of values) known.add(value);
    samples.set(path, known);
    return true;
  };
  const visit = (tree: Tree): boolean => {
    if (tree.kind === 'literal') return true;
    if (tree.kind === 'unary' && tree.operator === '!') return visit(tree.operand);
    if (tree.kind !== 'binary') return add(tree, true, null);
    const { operator, left, right } = tree;
    if (operator === '&&' || operator === '||') return visit(left) && visit(right);
    if (right.kind === 'literal') return add(left, ...around(right.value, operator));
    return left.kind === 'literal' && add(right, ...around(left.value, operator));
  };
  return trees.every(visit) ? samples : undefined;
}

function step(value: number): number {
  return Number.isInteger(value) ? 1 : 0.1;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function around(value: Value, operator: string): Value[] {
  if (typeof value === 'number') return [rounded(value - step(value)), value, rounded(value + step(value))];
  if (typeof value === 'boolean') return [true, false];
  if (value === null) return [null, 'something'];
  return operator === '==' || operator === '!=' ? [value, 'something else'] : [value];
}
