/**
 * The second half of the facade: what an editor asks about a place in a file, in the Language Server Protocol's terms.
 * Pure, and answers for any text. The engine and the command line load `language.ts` alone.
 */
export { type Lens, lenses } from './features/code-lens.ts';
export { complete } from './features/complete/complete.ts';
export { type Folder, type OpenFile, openFile, type RunFacts, type ToolFacts } from './features/file.ts';
export { hover } from './features/hover.ts';
export { inlayHints } from './features/inlay-hints.ts';
export { botIn } from './features/names.ts';
export { definition, references, rename, renameable } from './features/references.ts';
export { quickFixes, reported } from './features/report.ts';
export { rewrites } from './features/rewrites.ts';
export { semanticTokens, TOKEN_TYPES } from './features/semantic-tokens.ts';
export { documentSymbols, foldingRanges } from './features/symbols.ts';
