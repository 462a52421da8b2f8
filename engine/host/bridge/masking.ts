/** Variables as they are shown: those the bot names come first, those it calls sensitive are masked. */
import type { Variables } from '../../../schemas/journal/event.ts';
import { isRecord } from '../../../schemas/protocol/frame.ts';
import type { BotSettings } from './queries.ts';

const MASK = '•••';

export interface Shown {
  variables: Variables;
  masked: string[];
}

export function shownVariables(
  variables: Readonly<Variables>,
  { variables: first, sensitive }: BotSettings,
): Shown {
  const names = new Set([...first.map((path) => keysOf(path)[0] ?? ''), ...Object.keys(variables)]);
  const ordered = Object.fromEntries(
    [...names].filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
  );
  const masked: string[] = [];
  let shown: unknown = ordered;
  for (const path of sensitive) {
    const next = masking(shown, keysOf(path));
    if (next === shown) continue;
    shown = next;
    masked.push(path);
  }
  return { variables: isRecord(shown) ? shown : {}, masked };
}

export interface Edit {
  path: string;
  before: unknown;
  after: unknown;
}

/** What a reviewer changed, with the same masks: where the path lies within a sensitive one, or leads to it. */
export function shownEdits(edits: readonly Edit[], sensitive: readonly string[]): Edit[] {
  return edits.map(({ path, ...values }) => {
    const keys = keysOf(path);
    let { before, after } = values;
    for (const secret of sensitive.map(keysOf)) {
      if (!startsWith(secret, keys) && !startsWith(keys, secret)) continue;
      const rest = secret.slice(keys.length);
      before = masking(before, rest);
      after = masking(after, rest);
    }
    return { path, before, after };
  });
}

function startsWith(keys: readonly string[], first: readonly string[]): boolean {
  return first.every((key, index) => keys[index] === key);
}

/** The value with what stands at the path replaced; the same value where nothing stands there. */
function masking(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return MASK;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
  const inner: unknown = Reflect.get(value, key);
  const masked = masking(inner, rest);
  if (masked === inner) return value;
  return Array.isArray(value)
    ? value.map((item: unknown, i) => (String(i) === key ? masked : item))
    : { ...value, [key]: masked };
}

/** `a.b[0].c` → its keys. */
function keysOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}
