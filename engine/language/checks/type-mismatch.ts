import { numberIn } from '../../model/comparison.ts';
import type { Tree } from '../../model/condition-tree.ts';
import { type ValueType, wordsOf } from '../../model/value-type.ts';
import { type Check, type Finding, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { type Plan, replacing } from '../fixes/plan.ts';
import type { Condition } from '../uses.ts';
import { typesOf } from '../variables.ts';

type TypeOf = ReturnType<typeof typesOf>;
type Literal = Extract<Tree, { kind: 'literal' }>;

/** What a condition compares can be equal or has an order. */
export const typeMismatch: Check = (document) => {
  const typeOf = typesOf(document);
  return document.conditions().flatMap((condition) => {
    const { expression } = condition;
    return expression === undefined ? [] : mismatchesIn(document, condition, expression.tree, typeOf);
  });
};

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const EQUALS: ReadonlySet<string> = new Set(['==', '!=']);

function mismatchesIn(
  document: WorkflowDocument,
  condition: Condition,
  tree: Tree,
  typeOf: TypeOf,
): Finding[] {
  if (tree.kind === 'unary') return mismatchesIn(document, condition, tree.operand, typeOf);
  if (tree.kind === 'choose') {
    return [tree.test, tree.yes, tree.no].flatMap((part) => mismatchesIn(document, condition, part, typeOf));
  }
  if (tree.kind !== 'binary') return [];
  const { operator, left, right } = tree;
  const below = [left, right].flatMap((part) => mismatchesIn(document, condition, part, typeOf));
  if (!ORDERS.has(operator) && !EQUALS.has(operator)) return below;
  const [path, literal] = left.kind === 'path' ? [left, right] : [right, left];
  if (path.kind !== 'path' || literal.kind !== 'literal' || literal.value === null) return below;
  const type = typeOf(path.path);
  if (agree(type, literal.value, ORDERS.has(operator))) return below;
  const what = ORDERS.has(operator) ? 'has no order with' : 'never equals';
  const message = `"${path.path.text}" is ${wordsOf(type)}, which ${what} ${JSON.stringify(literal.value)}.`;
  const place = document.within(condition.string, literal.offset, literal.length);
  const plans = plansFor(type, literal);
  return [...below, finding('type-mismatch', message, place, condition.nodeId, { plans })];
}

/** Whether values of a type can be what they are compared with; in doubt they can. */
function agree(type: ValueType, value: string | number | boolean, isOrder: boolean): boolean {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && numberIn(value) !== undefined);
  switch (type.kind) {
    case 'any':
    case 'null':
      return true;
    case 'number':
      return isNumber;
    case 'text':
      return typeof value !== 'boolean';
    case 'boolean':
      return typeof value === 'boolean' && !isOrder;
    case 'list':
    case 'object':
      return false;
    default:
      return type satisfies never;
  }
}

function plansFor(type: ValueType, { value }: Literal): Plan[] {
  if (type.kind === 'text' && typeof value === 'boolean') {
    return [replacing(`Compare with the text "${value}"`, `\\"${value}\\"`)];
  }
  if (type.kind === 'boolean' && (value === 'true' || value === 'false')) {
    return [replacing(`Compare with ${value}`, value)];
  }
  return [];
}
