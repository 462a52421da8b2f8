/** What can stand at a place: a row for each meaning of the cursor. Field names and enums are left to the schema. */
import {
  type CompletionItem,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
} from 'vscode-languageserver-types';
import { cursorAt, type Meaning } from '../cursor.ts';
import { type Folder, type OpenFile, rangeIn } from '../file.ts';
import { argument, skeleton } from './arguments.ts';
import { bots, decisions, files, handles, nodes, people, tools } from './names.ts';
import { type Asked, fitting, MOST_OFFERS, type Offer, type Offers } from './offer.ts';
import { newEdge, newNode, nodeType } from './snippets.ts';
import { asPath, inCondition, inTemplate } from './variables.ts';

const nothing = (): undefined => undefined;

const ROWS: Readonly<Record<Meaning['kind'], (asked: Asked) => Offers | undefined>> = {
  nothing,
  field: nothing,
  'own-id': nothing,
  'own-variable': nothing,
  'own-bot': bots,
  node: nodes,
  'node-type': nodeType,
  'new-node': newNode,
  'new-edge': newEdge,
  handle: handles,
  text: inTemplate,
  arguments: skeleton,
  argument,
  condition: inCondition,
  variable: asPath,
  tool: tools,
  person: people,
  decision: decisions,
  bot: bots,
  file: files,
};

export function complete(file: OpenFile, offset: number, folder: Folder): CompletionList {
  const cursor = cursorAt(file, offset);
  const asked = { file, cursor, folder };
  const { span, offers } = ROWS[cursor.meaning.kind](asked) ?? { span: { offset, length: 0 }, offers: [] };
  const typed = file.text.slice(span.offset, offset);
  const shown = fitting(offers, ({ label }) => label, typed).slice(0, MOST_OFFERS);
  const items = shown.map((offer, index) => itemOf(offer, index, span, file));
  return { items, isIncomplete: offers.length > MOST_OFFERS };
}

function itemOf(offer: Offer, index: number, span: Offers['span'], file: OpenFile): CompletionItem {
  const { label, kind, text = label, isSnippet = false, isAlwaysDetailed = false } = offer;
  const detail = typeof offer.detail === 'function' ? offer.detail() : offer.detail;
  const documentation = offer.documentation?.();
  return {
    label,
    kind,
    sortText: String(index).padStart(4, '0'),
    filterText: label,
    textEdit: { range: rangeIn(file, offer.span ?? span), newText: text },
    ...(detail === undefined ? {} : { detail }),
    ...(isAlwaysDetailed ? { labelDetails: { description: detail } } : {}),
    ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: documentation } }),
    ...(isSnippet
      ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.adjustIndentation }
      : {}),
  };
}
