/** Which values a condition cannot do without: ordering and arithmetic with a missing value are undecidable. */
import type { Tree } from '../../model/condition-tree.ts';

const NEEDS_VALUES: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '+', '-', '*', '/', '%']);

/** Offsets of the paths without which a condition cannot be decided; `x != null && …` can do without `x`. */
export function neededIn(root: Tree): Set<number> {
  const needed = new Set<number>();
  const there = new Set<string>();
  const visit = (tree: Tree, isNeeded: boolean): void => {
    switch (tree.kind) {
      case 'path':
        if (isNeeded && !there.has(tree.path.root)) needed.add(tree.offset);
        break;
      case 'binary':
        if (tree.operator === '&&') visitAll(conjunctsOf(tree));
        else {
          visit(tree.left, NEEDS_VALUES.has(tree.operator));
          visit(tree.right, NEEDS_VALUES.has(tree.operator) || tree.operator === 'in');
        }
        break;
      case 'unary':
        visit(tree.operand, tree.operator === '-');
        break;
      case 'choose':
        visit(tree.test, false);
        visit(tree.yes, isNeeded);
        visit(tree.no, isNeeded);
        break;
      case 'index':
        visit(tree.object, isNeeded);
        visit(tree.key, false);
        break;
      case 'list':
        for (const item of tree.items) visit(item, false);
        break;
      default:
    }
  };
  /** Parts that all have to hold: those after one that asks whether a variable is there are asked only if it is. */
  const visitAll = (parts: readonly Tree[]): void => {
    const asked: string[] = [];
    for (const part of parts) {
      visit(part, false);
      const root = askedBy(part);
      if (root === undefined || there.has(root)) continue;
      asked.push(root);
      there.add(root);
    }
    for (const root of asked) there.delete(root);
  };
  visit(root, false);
  return needed;
}

/** What a chain of `&&` asks, in its order. */
function conjunctsOf(tree: Tree): Tree[] {
  const parts: Tree[] = [];
  const open = [tree];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.kind === 'binary' && part.operator === '&&') open.push(part.right, part.left);
    else parts.push(part);
  }
  return parts;
}

/** The variable that is there where a condition holds: its truth is asked, or it is compared with null. */
function askedBy(tree: Tree): string | undefined {
  if (tree.kind === 'path') return tree.path.root;
  if (tree.kind !== 'binary' || tree.operator !== '!=') return undefined;
  const isNull = (part: Tree): boolean => part.kind === 'literal' && part.value === null;
  const other = isNull(tree.right) ? tree.left : isNull(tree.left) ? tree.right : undefined;
  return other?.kind === 'path' ? other.path.root : undefined;
}

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Whether a condition cannot hold while some variables have no value: it puts one of them in an order. */
export function cannotHold(tree: Tree, lacking: readonly string[]): boolean {
  if (lacking.length === 0 || tree.kind !== 'binary') return false;
  if (tree.operator === '&&') return cannotHold(tree.left, lacking) || cannotHold(tree.right, lacking);
  const isLacking = (part: Tree): boolean => part.kind === 'path' && lacking.includes(part.path.root);
  return ORDERS.has(tree.operator) && (isLacking(tree.left) || isLacking(tree.right));
}
