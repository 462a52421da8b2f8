/**
 * The CEL package's parser without its evaluator, type checker and macros, which conditions have no use for and
 * which are more than half of its size. The package names no entry for it, so its file is imported by path.
 */
import { ParseError } from '../../node_modules/@marcbachmann/cel-js/lib/errors.js';
// First, for the parser's own imports go in a circle that is only safe when it is entered here.
import '../../node_modules/@marcbachmann/cel-js/lib/registry.js';
import { Parser } from '../../node_modules/@marcbachmann/cel-js/lib/parser.js';

export { ParseError };

const LIMITS = {
  maxAstNodes: 100_000,
  maxDepth: 250,
  maxListElements: 1000,
  maxMapEntries: 1000,
  maxCallArguments: 32,
};

/** No macro is expanded: a call stays a call. */
const NOTHING_REGISTERED = { findMacro: () => undefined, enableOptionalTypes: false };

const parser = new Parser(LIMITS, NOTHING_REGISTERED);

export function parseCel(source) {
  return parser.parse(source);
}
