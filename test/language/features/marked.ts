/** Files for the tests of the editor's features; `|` marks the cursor. */
import assert from 'node:assert/strict';
import {
  complete,
  type Folder,
  type OpenFile,
  openFile,
  type ToolFacts,
} from '../../../engine/language/editor.ts';
import { kindOf } from '../../../engine/language/language.ts';
import { Lines } from '../../../engine/language/lines.ts';
import { readConfig } from '../../../engine/model/config.ts';

export const CURSOR = '|';

/** Opens a text under a name of the folder `file:///shop/`. */
export function opened(name: string, text: string, previous?: OpenFile): OpenFile {
  const kind = kindOf(name);
  assert.ok(kind, `${name} is no file of ours`);
  return openFile({ uri: `file:///shop/${name}`, kind, text, lines: new Lines(text) }, previous);
}

export interface Marked {
  readonly file: OpenFile;
  readonly offset: number;
  readonly folder: Folder;
}

/** Several files by name, one of them with a cursor. */
export function marked(files: Readonly<Record<string, string>>, tools: readonly ToolFacts[] = []): Marked {
  const entries = Object.entries(files);
  const [name = '', text = ''] = entries.find(([, each]) => each.includes(CURSOR)) ?? [];
  const offset = text.indexOf(CURSOR);
  assert.notEqual(offset, -1, 'no file has a cursor');
  const texts = entries.map(([each, own]) => opened(each, own.replace(CURSOR, '')));
  const file = texts.find(({ uri }) => uri.endsWith(`/${name}`));
  assert.ok(file);
  const config = readConfig(files['handoff.config.json']?.replace(CURSOR, '') ?? '{}').config;
  return { file, offset, folder: { files: () => texts, config: () => config, tools: () => tools } };
}

/** Labels of what is offered at the cursor, in order. */
export function labels(files: Readonly<Record<string, string>>, tools: readonly ToolFacts[] = []): string[] {
  const { file, offset, folder } = marked(files, tools);
  return complete(file, offset, folder).items.map(({ label }) => label);
}

/** The text after taking an offer at the cursor. */
export function taken(
  files: Readonly<Record<string, string>>,
  label: string,
  tools: readonly ToolFacts[] = [],
): string {
  const { file, offset, folder } = marked(files, tools);
  const item = complete(file, offset, folder).items.find((each) => each.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is not offered`);
  const { range, newText } = item.textEdit;
  return (
    file.text.slice(0, file.lines.offsetAt(range.start)) +
    newText +
    file.text.slice(file.lines.offsetAt(range.end))
  );
}

export const CONFIG = JSON.stringify({
  bots: { shop: { workflow: './refund.workflow.json', name: 'Shop assistant', variables: ['order.total'] } },
  people: {
    alice: { name: 'Alice', roles: ['finance'], manager: 'user:dana' },
    dana: { name: 'Dana', teams: ['support'] },
  },
  mcpServers: {
    orders: { command: 'node', tools: { get_order: { effect: 'read' } } },
    payments: { command: 'node', tools: { create_refund: { effect: 'irreversible' } } },
  },
});

export const SCENARIO = JSON.stringify({
  workflow: './refund.workflow.json',
  scenarios: [
    {
      name: 'A refund is paid',
      auth: { verify: { verified: 'sam@acme.com' } },
      tools: { orders__get_order: { returns: { id: '45701', total: 120, items: ['a lamp'] } } },
      steps: [
        { user: 'I want my money back' },
        { reviewer: 'user:alice', decide: 'approve', handoff: 'review' },
        { expect: { variables: { 'order.total': 120 } } },
      ],
    },
  ],
});

/** A workflow in which one place is left open: `«nodes»` and `«edges»` are more of them. */
export function refund({ nodes = '', edges = '' }: { nodes?: string; edges?: string } = {}): string {
  return `{
  "bot": "shop",
  "nodes": [
    { "id": "start", "type": "trigger", "data": { "triggerType": "message_received" } },
    { "id": "verify", "type": "auth_gate", "data": { "contact_type": "email", "outputVariable": "email" } },
    {
      "id": "lookup",
      "type": "mcp_tool",
      "data": { "toolName": "orders__get_order", "arguments": "{\\"email\\": \\"{{email}}\\"}", "outputVariable": "order" }
    },
    {
      "id": "review",
      "type": "human",
      "data": { "prompt": "Refund {{order.total}}?", "assignee": "role:finance" }
    }${nodes}
  ],
  "edges": [
    { "source": "start", "target": "verify" },
    { "source": "verify", "target": "lookup", "sourceHandle": "verified" },
    { "source": "lookup", "target": "review" }${edges}
  ]
}`;
}
