import { readJson } from '../../model/json-text.ts';
import { remembered } from '../../model/remembered.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';

/** Arguments in a string are a JSON object before anything is filled in. */
export const invalidArgumentsJson: Check = (document) =>
  document.nodes.flatMap((node) => {
    if (node.type !== 'mcp_tool' || typeof node.fields.arguments !== 'string') return [];
    const wrong = problemIn(node, node.fields.arguments);
    const string = wrong === undefined ? undefined : document.field(node, ['arguments']);
    if (string === undefined || wrong === undefined) return [];
    const place = document.within(string, wrong.offset, wrong.length);
    const quoted = node.fields.arguments.replace(BARE, '$1"$2"$3');
    const canQuote = quoted !== node.fields.arguments && problemOf(quoted) === undefined;
    const plans = canQuote
      ? [setting('Put quotes around the templates', node.id, ['arguments'], quoted)]
      : [];
    return [finding('invalid-arguments-json', wrong.message, place, node.id, { plans })];
  });

/** A template that stands where a value does, without quotes. */
const BARE = /([:[,]\s*)(\{\{[^{}"]*\}\})(\s*[,}\]])/g;

const problemIn = remembered((_: KnownNode, source: string) => problemOf(source));

/** What runs parses strictly, so comments and trailing commas are wrong here. */
function problemOf(source: string): { message: string; offset: number; length: number } | undefined {
  const { tree, problems } = readJson(source);
  const [first] = problems;
  if (first !== undefined) {
    const bare = source.slice(Math.max(0, first.offset - 1), first.offset + 2).includes('{{');
    const message = bare
      ? 'A template stands inside a text in quotes: "{{name}}" keeps its type.'
      : first.message;
    return { message, offset: first.offset, length: first.length };
  }
  if (tree?.type !== 'object') {
    return { message: 'Arguments are one JSON object: { "name": … }.', offset: 0, length: source.length };
  }
  return isStrict(source)
    ? undefined
    : {
        message: 'Comments and trailing commas have no place in arguments.',
        offset: 0,
        length: source.length,
      };
}

function isStrict(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}
