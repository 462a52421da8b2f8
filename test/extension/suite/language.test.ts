import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const NAME = 'language.workflow.json';

/** A handoff whose rejection nobody hears of. */
const TEXT = `{
  "bot": "tried",
  "nodes": [
    { "id": "start", "type": "trigger", "data": { "triggerType": "message_received" } },
    {
      "id": "lookup",
      "type": "mcp_tool",
      "data": { "toolName": "orders__get_order", "arguments": "{}", "outputVariable": "order" }
    },
    {
      "id": "review",
      "type": "human",
      "data": { "prompt": "Refund {{order.total}}?", "assignee": "role:finance" }
    },
    { "id": "told", "type": "send_message", "data": { "message": "Done: {{order.total}}" } }
  ],
  "edges": [
    { "source": "start", "target": "lookup" },
    { "source": "lookup", "target": "review" },
    { "source": "review", "target": "told", "sourceHandle": "approved" }
  ]
}
`;

describe('the language in the editor', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'no folder is open');
    const uri = vscode.Uri.joinPath(folder.uri, NAME);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(TEXT));
    document = await vscode.workspace.openTextDocument(uri);
    editor = await vscode.window.showTextDocument(document);
  });
  afterEach(() => replaceAll(TEXT));
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('R24 draws a squiggle with its code, its page and the path that proves it', async () => {
    const [found] = await said((each) => codeOf(each) === 'handoff-path-missing');
    assert.equal(document.getText(found?.range).replaceAll('"', ''), 'review');
    assert.ok(typeof found?.code === 'object' && /handoff-path-missing/.test(found.code.target.toString()));
    const [silent] = await said((each) => codeOf(each) === 'silent-path');
    assert.ok((silent?.relatedInformation ?? []).length > 0);
  });

  it('R24 takes a diagnostic away by its quick fix', async () => {
    const [found] = await said((each) => codeOf(each) === 'handoff-path-missing');
    assert.ok(found);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
    );
    const fix = actions.find(({ title, edit }) => title === 'Send a message after "rejected"' && edit);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await gone('handoff-path-missing');
    assert.match(document.getText(), /"sourceHandle": "rejected"/);
  });

  it('renames a node with its edges, and a variable in its templates', async () => {
    const node = await renamed('"review"', 'decide');
    assert.match(node, /"id": "decide"/);
    assert.match(node, /"target": "decide"/);
    await replaceAll(TEXT);
    const variable = await renamed('order.total', 'purchase');
    assert.equal(variable.match(/purchase\.total/g)?.length, 2);
    assert.match(variable, /"outputVariable": "purchase"/);
  });

  it('completes variables in a template, members by the scenario, and handles of a source', async () => {
    await replace('Done: {{order.total}}', 'Done: {{');
    const variables = await offered(positionAfter('Done: {{'));
    assert.ok(
      variables.includes('order') && variables.includes('response'),
      variables.slice(0, 20).join(', '),
    );
    await replaceAll(TEXT);
    await replace('"sourceHandle": "approved"', '"sourceHandle": ""');
    const handles = await offered(positionAfter('"sourceHandle": "'));
    assert.ok(handles.includes('rejected'), handles.join(', '));
  });

  it('tells under the cursor what a name is', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionAfter('Refund {{or'),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(texts.join('\n'), /`order` · .*set by `lookup`/);
  });

  it('writes above a workflow and behind its edges, unless the settings say otherwise', async () => {
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    assert.ok((await lenses()).some(({ command }) => command?.command === 'handoff.openGraph'));
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      all,
    );
    assert.ok(hints.some(({ label }) => label === 'when a person approves'));
    const settings = vscode.workspace.getConfiguration('handoff.language');
    await settings.update('codeLens', false, vscode.ConfigurationTarget.Global);
    assert.equal((await lenses()).length, 0);
    await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
  });

  it('says nothing twice: what the schema says comes from VS Code alone', async () => {
    await replace('"type": "human"', '"type": "human", "priority": "never"');
    const at = document.positionAt(document.getText().indexOf('never'));
    const found = await said(({ range }) => range.contains(at));
    assert.deepEqual(
      found.filter(({ source }) => source === 'handoff').map(({ message }) => message),
      [],
    );
  });

  async function renamed(text: string, to: string): Promise<string> {
    const position = document.positionAt(document.getText().indexOf(text) + 2);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      to,
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    return document.getText();
  }

  async function offered(position: vscode.Position): Promise<string[]> {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  function positionAfter(text: string): vscode.Position {
    const at = document.getText().indexOf(text);
    assert.notEqual(at, -1, text);
    return document.positionAt(at + text.length);
  }

  async function replace(from: string, to: string): Promise<void> {
    await replaceAll(document.getText().replace(from, () => to));
  }

  async function replaceAll(text: string): Promise<void> {
    if (document.getText() === text) return;
    const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    assert.ok(await editor.edit((edit) => edit.replace(all, text)));
  }

  /** Resolves with the diagnostics that fit, as soon as there is one. */
  function said(fits: (diagnostic: vscode.Diagnostic) => boolean): Promise<vscode.Diagnostic[]> {
    return until(() => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(fits);
      return found.length === 0 ? undefined : found;
    });
  }

  function gone(code: string): Promise<true> {
    const has = () => vscode.languages.getDiagnostics(document.uri).some((each) => codeOf(each) === code);
    return until(() => (has() ? undefined : true));
  }
});

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
