/** From the CEL parser's tree to ours: what has no place in a condition is refused here, with its position. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { HiddenSource } from './condition-source.ts';
import type { BinaryOperator, Tree } from './condition-tree.ts';
import type { Path, Segment } from './path.ts';
import { split } from './template.ts';

const MOST_NODES = 1000;
const DEEPEST = 200;

/** Something that parses but is not part of the language of conditions. */
export class Unsupported extends Error {
  readonly offset: number;
  readonly length: number;
  constructor(message: string, node: ASTNode) {
    super(message);
    this.name = 'Unsupported';
    this.offset = node.start;
    this.length = node.end - node.start;
  }
}

/** Throws `Unsupported`. */
export function compile(root: ASTNode, hidden: HiddenSource): Tree {
  let nodes = 0;
  const of = (node: ASTNode, depth: number): Tree => {
    if (++nodes > MOST_NODES || depth > DEEPEST) throw new Unsupported('The condition is too large.', node);
    const place = { offset: node.start, length: node.end - node.start };
    const next = (child: ASTNode): Tree => of(child, depth + 1);
    switch (node.op) {
      case 'value':
        return { ...literal(node, node.args), ...place };
      case 'id':
        return { kind: 'path', path: hidden.paths.get(node.start) ?? path(node.args, []), ...place };
      case '.':
        return access(next(node.args[0]), { kind: 'literal', value: node.args[1], ...place }, place);
      case '[]':
        return access(next(node.args[0]), next(node.args[1]), place);
      case 'list':
        return { kind: 'list', items: node.args.map(next), ...place };
      case '?:':
        return {
          kind: 'choose',
          test: next(node.args[0]),
          yes: next(node.args[1]),
          no: next(node.args[2]),
          ...place,
        };
      case '!_':
        return { kind: 'unary', operator: '!', operand: next(node.args), ...place };
      case '-_':
        return { kind: 'unary', operator: '-', operand: next(node.args), ...place };
      case 'call':
      case 'rcall':
        throw new Unsupported(`${node.args[0]}(…) is a call; conditions only compare values.`, node);
      case 'map':
        throw new Unsupported('Objects cannot be written in a condition; compare their members.', node);
      case '.?':
      case '[?]':
        throw new Unsupported('Write . instead of .?: a missing member is null.', node);
      default:
        return {
          kind: 'binary',
          operator: node.op satisfies BinaryOperator,
          ...operands(node.args, next),
          ...place,
        };
    }
  };
  return of(root, 0);
}

function operands(
  [left, right]: [ASTNode, ASTNode],
  next: (node: ASTNode) => Tree,
): { left: Tree; right: Tree } {
  return { left: next(left), right: next(right) };
}

type Literal = Extract<Tree, { kind: 'literal' | 'text' | 'path' }>;
type Bare<T> = T extends unknown ? Omit<T, 'offset' | 'length'> : never;

function literal(node: ASTNode, value: unknown): Bare<Literal> {
  if (value === null || typeof value === 'boolean' || typeof value === 'number')
    return { kind: 'literal', value };
  if (typeof value === 'string') return text(value);
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value)))
    return { kind: 'literal', value: Number(value) };
  throw new Unsupported(
    'This literal has no place in a condition; use a text, a number, true, false or null.',
    node,
  );
}

/** A quoted text that is exactly one template is what the template names. */
function text(value: string): Bare<Literal> {
  const parts = split(value);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.kind === 'path') return { kind: 'path', path: only.path };
  return parts.every((part) => part.kind === 'text') ? { kind: 'literal', value } : { kind: 'text', parts };
}

/** Keys that are known when the condition is read make one longer path. */
function access(object: Tree, key: Tree, place: { offset: number; length: number }): Tree {
  if (object.kind !== 'path' || key.kind !== 'literal') return { kind: 'index', object, key, ...place };
  if (typeof key.value !== 'string' && typeof key.value !== 'number')
    return { kind: 'index', object, key, ...place };
  return { kind: 'path', path: path(object.path.root, [...object.path.segments, key.value]), ...place };
}

function path(root: string, segments: readonly Segment[]): Path {
  const tail = segments.map((segment) =>
    typeof segment === 'string' && /^[A-Za-z_$][\w$]*$/.test(segment)
      ? `.${segment}`
      : `[${JSON.stringify(segment)}]`,
  );
  return { root, segments, text: root + tail.join('') };
}
