/** What stands under the cursor, told in a few lines. What the schema says of a field, VS Code's JSON support tells. */
import type { Hover } from 'vscode-languageserver-types';
import { FIELD_FACTS } from '../../../schemas/generated/field-facts.ts';
import { NODE_GUIDE } from '../../../schemas/generated/node-guide.ts';
import { handlesOf, isNodeType, rowOf } from '../../model/node-table.ts';
import { membersOf } from '../../model/people.ts';
import { wordsOf } from '../../model/value-type.ts';
import { effectOf } from '../tools.ts';
import { aboutNode } from './complete/names.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { wordsOfEdge } from './edge-words.ts';
import { type Folder, type OpenFile, rangeIn } from './file.ts';
import { aboutVariable, memberAt } from './hover-variable.ts';
import type { NodeItem } from './items.ts';
import { type Name, type NameKind, nameAt, workflowAbout } from './names.ts';
import { edgesFrom, nodeOf } from './neighbours.ts';

interface Asked {
  readonly file: OpenFile;
  readonly cursor: Cursor;
  readonly folder: Folder;
}

export function hover(file: OpenFile, offset: number, folder: Folder): Hover | undefined {
  const asked = { file, cursor: cursorAt(file, offset), folder };
  const name = nameAt(file, offset, folder.files());
  const inside = name === undefined ? memberAt(file, offset, folder.files()) : undefined;
  const value =
    inside !== undefined
      ? aboutVariable(inside.name, asked, inside.segments)
      : name === undefined
        ? aboutPlace(asked)
        : ABOUT[name.kind](name, asked);
  if (value === undefined) return undefined;
  const span = inside?.span ?? name ?? asked.cursor.token;
  return {
    contents: { kind: 'markdown', value },
    ...(span === undefined ? {} : { range: rangeIn(file, span) }),
  };
}

const ABOUT: Readonly<Record<NameKind, (name: Name, asked: Asked) => string | undefined>> = {
  node(name, asked) {
    const item = nodeOf(workflowOf(asked)?.outline ?? asked.file.outline, name.name);
    const edge = aboutEdge(asked);
    return item === undefined ? edge : [aboutItem(item), ...(edge === undefined ? [] : [edge])].join('\n\n');
  },
  variable: (name, asked) => aboutVariable(name, asked),
  bot: ({ name }, { folder }) => {
    const bot = folder.config()?.bots?.[name];
    return bot === undefined
      ? `Bot \`${name}\``
      : `Bot \`${name}\`${bot.name === undefined ? '' : `: ${bot.name}`}`;
  },
  tool: aboutTool,
  person({ name }, { folder }) {
    const config = folder.config() ?? {};
    const people = membersOf(config, name).map(
      (who) => config.people?.[who.slice('user:'.length)]?.name ?? who,
    );
    return people.length === 0
      ? `Nobody in the configuration is \`${name}\`.`
      : `\`${name}\`: ${people.join(', ')}`;
  },
  file: () => undefined,
};

function workflowOf({ file, cursor, folder }: Asked): OpenFile | undefined {
  return workflowAbout(file, cursor.path, folder.files());
}

function aboutItem(item: NodeItem): string {
  const { id = '', type = '', node, outputs } = item;
  const lines = [`**${id}** · ${aboutNode(item)}`];
  if (isNodeType(type)) lines.push(NODE_GUIDE[type].description);
  const ends = node === undefined ? [] : handlesOf(node);
  if (ends.length > 0) lines.push(`Ends with: ${ends.map((handle) => `\`${handle}\``).join(', ')}`);
  if (outputs.length > 0)
    lines.push(`Sets: ${outputs.map(({ name, type: is }) => `\`${name}\` (${wordsOf(is)})`).join(', ')}`);
  return lines.join('\n\n');
}

function aboutTool({ name }: Name, { folder }: Asked): string {
  const { description } = folder.tools().find((tool) => tool.name === name) ?? {};
  const effect = `\`${name}\` · ${effectOf(folder.config(), name)}`;
  return description === undefined ? effect : `${effect}\n\n${description}`;
}

function aboutPlace(asked: Asked): string | undefined {
  const { cursor } = asked;
  if (cursor.edge !== undefined) return cursor.isKey ? undefined : aboutEdge(asked);
  const type = cursor.node?.type ?? '';
  if (!isNodeType(type)) return undefined;
  if (cursor.meaning.kind === 'node-type') return aboutType(type);
  const field = cursor.path.findLast((key) => typeof key === 'string');
  return cursor.meaning.kind === 'field' ? aboutField(type, String(field)) : undefined;
}

function aboutType(type: keyof typeof NODE_GUIDE): string {
  const { waits, sideEffect, endsPlainly } = rowOf(type);
  const facts = [
    waits ? 'A run can wait here.' : 'A run goes through at once.',
    EFFECTS[sideEffect],
    endsPlainly ? 'It can end without a handle.' : 'It always ends with a handle.',
  ];
  return `${NODE_GUIDE[type].description}\n\n${facts.join(' ')}`;
}

const EFFECTS: Readonly<Record<ReturnType<typeof rowOf>['sideEffect'], string>> = {
  none: 'It changes nothing outside the run.',
  says: 'The user hears it.',
  mails: 'It sends a mail.',
  calls: 'It calls tools.',
  asks: 'It asks a person.',
  thinks: 'It asks a model.',
  delegates: 'It starts another workflow.',
};

/** What the schema's own text does not say. */
function aboutField(type: keyof typeof NODE_GUIDE, field: string): string | undefined {
  const facts: Readonly<Record<string, readonly string[]>> = FIELD_FACTS[type];
  if (facts.templated?.includes(field)) return '`{{variable}}` in it is filled in when the run gets here.';
  if (facts.conditions?.includes(field)) return 'A condition: comparison, `&& || !`, arithmetic, `in`.';
  return facts.durations?.includes(field) ? 'A length of time: `30s`, `4h`, `1d 12h`.' : undefined;
}

function aboutEdge({ file: { outline }, cursor: { edge } }: Asked): string | undefined {
  if (edge?.source === undefined || edge.target === undefined) return undefined;
  const words = wordsOfEdge(edge, nodeOf(outline, edge.source), edgesFrom(outline, edge.source));
  return `From \`${edge.source}\` to \`${edge.target}\`: ${words}.`;
}
