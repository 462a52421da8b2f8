import type { ASTNode } from '@marcbachmann/cel-js';

export { ParseError } from '@marcbachmann/cel-js';

/**
 * The tree of an expression.
 * @throws ParseError with the place of what cannot be read, or the limit that was exceeded
 */
export declare function parseCel(source: string): ASTNode;
