/** Variables that exist at the cursor, with their types and where they come from: in templates, conditions and paths. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { PLAIN } from '../../../model/edges.ts';
import { setsOutputs } from '../../../model/node-table.ts';
import { parsePath } from '../../../model/path.ts';
import { typeAt, type ValueType, wordsOf } from '../../../model/value-type.ts';
import { workflowAbout } from '../names.ts';
import { nodeOf } from '../neighbours.ts';
import { type Sample, type Samples, samplesOf, typeOfValue } from '../samples.ts';
import { scopeAt, type Variable } from '../scope.ts';
import { type Asked, fitting, type Offer, type Offers } from './offer.ts';

/** Inside `{{ }}` of a text. */
export function inTemplate(asked: Asked): Offers | undefined {
  const { file, cursor } = asked;
  if (cursor.token === undefined) return undefined;
  const before = file.text.slice(cursor.token.offset, cursor.offset);
  const open = before.lastIndexOf('{{');
  if (open === -1 || before.indexOf('}', open) !== -1) return undefined;
  const path = /^\s*(\S*)$/.exec(before.slice(open + 2).replace(/^\{/, ''))?.[1];
  if (path === undefined) return undefined;
  const after = file.text.slice(cursor.offset, cursor.offset + 200);
  const rest = /^[\p{L}\p{N}_$-]*/u.exec(after)?.[0] ?? '';
  const braces = /^\s*(\}{0,2})/.exec(after.slice(rest.length))?.[1] ?? '';
  // Where nothing closes it yet, the word behind the cursor is prose and stays.
  return pathOffers(asked, path, braces === '' ? 0 : rest.length, '}}'.slice(braces.length));
}

/** In a condition: in braces, or bare where no text in quotes is open. */
export function inCondition(asked: Asked): Offers | undefined {
  const inside = inTemplate(asked);
  const { token, offset } = asked.cursor;
  if (inside !== undefined || token === undefined) return inside;
  const before = asked.file.text.slice(token.offset, offset);
  const quotes = before.match(/'|\\"/g)?.length ?? 0;
  if (quotes % 2 === 1) return undefined;
  return barePath(asked, before);
}

/** A whole string that is a path, or a key that is one. */
export function asPath(asked: Asked): Offers | undefined {
  const { token, offset } = asked.cursor;
  return barePath(asked, token === undefined ? '' : asked.file.text.slice(token.offset, offset));
}

function barePath(asked: Asked, before: string): Offers {
  const path = /[\p{L}_$][\p{L}\p{N}_$.[\]]*$/u.exec(before)?.[0] ?? '';
  const after = asked.file.text.slice(asked.cursor.offset, asked.cursor.offset + 200);
  const rest = /^[\p{L}\p{N}_$]*/u.exec(after)?.[0] ?? '';
  return pathOffers(asked, path, rest.length, '');
}

function pathOffers(asked: Asked, path: string, after: number, closing: string): Offers {
  const dot = path.lastIndexOf('.');
  const typed = path.slice(dot + 1);
  const span = { offset: asked.cursor.offset - typed.length, length: typed.length + after };
  const samples = samplesAt(asked);
  const variables = variablesHere(asked);
  const quoted = asked.cursor.token === undefined;
  const ending = (offer: Offer): Offer => ({
    ...offer,
    text: quoted ? JSON.stringify(offer.label) : offer.label + closing,
  });
  if (dot === -1) {
    const near = fitting(variables, ({ name }) => name, typed);
    return { span, offers: near.map((each) => ending(rootOffer(each, samples))) };
  }
  const base = parsePath(path.slice(0, dot));
  const variable = variables.find(({ name }) => name === base?.root);
  if (base === undefined || variable === undefined) return { span, offers: [] };
  const sample = samples(variable);
  const type = typeAt(knownType(variable, sample), base.segments);
  return {
    span,
    offers: membersOf(type).map(([name, member]) => ending(memberOffer(name, member, base.text))),
  };
}

function rootOffer(variable: Variable, samples: Samples): Offer {
  return {
    label: variable.name,
    kind: CompletionItemKind.Variable,
    isAlwaysDetailed: true,
    detail() {
      const type = wordsOf(knownType(variable, samples(variable)));
      const origins = variable.origins.slice(0, 3).join(', ');
      const from = origins === '' ? 'set by the engine' : `set by ${origins}`;
      return `${type} · ${from}${variable.isSure ? '' : ', not on every way here'}`;
    },
    documentation() {
      const sample = samples(variable);
      return sample === undefined ? undefined : sampleText(sample);
    },
  };
}

function memberOffer(name: string, type: ValueType, of: string): Offer {
  return {
    label: name,
    kind: CompletionItemKind.Field,
    detail: `${wordsOf(type)} · of ${of}`,
    isAlwaysDetailed: true,
  };
}

function membersOf(type: ValueType): [string, ValueType][] {
  if (type.kind === 'list') return [['length', { kind: 'number' }]];
  return type.kind === 'object' ? Object.entries(type.members) : [];
}

/** What the file says of a type, else what a scenario's value shows. */
export function knownType({ type }: Variable, sample: Sample | undefined): ValueType {
  const says = type.kind !== 'any' && !(type.kind === 'object' && Object.keys(type.members).length === 0);
  return says || sample === undefined ? type : typeOfValue(sample.value);
}

const LONGEST = 400;

export function sampleText({ value, from }: Sample): string {
  return valueText(`In the scenario "${from}"`, value);
}

/** A value in Markdown, and where it is from. */
export function valueText(from: string, value: unknown): string {
  const text = JSON.stringify(value, null, 1) ?? '';
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `${from}:\n\n\`\`\`json\n${shown}\n\`\`\``;
}

/** Variables at the cursor; beside a workflow, all of the workflow that the place is about. */
export function variablesHere({ file, cursor, folder }: Asked): readonly Variable[] {
  const { outline } = file;
  if (file.kind !== 'workflow') {
    const about = workflowAbout(file, cursor.path, folder.files());
    return about === undefined ? [] : scopeAt(about.outline.shape, undefined, 'entered');
  }
  const { node, edge } = cursor;
  if (node !== undefined) return scopeAt(outline.shape, node.id, 'entered');
  const source = nodeOf(outline, edge?.source)?.node;
  const hasEnded = source === undefined || setsOutputs(source, edge?.handle ?? PLAIN);
  return scopeAt(outline.shape, edge?.source, hasEnded ? 'ended' : 'entered');
}

function samplesAt({ file, cursor, folder }: Asked): Samples {
  const files = folder.files();
  const about = workflowAbout(file, cursor.path, files);
  return about === undefined ? () => undefined : samplesOf(about, files);
}
