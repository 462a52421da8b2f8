import path from 'node:path';
import * as vscode from 'vscode';
import type { Picture } from '../../schemas/protocol/graph-page.ts';

const ENDINGS: Readonly<Record<Picture, string>> = { svg: 'svg', png: 'png', mermaid: 'mmd' };

/** Asks where to save the picture of a workflow and writes it there; closing the dialog saves nothing. */
export async function savePicture(workflow: vscode.Uri, picture: Picture, content: string): Promise<void> {
  const ending = ENDINGS[picture];
  const name = path.posix.basename(workflow.path).replace(/\.workflow\.json$/, '');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(workflow, '..', `${name}.${ending}`),
    filters: { [picture]: [ending] },
  });
  if (target === undefined) return;
  const bytes = picture === 'png' ? Buffer.from(content, 'base64') : Buffer.from(content, 'utf8');
  await vscode.workspace.fs.writeFile(target, bytes);
}
