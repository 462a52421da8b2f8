import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What VS Code's own JSON support says of a file, by the schemas that package.json names for it. */
describe('the structure of workflow and config files', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  for (const name of ['refund.workflow.json', 'handoff.config.json', 'refund.scenario.json'])
    it(`R9 finds no fault in ${name}, but in anything put in its place`, async () => {
      const document = await vscode.workspace.openTextDocument(fileUri(name));
      const text = document.getText();
      const editor = await vscode.window.showTextDocument(document);
      await replace(editor, '{ "nodes": 1, "people": 1, "scenarios": 1 }');
      await faults(document.uri, (messages) => messages.length > 0);
      await replace(editor, text);
      await faults(document.uri, (messages) => messages.length === 0);
      await document.save();
    });

  const BROKEN: [string, string, RegExp][] = [
    ['no-nodes.workflow.json', '{ "edges": [] }', /nodes/],
    ['no-id.workflow.json', '{ "nodes": [ { "type": "human", "prompt": "ok?" } ], "edges": [] }', /id/],
    [
      'commented.workflow.json',
      '// a note\n{ "nodes": [ { "id": 7, "type": "human", "prompt": "?" }, ], }',
      /string/i,
    ],
  ];
  for (const [name, text, expected] of BROKEN)
    it(`R80 says what is wrong in ${name}`, async () => {
      await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
      const document = await vscode.workspace.openTextDocument(fileUri(name));
      await vscode.window.showTextDocument(document);
      const messages = await faults(document.uri, (found) => found.length > 0);
      assert.match(messages.join('\n'), expected);
      assert.doesNotMatch(messages.join('\n'), /comment|trailing comma/i);
    });
});

function fileUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

async function replace(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  assert.ok(await editor.edit((edit) => edit.replace(all, text)));
}

/** Resolves with the file's diagnostics as soon as they are as expected. */
function faults(uri: vscode.Uri, expected: (messages: readonly string[]) => boolean): Promise<string[]> {
  const read = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
  return new Promise((resolve) => {
    const look = () => {
      if (!expected(read())) return;
      listening.dispose();
      resolve(read());
    };
    const listening = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}
