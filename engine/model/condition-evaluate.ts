/** What a condition gives: three-valued logic over plain data, with a bound on the work (CONTRACT "Values"). */

import { equal, ordered } from './comparison.ts';
import type { BinaryOperator, Tree } from './condition-tree.ts';
import { lookUp, member, type Scope } from './path.ts';
import { fillText } from './template.ts';

export type Result = { kind: 'value'; value: unknown } | { kind: 'undecidable'; why: string };

/** Leaves the evaluation; caught where logic can still decide, and at the border. */
export class Undecidable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Undecidable';
  }
}

const FUEL = 100_000;

export function truthy(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && value !== 0 && value !== '';
}

export class Evaluation {
  readonly #scope: Scope;
  #fuel = FUEL;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Throws `Undecidable`. A missing value is null. */
  of(tree: Tree): unknown {
    this.#spend(1);
    switch (tree.kind) {
      case 'literal':
        return tree.value;
      case 'text':
        return this.#text(tree);
      case 'path':
        return lookUp(tree.path, this.#scope) ?? null;
      case 'index':
        return member(this.of(tree.object), this.of(tree.key)) ?? null;
      case 'list':
        return tree.items.map((item) => this.of(item));
      case 'unary':
        return tree.operator === '!' ? !truthy(this.of(tree.operand)) : -number(this.of(tree.operand), '-');
      case 'binary':
        return this.#binary(tree.operator, tree.left, tree.right);
      case 'choose':
        return this.of(truthy(this.of(tree.test)) ? tree.yes : tree.no);
      case 'broken':
        throw new Undecidable(tree.why);
      default:
        return tree satisfies never;
    }
  }

  #spend(amount: number): void {
    this.#fuel -= amount;
    if (this.#fuel < 0) throw new Undecidable('the condition takes too much work');
  }

  #text(tree: Extract<Tree, { kind: 'text' }>): string {
    const texts = tree.parts.map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'malformed') return '';
      return fillText(`{{${part.path.text}}}`, this.#scope).text;
    });
    const text = texts.join('');
    this.#spend(text.length);
    return text;
  }

  #binary(operator: BinaryOperator, left: Tree, right: Tree): unknown {
    if (operator === '&&') return this.#both(left, right);
    if (operator === '||') return !this.#neither(left, right);
    return this.#apply(operator, this.of(left), this.of(right));
  }

  /** Kleene: one false operand decides, whatever the other is. */
  #both(left: Tree, right: Tree): boolean {
    const first = this.#truth(left);
    if (first === false) return false;
    const second = this.#truth(right);
    if (second === false) return false;
    if (first instanceof Undecidable) throw first;
    if (second instanceof Undecidable) throw second;
    return true;
  }

  #neither(left: Tree, right: Tree): boolean {
    const first = this.#truth(left);
    if (first === true) return false;
    const second = this.#truth(right);
    if (second === true) return false;
    if (first instanceof Undecidable) throw first;
    if (second instanceof Undecidable) throw second;
    return true;
  }

  #truth(tree: Tree): boolean | Undecidable {
    try {
      return truthy(this.of(tree));
    } catch (error) {
      if (error instanceof Undecidable) return error;
      throw error;
    }
  }

  #apply(operator: Exclude<BinaryOperator, '&&' | '||'>, left: unknown, right: unknown): unknown {
    const spend = (amount: number): void => this.#spend(amount);
    switch (operator) {
      case '==':
        return equal(left, right, spend);
      case '!=':
        return !equal(left, right, spend);
      case '<':
        return order(left, right, operator) < 0;
      case '<=':
        return order(left, right, operator) <= 0;
      case '>':
        return order(left, right, operator) > 0;
      case '>=':
        return order(left, right, operator) >= 0;
      case 'in':
        return this.#contains(left, right);
      case '+':
        return typeof left === 'string' && typeof right === 'string'
          ? this.#join(left, right)
          : sum(left, right);
      case '-':
        return finite(number(left, '-') - number(right, '-'));
      case '*':
        return finite(number(left, '*') * number(right, '*'));
      case '/':
        return finite(number(left, '/') / number(right, '/'));
      case '%':
        return finite(number(left, '%') % number(right, '%'));
      default:
        return operator satisfies never;
    }
  }

  #join(left: string, right: string): string {
    this.#spend(left.length + right.length);
    return left + right;
  }

  #contains(wanted: unknown, collection: unknown): boolean {
    if (Array.isArray(collection))
      return collection.some((item) => equal(wanted, item, (n) => this.#spend(n)));
    if (typeof collection !== 'object' || collection === null) {
      throw new Undecidable(`in needs a list or an object, not ${describe(collection)}`);
    }
    return (
      (typeof wanted === 'string' || typeof wanted === 'number') && Object.hasOwn(collection, String(wanted))
    );
  }
}

function order(left: unknown, right: unknown, operator: string): number {
  const result = ordered(left, right);
  if (result !== undefined) return result;
  throw new Undecidable(`${describe(left)} ${operator} ${describe(right)} cannot be compared`);
}

function sum(left: unknown, right: unknown): number {
  return finite(number(left, '+') + number(right, '+'));
}

function number(value: unknown, operator: string): number {
  if (typeof value === 'number') return value;
  throw new Undecidable(`${operator} needs numbers, not ${describe(value)}`);
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new Undecidable('the result is not a number');
}

/** Names the type of a value, never its content: what is personal stays out of traces. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return 'a missing value';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
