/** Which values a condition cannot do without: ordering and arithmetic with a missing value are undecidable. */
import type { Tree } from '../../model/condition-tree.ts';

const NEEDS_VALUES: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '+', '-', '*', '/', '%']);

/** Offsets of the paths without which a condition cannot be decided. */
export function neededIn(root: Tree): Set<number> {
  const needed = new Set<number>();
  const visit = (tree: Tree, isNeeded: boolean): void => {
    switch (tree.kind) {
      case 'path':
        if (isNeeded) needed.add(tree.offset);
        break;
      case 'binary':
        visit(tree.left, NEEDS_VALUES.has(tree.operator));
        visit(tree.right, NEEDS_VALUES.has(tree.operator) || tree.operator === 'in');
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
  visit(root, false);
  return needed;
}

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Whether a condition cannot hold while some variables have no value: it puts one of them in an order. */
export function cannotHold(tree: Tree, lacking: readonly string[]): boolean {
  if (lacking.length === 0 || tree.kind !== 'binary') return false;
  if (tree.operator === '&&') return cannotHold(tree.left, lacking) || cannotHold(tree.right, lacking);
  const isLacking = (part: Tree): boolean => part.kind === 'path' && lacking.includes(part.path.root);
  return ORDERS.has(tree.operator) && (isLacking(tree.left) || isLacking(tree.right));
}
