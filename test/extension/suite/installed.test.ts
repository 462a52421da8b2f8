import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the installed package', () => {
  it('is known to VS Code by its id', () => {
    assert.ok(vscode.extensions.getExtension('handoff-studio.handoff-studio'));
  });
});
