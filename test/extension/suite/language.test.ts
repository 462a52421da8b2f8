import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { OpenWorkflow, saidOf, written } from './open-workflow.ts';

const NAME = 'language.workflow.json';
const TESTED_BY = 'language.scenario.json';

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

/** One conversation that goes as it should, and one whose last step is wrong. */
const SCENARIOS = `{
  "workflow": "./language.workflow.json",
  "scenarios": [
    {
      "name": "asked",
      "tools": { "orders__get_order": { "returns": { "total": 4217 } } },
      "steps": [{ "user": "Hello" }, { "expect": { "handoff": { "node": "review" } } }]
    },
    {
      "name": "paid",
      "tools": { "orders__get_order": { "returns": { "total": 4217 } } },
      "steps": [
        { "user": "Hello" },
        { "reviewer": "user:alice", "decide": "approve" },
        { "expect": { "message": "Done: 1" } }
      ]
    }
  ]
}
`;

describe('the language in the editor', () => {
  let flow: OpenWorkflow;

  before(async () => {
    flow = await OpenWorkflow.open(NAME, TEXT);
  });
  afterEach(() => flow.replaceAll(TEXT));
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('R24 draws a squiggle with its code, its page and the path that proves it', async () => {
    const [found] = await flow.saidAs('handoff-path-missing');
    assert.equal(flow.document.getText(found?.range).replaceAll('"', ''), 'review');
    assert.ok(typeof found?.code === 'object' && /handoff-path-missing/.test(found.code.target.toString()));
    const [silent] = await flow.saidAs('silent-path');
    assert.ok((silent?.relatedInformation ?? []).length > 0);
  });

  it('R24 takes a diagnostic away by its quick fix', async () => {
    const [found] = await flow.saidAs('handoff-path-missing');
    assert.ok(found);
    await flow.act('Send a message after "rejected"', found.range);
    await flow.gone('handoff-path-missing');
    assert.match(flow.text, /"sourceHandle": "rejected"/);
  });

  it('R24 silences a diagnostic in its node, and nowhere else', async () => {
    const [found] = await flow.saidAs('no-timeout');
    assert.ok(found);
    await flow.act('Silence no-timeout in this node', found.range);
    await flow.gone('no-timeout');
    assert.match(flow.text, /"ignore": \["no-timeout"\]/);
    await flow.saidAs('handoff-path-missing');
  });

  it('converts the file to the other shape and back from the lightbulb', async () => {
    const inside = new vscode.Range(flow.positionAfter('"id": "revi'), flow.positionAfter('"id": "revi'));
    const rewrite = vscode.CodeActionKind.RefactorRewrite;
    await flow.act('Convert this file to the flat shape', inside, rewrite);
    assert.doesNotMatch(flow.text, /"data"|"source"/);
    assert.match(flow.text, /"from": "review", "to": "told"/);
    const top = new vscode.Range(0, 0, 0, 0);
    await flow.act('Convert this file to the data shape', top, rewrite);
    assert.match(flow.text, /"data": \{[^}]*"prompt": "Refund \{\{order\.total\}\}\?"/);
    assert.match(flow.text, /"source": "review", "target": "told"/);
  });

  it('renames a node with its edges, and a variable in its templates', async () => {
    const node = await renamed('"review"', 'decide');
    assert.match(node, /"id": "decide"/);
    assert.match(node, /"target": "decide"/);
    await flow.replaceAll(TEXT);
    const variable = await renamed('order.total', 'purchase');
    assert.equal(variable.match(/purchase\.total/g)?.length, 2);
    assert.match(variable, /"outputVariable": "purchase"/);
  });

  it('completes variables in a template, members by the scenario, and handles of a source', async () => {
    await flow.replace('Done: {{order.total}}', 'Done: {{');
    const variables = await offered(flow.positionAfter('Done: {{'));
    assert.ok(
      variables.includes('order') && variables.includes('response'),
      variables.slice(0, 20).join(', '),
    );
    await flow.replaceAll(TEXT);
    await flow.replace('"sourceHandle": "approved"', '"sourceHandle": ""');
    const handles = await offered(flow.positionAfter('"sourceHandle": "'));
    assert.ok(handles.includes('rejected'), handles.join(', '));
  });

  it('tells under the cursor what a name is', async () => {
    assert.match(await flow.hover(flow.positionAfter('Refund {{or')), /`order` · .*set by `lookup`/);
  });

  it('has one outline, of nodes and edges by their names; configurations keep the one of JSON', async () => {
    const symbols = await outlineOf(flow.document.uri);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['start', 'lookup', 'review', 'told', 'start → lookup', 'lookup → review', 'review → told'],
    );
    assert.deepEqual(
      symbols[1]?.children.map(({ name }) => name),
      ['order'],
    );
    const config = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(flow.document.uri, '../handoff.config.json'),
    );
    const names = (await outlineOf(config.uri)).map(({ name }) => name);
    assert.ok(names.includes('people') && names.includes('bots'), names.join(', '));
  });

  it('writes above a workflow and behind its edges, unless the settings say otherwise', async () => {
    assert.deepEqual(await titles(), ['Open graph', 'Open handoffs here']);
    const all = new vscode.Range(0, 0, flow.document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      flow.document.uri,
      all,
    );
    assert.ok(hints.some(({ label }) => label === 'when a person approves'));
    const settings = vscode.workspace.getConfiguration('handoff.language');
    await settings.update('codeLens', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await titles(), []);
    await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
  });

  it('says nothing twice: what the schema says comes from VS Code alone', async () => {
    await flow.replace('"type": "human"', '"type": "human", "priority": "never"');
    const at = flow.document.positionAt(flow.text.indexOf('never'));
    const found = await flow.said(({ range }) => range.contains(at));
    assert.deepEqual(
      found.filter(({ source }) => source === 'handoff').map(({ message }) => message),
      [],
    );
  });

  describe('with scenarios beside it', () => {
    let tests: vscode.Uri;

    before(async () => {
      tests = await written(TESTED_BY, SCENARIOS);
      await flow.document.save();
      // The server hears of the new file by itself, some time after it was written: an open one it knows at once.
      await vscode.workspace.openTextDocument(tests);
    });
    after(async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      await vscode.workspace.fs.delete(tests);
    });

    it('tells with a name the value that a scenario gives it', async () => {
      assert.match(await flow.hover(flow.positionAfter('Refund {{order.to')), /4217/);
    });

    it('runs them by the lens above the workflow, and marks the step that failed in its file', async () => {
      const lens = (await flow.lenses()).find(({ command }) => command?.title === 'Run 2 scenarios');
      assert.ok(lens?.command, (await titles()).join(', '));
      const { command, arguments: given = [] } = lens.command;
      // It ends when somebody has read the notification.
      const running = vscode.commands.executeCommand(command, ...given);
      const marks = await saidOf(
        tests,
        ({ source, message }) => source === 'handoff' && /^paid: /.test(message),
      );
      assert.equal(marks.length, 1);
      const line = SCENARIOS.split('\n').findIndex((each) => each.includes('Done: 1'));
      assert.equal(marks[0]?.range.start.line, line);
      assert.match(marks[0]?.message ?? '', /Done: 4217/);
      await vscode.commands.executeCommand('notifications.clearAll');
      await running;
    });
  });

  function outlineOf(uri: vscode.Uri): Thenable<vscode.DocumentSymbol[]> {
    return vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
  }

  async function titles(): Promise<(string | undefined)[]> {
    return (await flow.lenses()).map(({ command }) => command?.title);
  }

  async function renamed(text: string, to: string): Promise<string> {
    const position = flow.document.positionAt(flow.text.indexOf(text) + 2);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      flow.document.uri,
      position,
      to,
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    return flow.text;
  }

  async function offered(position: vscode.Position): Promise<string[]> {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      flow.document.uri,
      position,
    );
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }
});
