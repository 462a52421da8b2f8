/** The closed set of things a condition can be made of. */
import type { Path } from './path.ts';
import type { Part } from './template.ts';

export type BinaryOperator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&&'
  | '||';

interface Place {
  readonly offset: number;
  readonly length: number;
}

export type Tree = Place &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    /** A quoted text with templates in it. */
    | { readonly kind: 'text'; readonly parts: readonly Part[] }
    | { readonly kind: 'path'; readonly path: Path }
    | { readonly kind: 'index'; readonly object: Tree; readonly key: Tree }
    | { readonly kind: 'list'; readonly items: readonly Tree[] }
    | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Tree }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Tree;
        readonly right: Tree;
      }
    | { readonly kind: 'choose'; readonly test: Tree; readonly yes: Tree; readonly no: Tree }
    /** A condition that could not be parsed. */
    | { readonly kind: 'broken'; readonly why: string }
  );
