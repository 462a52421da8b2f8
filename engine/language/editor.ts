/**
 * The second half of the facade: what an editor asks about a place in a file, in the Language Server Protocol's terms.
 * Pure, and answers for any text. The engine and the command line load `language.ts` alone.
 */
export { complete } from './features/complete/complete.ts';
export { type Folder, type LineMap, type OpenFile, openFile, type ToolFacts } from './features/file.ts';
