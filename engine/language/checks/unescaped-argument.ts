import { references } from '../../model/template.ts';
import { type Check, finding } from '../check.ts';
import { type Json, setting } from '../fixes/plan.ts';

/** A value filled into a text that is itself JSON is not escaped for it, so a quote in the value breaks it. */
export const unescapedArgument: Check = (document) =>
  document.nodes.flatMap((node) => {
    if (node.type !== 'mcp_tool' || node.fields.arguments === undefined) return [];
    const { arguments: written } = node.fields;
    if (typeof written === 'string' && !written.includes('\\"')) return [];
    const value = jsonIn(written);
    const found = value === undefined ? undefined : nestedJson(value, []);
    if (value === undefined || found === undefined) return [];
    const { at, inner } = found;
    const place = document.field(node, ['arguments']) ?? document.idOf(node);
    const name = at.join('.') || 'arguments';
    const message = `"${name}" is JSON inside a text, where what {{…}} fills in is not escaped: a quote in it breaks the call. Write it as an object.`;
    const whole = replaceAt(value, at, inner);
    const rewritten = typeof node.fields.arguments === 'string' ? JSON.stringify(whole) : whole;
    const plans = [setting('Write it as an object', node.id, ['arguments'], rewritten)];
    return [finding('unescaped-argument', message, place, node.id, { plans })];
  });

function jsonIn(argument: unknown): Json | undefined {
  return typeof argument === 'string' ? parsed(argument) : (argument as Json);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

type Keys = readonly (string | number)[];

/** The first text that is an object or a list in JSON with a template in it. */
function nestedJson(value: Json, at: Keys): { at: Keys; inner: Json } | undefined {
  if (typeof value === 'string') {
    if (!/^\s*[[{]/.test(value) || references(value).length === 0) return undefined;
    const inner = parsed(value);
    return typeof inner === 'object' && inner !== null ? { at, inner } : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = nestedJson(item as Json, [...at, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function replaceAt(value: Json, [key, ...rest]: Keys, inner: Json): Json {
  if (key === undefined) return inner;
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (index === Number(key) ? replaceAt(item, rest, inner) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === key ? replaceAt(item as Json, rest, inner) : item,
    ]),
  );
}
