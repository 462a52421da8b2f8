/** The parts of the pages that are made from the code they describe. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LIMITS } from '../engine/host/bridge/limits.ts';
import { schemaText } from '../engine/host/projection/tables.ts';
import { NODE_KINDS, rowOf, TRIGGER_VARIABLES } from '../engine/model/node-table.ts';
import type { NodeType } from '../engine/model/workflow.ts';
import { ALLOWED, METHODS, type Method } from '../schemas/protocol/methods.ts';
import { requirementTable } from './requirements.ts';

interface Part {
  description?: string;
  $ref?: string;
  required?: string[];
  properties?: Record<string, Part>;
  definitions?: Record<string, Part>;
  anyOf?: Part[];
  allOf?: Part[];
}

const root = path.join(import.meta.dirname, '..');
const schema = (file: string) =>
  JSON.parse(readFileSync(path.join(root, 'schemas', file), 'utf8')) as Required<Part>;

const TYPES = Object.keys(NODE_KINDS) as NodeType[];

const WHAT: Readonly<Record<Method, string>> = {
  hello: 'first of all: who is there; answers with the versions the engine speaks and the last sequence',
  'conversation/message': 'a user said something; answers with the run it started or reached',
  'conversation/delivered': 'the user has got this message; until then it comes again',
  'handoff/list': 'what waits, or waited, for a person',
  'handoff/get': 'one handoff with conversation, variables, calls, history and digest',
  'handoff/preview': 'the calls that a decision would let happen, and their digest',
  'handoff/decide': 'decides it',
  'handoff/seen': 'its facts were on screen',
  'handoff/claim': 'I look at it',
  'handoff/release': 'I no longer do',
  'handoff/assign': 'somebody else is to decide',
  'handoff/escalate': 'up one step now, without waiting for the clock',
  'handoff/redirect': 'to somebody else, or on a path that the author allowed',
  'handoff/ask': 'asks the user or the bot something first',
  'handoff/annotate': 'leaves a note for the next reviewer',
  'handoff/undo': 'takes a decision back while its effects are held',
  'handoff/batch': 'one decision for several of low risk',
  'handoff/open': 'asks a person something outside of any workflow file',
  'conversation/list': 'conversations of bots with users',
  'conversation/get': 'one conversation with its messages',
  'conversation/take': 'a person speaks from here on, the bot is silent',
  'conversation/reply': 'says something to the user as a person',
  'conversation/return': 'the bot speaks again',
  'conversation/erase': 'removes its personal content; the chain still verifies',
  'run/list': 'runs',
  'run/get': 'one run with its steps',
  'run/start': 'starts a run without a message',
  'run/cancel': 'ends a run',
  'run/changes': 'how the definition it keeps differs from the one of today, and a verdict',
  'run/migrate': 'goes on with another definition',
  'review/list': 'finished answers that were picked for a look',
  'review/get': 'one of them with its conversation',
  'review/record': 'says how good it was, with a correction',
  'events/subscribe': 'everything after this sequence, and from then on what happens',
  'stats/get': 'rates, times and load',
  'tools/list': 'what the MCP servers that were reached say of their tools',
  'engine/status': 'version, mode, sequence and what is under way',
  'engine/stop': 'ends the engine cleanly',
  'engine/halt': 'no effect begins from here on, over restarts, until it is resumed',
  'engine/resume': 'ends a halt: what was planned begins',
  'token/create': 'mints a credential, shown this once',
  'token/revoke': 'a credential no longer counts',
};

export const GENERATED: Readonly<Record<string, () => string>> = {
  tables,
  nodes,
  'handoff-fields': () => fieldRows(schema('workflow/handoff-fields.schema.json')),
  methods,
  limits,
  requirements: requirementTable,
  steps: () => choices('Step', ['Step', 'What', 'With']),
  expectations: () => choices('Expectation', ['Expectation', 'What', 'With']),
  customer: () => `\`\`\`js\n${readFileSync(path.join(root, 'examples/refund/customer.mjs'), 'utf8')}\`\`\``,
};

/** From the database's own text: the comments in it are what `.schema` shows too. */
function tables(): string {
  const rows = [...schemaText().matchAll(/^-- ([^\n]*)\nCREATE (?:TABLE|VIEW) (\w+) \((.*?)^\)/gms)].flatMap(
    ([, what = '', name = '', body = '']) => {
      const columns = [...body.matchAll(/^ {2}(\w+)[, ][^\n]*-- ([^\n]*)$/gm)]
        .filter(([, column = '']) => !['n', 'entity'].includes(column))
        .sort(([, a = ''], [, b = '']) => a.localeCompare(b, 'en'))
        .map(([, column, meaning]) =>
          meaning === 'identity' ? `**\`${column}\`**` : `\`${column}\` ${meaning}`,
        );
      return [[`\`${name}\``, what, name === 'runs_archive' ? 'those of `runs`' : columns.join('; ')]];
    },
  );
  return table(['Table', 'What', 'Columns'], rows);
}

