import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What VS Code's own JSON support says of a file, by the schemas that package.json names for it. */
describe('the structure of workflow and config files', () => {
  it('R9 finds no fault in the refund example', async () => {
    for (const name of ['refund.workflow.json', 'handoff.config.json', 'refund.scenario.json']) {
      const document = await vscode.workspace.openTextDocument(fileUri(name));
      assert.equal(document.languageId, 'json');
      assert.deepEqual(await faultsOf(document.uri, 0), [], name);
    }
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
      await vscode.workspace.openTextDocument(fileUri(name));
      const messages = await faultsOf(fileUri(name), 1);
      assert.match(messages.join('\n'), expected);
      assert.doesNotMatch(messages.join('\n'), /comment|trailing comma/i);
    });
});

function fileUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Resolves with the file's diagnostics once there are that many; with 0, once its completion says the schema is known. */
async function faultsOf(uri: vscode.Uri, atLeast: number): Promise<string[]> {
  const read = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message);
  if (atLeast === 0)
    await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(1, 4));
  if (read().length >= atLeast) return read();
  return new Promise((resolve) => {
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString()) || read().length < atLeast) return;
      listening.dispose();
      resolve(read());
    });
  });
}
