/**
 * What a reviewer may change before approving, and where it stands among the variables shown. Pure; the engine has the
 * last word (`engine/core/handoff/edits.ts`). Masked values are not offered: the mask itself would be written.
 */
import type { HandoffDetail } from './views.ts';

export interface Editable {
  path: string;
  /** The value that the bot wrote. */
  before: unknown;
  as: 'text' | 'number' | 'boolean' | 'json';
}

type Shown = Pick<HandoffDetail, 'editable' | 'options' | 'variables' | 'masked' | 'status' | 'agreement'>;

/** Depth to which variables are offered one by one. */
const DEEPEST = 2;

/** The decisions that carry edits: `edit` and `modify` where they are offered, else what approves. */
export function editingDecisions({ options }: Pick<HandoffDetail, 'options'>): string[] {
  const own = options.map(({ decision }) => decision).filter((one) => one === 'edit' || one === 'modify');
  if (own.length > 0) return own;
  return options.filter(({ handle }) => handle !== 'rejected').map(({ decision }) => decision);
}

/** The author's paths, else every variable shown where `edit` or `modify` is offered. Nothing where several agree. */
export function editablesOf(item: Shown): Editable[] {
  if (item.status !== 'open' || item.agreement) return [];
  const { editable, options, variables, masked } = item;
  const open = options.some(({ decision }) => decision === 'edit' || decision === 'modify');
  const listed = editable ?? [];
  const paths = listed.length > 0 ? listed : open ? pathsOf(variables, '', DEEPEST) : [];
  return paths
    .filter((path) => !masked.some((secret) => overlap(keysOf(path), keysOf(secret))))
    .map((path) => {
      const before = valueAt(variables, path) ?? null;
      return { path, before, as: kindOf(before) };
    });
}

/** The value that stands at a path such as `draft.parts[0].text`, own members only; undefined where none does. */
export function valueAt(variables: Readonly<Record<string, unknown>>, path: string): unknown {
  return keysOf(path).reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    variables,
  );
}

function kindOf(value: unknown): Editable['as'] {
  if (typeof value === 'string' || value === null) return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'json';
}

const NAME = /^[A-Za-z_][\w-]*$/;

function pathsOf(values: object, prefix: string, depth: number): string[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    if (!NAME.test(name)) return [];
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value) && depth > 0;
    const inner = isGroup ? pathsOf(value, `${prefix}${name}.`, depth - 1) : [];
    return inner.length > 0 ? inner : [prefix + name];
  });
}

function overlap(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.every((key, index) => long[index] === key);
}

function keysOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}
