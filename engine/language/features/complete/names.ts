/** Names that can stand at the cursor: nodes, handles, tools, people, bots, files, decisions. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Config } from '../../../model/config.ts';
import { optionsOf, REDIRECTED } from '../../../model/handoff-options.ts';
import { handlesOf } from '../../../model/node-table.ts';
import { isHandoff } from '../../handoffs.ts';
import { nameOf, type OpenFile } from '../file.ts';
import type { NodeItem } from '../items.ts';
import { botIn, namesIn, workflowAbout } from '../names.ts';
import { edgesFrom, nodeOf } from '../neighbours.ts';
import { type Asked, fitting, type Offer, type Offers, wordSpan, written } from './offer.ts';

function offered(asked: Asked, offers: readonly Offer[]): Offers {
  return {
    span: wordSpan(asked),
    offers: offers.map((offer) => ({ text: written(asked, offer.label), ...offer })),
  };
}

export function nodes(asked: Asked): Offers {
  const about = workflowAbout(asked.file, asked.cursor.path, asked.folder.files());
  const items = about?.outline.nodes.items ?? [];
  const own = asked.cursor.node?.id;
  const span = wordSpan(asked);
  const typed = asked.file.text.slice(span.offset, asked.cursor.offset);
  const offers = fitting(items, ({ id }) => id, typed).flatMap((item): Offer[] =>
    item.id === undefined || item.id === own
      ? []
      : [{ label: item.id, kind: CompletionItemKind.Class, detail: () => aboutNode(item) }],
  );
  return offered(asked, offers);
}

export function aboutNode({ type = 'no type', node }: NodeItem): string {
  const fields: Readonly<Record<string, unknown>> = { ...node?.fields };
  return typeof fields.label === 'string' ? `${type} · ${fields.label}` : type;
}

/** Handles of the node that the edge leaves; those that no edge takes come first. */
export function handles(asked: Asked): Offers {
  const { outline } = asked.file;
  const source = asked.cursor.edge?.source;
  const item = nodeOf(outline, source);
  const { node } = item ?? {};
  const ends = node === undefined ? [] : [...handlesOf(node), ...(isHandoff(node) ? [REDIRECTED] : [])];
  const taken = new Set(
    edgesFrom(outline, source)
      .filter((edge) => edge !== asked.cursor.edge)
      .map(({ handle }) => handle),
  );
  const offers = ends.map((label) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    detail: taken.has(label) ? `of ${source}, has an edge` : `of ${source}`,
  }));
  return offered(asked, [
    ...offers.filter(({ label }) => !taken.has(label)),
    ...offers.filter(({ label }) => taken.has(label)),
  ]);
}

/** Tools of connected servers, then those the configuration and the files name. */
export function tools(asked: Asked): Offers {
  const { folder } = asked;
  const known = new Map<string, Offer>();
  const kind = CompletionItemKind.Function;
  for (const { name, description } of folder.tools())
    known.set(name, { label: name, kind, detail: description ?? 'of a connected server' });
  for (const [server, { tools: listed = {} }] of Object.entries(folder.config()?.mcpServers ?? {}))
    for (const [tool, { effect = 'irreversible' }] of Object.entries(listed))
      if (!known.has(`${server}__${tool}`))
        known.set(`${server}__${tool}`, { label: `${server}__${tool}`, kind, detail: effect });
  for (const name of namesUsed(asked, 'tool'))
    if (!known.has(name)) known.set(name, { label: name, kind, detail: 'used in this folder' });
  return offered(asked, [...known.values()]);
}

function namesUsed({ folder, cursor, file }: Asked, kind: 'tool' | 'bot'): string[] {
  const files = folder.files();
  const here = (name: { offset: number }, other: OpenFile): boolean =>
    other.uri === file.uri && name.offset === cursor.token?.offset;
  return files.flatMap((other) =>
    namesIn(other, files)
      .filter((name) => name.kind === kind && !here(name, other))
      .map(({ name }) => name),
  );
}

export function people(asked: Asked): Offers {
  return offered(asked, directoryOf(asked.folder.config()));
}

function directoryOf(config: Config | undefined): Offer[] {
  const people = Object.entries(config?.people ?? {});
  const groups = new Map<string, string[]>();
  const add = (group: string, name: string): void => {
    groups.set(group, [...(groups.get(group) ?? []), name]);
  };
  for (const [, { name, roles = [], teams = [] }] of people) {
    for (const role of roles) add(role.includes(':') ? role : `role:${role}`, name);
    for (const team of teams) add(team.includes(':') ? team : `team:${team}`, name);
  }
  return [
    ...[...groups].map(([label, names]) => ({
      label,
      kind: CompletionItemKind.Module,
      detail: names.join(', '),
    })),
    ...people.map(([id, { name }]) => ({
      label: `user:${id}`,
      kind: CompletionItemKind.Constant,
      detail: name,
    })),
  ];
}

/** Bots of the configuration and of the workflows around. */
export function bots(asked: Asked): Offers {
  const configured = Object.entries(asked.folder.config()?.bots ?? {});
  const known = new Map(configured.map(([bot, { name }]) => [bot, name ?? 'of the configuration']));
  for (const file of asked.folder.files())
    if (file.kind === 'workflow' && !known.has(botIn(file))) known.set(botIn(file), nameOf(file.uri));
  const offers = [...known].map(([label, detail]) => ({ label, kind: CompletionItemKind.Module, detail }));
  return offered(asked, offers);
}

/** Workflows as paths from this file. */
export function files(asked: Asked): Offers {
  const others = asked.folder
    .files()
    .filter(({ kind, uri }) => kind === 'workflow' && uri !== asked.file.uri);
  const offers = others.map(({ uri }) => ({
    label: relative(asked.file.uri, uri),
    kind: CompletionItemKind.File,
    detail: 'workflow',
  }));
  return offered(asked, offers);
}

function relative(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let same = 0;
  while (same < here.length && here[same] === there[same]) same++;
  const up = here.length - same;
  const rest = there.slice(same).map(decodeURIComponent).join('/');
  return up === 0 ? `./${rest}` : `${'../'.repeat(up)}${rest}`;
}

/** Decisions that the handoffs of the scenario's workflow offer. */
export function decisions(asked: Asked): Offers {
  const about = workflowAbout(asked.file, asked.cursor.path, asked.folder.files());
  const labels = (about?.outline.nodes.items ?? []).flatMap(({ node, id = '' }) =>
    node === undefined || node.type === 'unknown' || !isHandoff(node)
      ? []
      : optionsOf(node.fields).map((option) => [option, id] as const),
  );
  const offers = [...new Map(labels)].map(([label, id]) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    detail: `at ${id}`,
  }));
  return offered(asked, offers);
}
