/** Arguments of a tool: as its server describes them, else as the folder's files call it. */
import type { Node } from 'jsonc-parser';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { propertyOf, readJson } from '../../../model/json-text.ts';
import { fieldNode } from '../../../model/read.ts';
import { typeOfSchema, type ValueType, wordsOf } from '../../../model/value-type.ts';
import { textOf } from '../items.ts';
import { keysOf } from '../names-of-items.ts';
import { type Asked, literal, type Offer, type Offers, wordSpan, written } from './offer.ts';
import { inTemplate, variablesHere } from './variables.ts';

/** A skeleton of all arguments where there is nothing yet; a variable inside braces. */
export function skeleton(asked: Asked): Offers | undefined {
  const inside = inTemplate(asked);
  if (inside !== undefined) return inside;
  const { token, node } = asked.cursor;
  if (token !== undefined && !/^\s*\{?\s*\}?\s*$/.test(token.text)) return undefined;
  const tool = toolOf(node?.tree);
  const known = tool === undefined ? [] : argumentsOf(asked, tool);
  if (tool === undefined || known.length === 0) return undefined;
  const variables = new Set(variablesHere(asked).map(({ name }) => name));
  const members = known.map(([name], index) => {
    const value = variables.has(name) ? `{{${name}}}` : '';
    return `${quoted(name, token !== undefined)}: ${filled(value, index + 1, token !== undefined)}`;
  });
  const offer: Offer = {
    label: `arguments of ${tool}`,
    kind: CompletionItemKind.Snippet,
    isSnippet: true,
    text: `{ ${members.join(', ')} }`,
    detail: known.map(([name, type]) => `${name}: ${wordsOf(type)}`).join(', '),
  };
  return { span: wordSpan(asked), offers: [offer] };
}

/** A key among the arguments, where they are written as an object. */
export function argument(asked: Asked): Offers | undefined {
  const { node } = asked.cursor;
  const tool = toolOf(node?.tree);
  if (tool === undefined || node?.tree === undefined) return undefined;
  const given = new Set(keysOf(fieldNode(node.tree, 'arguments')?.value).map(({ value }) => String(value)));
  const offers = argumentsOf(asked, tool)
    .filter(([name]) => !given.has(name) || name === asked.cursor.token?.text)
    .map(([name, type]) => ({
      label: name,
      kind: CompletionItemKind.Property,
      detail: wordsOf(type),
      text: written(asked, name),
    }));
  return { span: wordSpan(asked), offers };
}

function toolOf(tree: Node | undefined): string | undefined {
  const value: unknown = tree === undefined ? undefined : fieldNode(tree, 'toolName')?.value.value;
  return typeof value === 'string' ? value : undefined;
}

function argumentsOf({ folder }: Asked, tool: string): [string, ValueType][] {
  const described = folder.tools().find(({ name }) => name === tool)?.input;
  const type = typeOfSchema(described);
  if (type.kind === 'object' && Object.keys(type.members).length > 0) return Object.entries(type.members);
  const names = folder.files().flatMap((file) => {
    if (file.kind === 'scenario') return expectedIn(file.tree, tool);
    const { items } = file.outline.nodes;
    return items.flatMap(({ tree }) => (toolOf(tree) === tool ? givenIn(tree) : []));
  });
  return [...new Set(names)].map((name) => [name, { kind: 'any' }]);
}

function givenIn(tree: Node | undefined): string[] {
  const value = tree === undefined ? undefined : fieldNode(tree, 'arguments')?.value;
  if (value?.type === 'object') return keysOf(value).map((key) => String(key.value));
  if (typeof value?.value !== 'string') return [];
  return keysOf(readJson(value.value).tree).map((key) => String(key.value));
}

function expectedIn(tree: Node | undefined, tool: string): string[] {
  const scenarios = propertyOf(tree, 'scenarios')?.value.children ?? [];
  const steps = scenarios.flatMap((scenario) => propertyOf(scenario, 'steps')?.value.children ?? []);
  return steps.flatMap((step) => {
    const called = propertyOf(propertyOf(step, 'expect')?.value, 'toolCalled')?.value;
    if (textOf(called, 'name') !== tool) return [];
    return keysOf(propertyOf(called, 'arguments')?.value).map((key) => String(key.value));
  });
}

/** In a string that holds JSON, quotes are escaped. */
function quoted(name: string, inString: boolean): string {
  const text = inString ? JSON.stringify(JSON.stringify(name)).slice(1, -1) : JSON.stringify(name);
  return literal(text);
}

function filled(value: string, place: number, inString: boolean): string {
  const quote = inString ? '\\\\"' : '"';
  return `${quote}\${${place}:${literal(value)}}${quote}`;
}
