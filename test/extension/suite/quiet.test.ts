import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../../extension/contributions.ts';

const ID = 'handoff-studio.handoff-studio';

describe('the extension in a window where nothing was asked of it', () => {
  it('registers every command, and imports nothing that takes long', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension);
    const before = performance.now();
    await extension.activate();
    console.log(`      activate: ${(performance.now() - before).toFixed(1)} ms (0 when VS Code had done it)`);
    const known = new Set(await vscode.commands.getCommands(true));
    for (const command of Object.values(COMMANDS)) assert.ok(known.has(command), command);
  });

  it('T27 has started no engine and made no store', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const names = (await vscode.workspace.fs.readDirectory(folder.uri)).map(([name]) => name);
    assert.ok(names.includes('handoff.config.json'));
    assert.ok(!names.includes('.handoff'), 'something wrote a store');
  });
});
