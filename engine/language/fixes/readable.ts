/** What a condition or a template that cannot be read was probably meant to be; only what then can be read is offered. */
import { findNodeAtOffset } from 'jsonc-parser';
import { parse, references } from '../../model/condition.ts';
import { split } from '../../model/template.ts';
import { variablesOf } from '../variables.ts';
import type { Asked } from './late.ts';
import { type Plan, replacing } from './plan.ts';

export function readable({ document, target }: Asked): Plan[] {
  const { text, tree } = document;
  const known = variablesOf(document);
  const source = text.slice(target.offset, target.offset + target.length);
  if (source.startsWith('{{') && source.endsWith('}}')) return inTemplate(source, known);
  const string = findNodeAtOffset(tree, target.offset, true);
  if (typeof string?.value !== 'string') return [];
  const place = { offset: string.offset, length: string.length };
  return readings(string.value, known).map((reading) => ({
    title: `Write ${reading}`,
    steps: [{ do: 'replace', text: JSON.stringify(reading), place }],
  }));
}

/** The path that a template begins with, without what was to be done to its value. */
function inTemplate(source: string, known: ReadonlySet<string>): Plan[] {
  const path = /^\{\{\s*([A-Za-z_][\w.[\]]*)/.exec(source)?.[1];
  const template = `{{${path}}}`;
  const [part] = split(template);
  return part?.kind === 'path' && known.has(part.path.root) ? [replacing(`Write ${template}`, template)] : [];
}

const MOST_READINGS = 3;

/** Conditions near to one that cannot be read, nearest first; each can be read and reads variables that are known. */
function readings(source: string, known: ReadonlySet<string>): string[] {
  const each = REWRITES.map((rewrite) => rewrite(source));
  const all = REWRITES.reduce((text, rewrite) => rewrite(text), source);
  return [...new Set([...each, all])].filter((text) => isReadable(text, known)).slice(0, MOST_READINGS);
}

function isReadable(source: string, known: ReadonlySet<string>): boolean {
  const parsed = parse(source);
  return parsed.kind === 'ok' && references(parsed.expression).every(({ root }) => known.has(root));
}

type Rewrite = (source: string) => string;

/** Operators and words of other languages, in the order in which they may be rewritten after one another. */
const REWRITES: readonly Rewrite[] = [
  outside(/([=!])==/g, '$1='),
  outside(/<>/g, '!='),
  outside(/=([<>])/g, '$1='),
  outside(/(?<![=!<>])=(?!=)/g, '=='),
  outside(/\bis\s+not\b/gi, '!='),
  outside(/\bis\b/gi, '=='),
  outside(/\band\b/gi, '&&'),
  outside(/\bor\b/gi, '||'),
  outside(/\bnot\s+/gi, '!'),
  outside(/(?<!&)&(?!&)/g, '&&'),
  outside(/(?<!\|)\|(?!\|)/g, '||'),
  outside(/\b(True|False)\b/g, (word) => word.toLowerCase()),
  outside(/\b(None|undefined|nil)\b/g, 'null'),
  outside(/\.(toLowerCase|toUpperCase|lower|upper|trim|strip|toString)\(\s*\)/g, ''),
  outside(/\b[A-Za-z_]\w*\(\s*([A-Za-z_][\w.]*)\s*\)/g, '$1'),
  quoted,
  closedText,
  balanced,
];

/** Texts in quotes, also one that is not closed. */
const TEXTS = /("(?:[^"\\]|\\.)*(?:"|$)|'(?:[^'\\]|\\.)*(?:'|$))/;

/** A rewrite of what stands outside of texts in quotes. */
function outside(pattern: RegExp, by: string | ((word: string) => string)): Rewrite {
  const rewrite = (part: string): string =>
    typeof by === 'string' ? part.replace(pattern, by) : part.replace(pattern, by);
  return (source) =>
    source
      .split(TEXTS)
      .map((part, index) => (index % 2 === 1 ? part : rewrite(part)))
      .join('');
}

/** A text of several words without quotes behind a comparison. */
function quoted(source: string): string {
  return outside(
    /([=!]=)\s*([A-Za-z\p{L}][^"'&|()<>=!?:{}]*[\s-][^"'&|()<>=!?:{}]*?)\s*(?=&&|\|\||\)|$)/gu,
    '$1 "$2"',
  )(source);
}

function closedText(source: string): string {
  const quotes = source.match(/(?<!\\)"/g)?.length ?? 0;
  return quotes % 2 === 1 ? `${source.trimEnd()}"` : source;
}

/** With as many brackets closed as opened. */
function balanced(source: string): string {
  const outer = source.split(TEXTS).filter((_, index) => index % 2 === 0);
  const depth = [...outer.join('')].reduce(
    (sum, sign) => sum + (sign === '(' ? 1 : sign === ')' ? -1 : 0),
    0,
  );
  return depth > 0 ? source.trimEnd() + ')'.repeat(depth) : source;
}
