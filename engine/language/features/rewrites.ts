/** The other of the two shapes, for the file and for the node under the cursor. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { Range } from '../diagnostic.ts';
import { openDocument } from '../document.ts';
import { fileInShape, nodeInShape, type Shape } from '../fixes/shape.ts';
import type { Edit } from '../fixes/write.ts';
import { type OpenFile, rangeIn } from './file.ts';

const SHAPES: readonly { readonly shape: Shape; readonly node: string; readonly file: string }[] = [
  {
    shape: 'data',
    node: 'Write the fields of this node in "data"',
    file: 'Convert this file to the data shape',
  },
  {
    shape: 'flat',
    node: 'Write the fields of this node beside its id',
    file: 'Convert this file to the flat shape',
  },
];

/** What a stretch of a workflow can be rewritten to; nothing where the text is no JSON or nothing would change. */
export function rewrites(file: OpenFile, { start }: Range): CodeAction[] {
  const { document } = file.kind === 'workflow' ? openDocument(file.text) : {};
  if (document === undefined) return [];
  const offset = file.lines.offsetAt(start);
  return SHAPES.flatMap(({ shape, node, file: whole }) => [
    ...action(file, node, nodeInShape(document, offset, shape)),
    ...action(file, whole, fileInShape(document, shape)),
  ]);
}

function action(file: OpenFile, title: string, edits: readonly Edit[]): CodeAction[] {
  if (edits.length === 0) return [];
  const changes = edits.map((edit) => ({ range: rangeIn(file, edit), newText: edit.text }));
  return [{ title, kind: CodeActionKind.RefactorRewrite, edit: { changes: { [file.uri]: changes } } }];
}