function nodes(): string {
  const rows = TYPES.map((type) => {
    const { description, required, allOf = [], ...own } = schema(`workflow/nodes/${type}.schema.json`);
    const asks = allOf.some(({ $ref }) => $ref === '../handoff-fields.schema.json');
    const shared = asks ? [] : allOf.map(({ $ref = '' }) => schema(`workflow/nodes/${$ref}`).properties);
    const properties = Object.assign({}, own.properties, ...shared);
    const names = Object.keys(properties).filter((name) => name !== 'label');
    const fields = names.map((name) => (required?.includes(name) ? `**\`${name}\`**` : `\`${name}\``));
    const sets = type === 'trigger' ? TRIGGER_VARIABLES.map((name) => `\`${name}\``) : [];
    return [
      `\`${type}\``,
      description,
      [...fields, ...(asks ? ['those of handoffs'] : [])].join(', '),
      rowOf(type)
        .handles({})
        .map((name) => `\`${name}\``)
        .join(', '),
      [...sets, ...('outputVariable' in properties || asks ? ['its `outputVariable`'] : [])].join(', '),
    ];
  });
  return table(['Type', 'What it does', 'Fields', 'Ends with, besides the plain end', 'Sets'], rows);
}

function methods(): string {
  const { properties, definitions } = schema('protocol/bridge.schema.json');
  const rows = METHODS.map((name) => {
    const part = resolved(properties[name], definitions);
    const params = [part, ...(part.allOf ?? []), ...(part.anyOf ?? []).slice(0, 1)].map((one) =>
      resolved(one, definitions),
    );
    const required = new Set(params.flatMap((one) => one.required ?? []));
    const names = [...new Set(params.flatMap((one) => Object.keys(one.properties ?? {})))];
    const shown = names.map((member) => (required.has(member) ? member : `${member}?`)).join(', ');
    return [`\`${name}\``, ALLOWED[name].join(', '), WHAT[name], shown && `\`${shown}\``];
  });
  return table(['Request', 'Open to', 'What', 'Parameters'], rows);
}

function fieldRows({ properties }: Part): string {
  const rows = Object.entries(properties ?? {}).map(([name, { description = '' }]) => [
    `\`${name}\``,
    description,
  ]);
  return table(['Field', 'What'], rows);
}

function limits(): string {
  const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
  return table(
    ['What', 'Limit'],
    [
      ['a frame from a client', mebibytes(LIMITS.frame)],
      ['answers that a client does not read, before it is dropped', mebibytes(LIMITS.answerBuffer)],
      ['requests of one connection under way; further ones wait', String(LIMITS.inFlight)],
      ['connections', String(LIMITS.sockets)],
      ['wrong credentials a minute, from everybody together', String(LIMITS.wrongTokensPerMinute)],
      ['a sign of life is asked for every', `${LIMITS.heartbeatMs / 1000} s`],
    ],
  );
}

/** One row a kind of step or expectation: its own key first, what may stand beside or inside it after. */
function choices(union: string, heads: string[]): string {
  const { definitions } = schema('scenario/scenario.schema.json');
  const rows = (definitions[union]?.anyOf ?? []).map((reference) => {
    const { description = '', required = [], properties = {} } = resolved(reference, definitions);
    const [key = ''] = required;
    const inner = Object.keys(properties[key]?.properties ?? {});
    const others = inner.length > 0 ? inner : Object.keys(properties).filter((name) => name !== key);
    return [`\`${key}\``, description, others.map((name) => `\`${name}\``).join(', ')];
  });
  return table(heads, rows);
}

function resolved(part: Part | undefined, definitions: Record<string, Part>): Part {
  const name = part?.$ref?.replace('#/definitions/', '');
  return { ...(name === undefined ? {} : definitions[name]), ...part };
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
