/** A workflow of the opened folder in an editor, and what VS Code shows of it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export class OpenWorkflow {
  readonly document: vscode.TextDocument;
  readonly #editor: vscode.TextEditor;

  constructor(editor: vscode.TextEditor) {
    this.document = editor.document;
    this.#editor = editor;
  }

  static async open(name: string, text: string): Promise<OpenWorkflow> {
    const document = await vscode.workspace.openTextDocument(await written(name, text));
    return new OpenWorkflow(await vscode.window.showTextDocument(document));
  }

  get text(): string {
    return this.document.getText();
  }

  positionAfter(text: string): vscode.Position {
    const at = this.text.indexOf(text);
    assert.notEqual(at, -1, text);
    return this.document.positionAt(at + text.length);
  }

  async replace(from: string, to: string): Promise<void> {
    await this.replaceAll(this.text.replace(from, () => to));
  }

  async replaceAll(text: string): Promise<void> {
    if (this.text === text) return;
    const all = new vscode.Range(this.document.positionAt(0), this.document.positionAt(this.text.length));
    assert.ok(await this.#editor.edit((edit) => edit.replace(all, text)));
  }

  /** Resolves with the diagnostics that fit, as soon as there is one. */
  said(fits: (diagnostic: vscode.Diagnostic) => boolean): Promise<vscode.Diagnostic[]> {
    return saidOf(this.document.uri, fits);
  }

  /** The diagnostics of a code, as soon as there is one. */
  saidAs(code: string): Promise<vscode.Diagnostic[]> {
    return this.said((each) => codeOf(each) === code);
  }

  /** Resolves when nothing is said with a code. */
  gone(code: string): Promise<true> {
    const has = () =>
      vscode.languages.getDiagnostics(this.document.uri).some((each) => codeOf(each) === code);
    return until(() => (has() ? undefined : true));
  }

  actions(at: vscode.Range, kind?: vscode.CodeActionKind): Thenable<vscode.CodeAction[]> {
    const { uri } = this.document;
    return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, at, kind?.value);
  }

  /** Applies the action of a title. */
  async act(title: string, at: vscode.Range, kind?: vscode.CodeActionKind): Promise<void> {
    const actions = await this.actions(at, kind);
    const action = actions.find((each) => each.title === title && each.edit);
    assert.ok(action?.edit, actions.map((each) => each.title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(action.edit));
  }

  lenses(): Thenable<vscode.CodeLens[]> {
    return vscode.commands.executeCommand('vscode.executeCodeLensProvider', this.document.uri);
  }

  /** What is told at a position. */
  async hover(at: vscode.Position): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      this.document.uri,
      at,
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    return contents.map((each) => (typeof each === 'string' ? each : each.value)).join('\n');
  }
}

/** Writes a file of the opened folder. */
export async function written(name: string, text: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Resolves with the diagnostics of a file that fit, as soon as there is one. */
export function saidOf(
  uri: vscode.Uri,
  fits: (diagnostic: vscode.Diagnostic) => boolean,
): Promise<vscode.Diagnostic[]> {
  return until(() => {
    const found = vscode.languages.getDiagnostics(uri).filter(fits);
    return found.length === 0 ? undefined : found;
  });
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** Resolves with what `look` finds, looked for whenever diagnostics change. */
function until<T>(look: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const again = () => {
      const found = look();
      if (found === undefined) return;
      listening.dispose();
      resolve(found);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(again);
    again();
  });
}
