/** Changes that a reviewer makes to variables before approving: only where the author allowed it, with before and after. */
import { isForbidden, lookUp, member, type Path, parsePath } from '../../model/path.ts';
import { scopeOf } from '../scope.ts';
import type { Handoff } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';

export interface Edited {
  changes: { path: string; before: unknown; after: unknown }[];
  /** Roots as they are after the edits. */
  roots: Map<string, unknown>;
}

export function applyEdits(turn: Turn, handoff: Handoff, edits: Record<string, unknown> | undefined): Edited {
  const roots = new Map<string, unknown>();
  const changes: Edited['changes'] = [];
  const run = turn.run(handoff.place.run);
  const branch = run.branches[handoff.place.branch];
  for (const [path, after] of Object.entries(edits ?? {})) {
    const parsed = parsePath(path);
    if (!parsed || !branch || [parsed.root, ...parsed.segments].some((part) => isForbidden(String(part))))
      throw notAllowed(path, `"${path}" is not the path of a variable.`);
    const scope = scopeOf(run, branch);
    const root = roots.has(parsed.root) ? roots.get(parsed.root) : scope.get(parsed.root);
    if (!isListed(handoff, parsed) && !(offersEdits(handoff) && root !== undefined))
      throw notAllowed(
        path,
        `"${path}" may not be edited here${handoff.editable ? `; only ${handoff.editable.join(', ')}` : ''}.`,
      );
    const before = lookUp(parsed, scope) ?? null;
    roots.set(parsed.root, replaced(root, parsed.segments, after, path));
    changes.push({ path, before, after });
  }
  return { changes, roots };
}

/** Whether the node lists this path, or one that leads to it. */
function isListed({ editable = [] }: Handoff, { root, segments }: Path): boolean {
  const keys = [root, ...segments].map(String);
  return editable.some((listed) => {
    const allowed = parsePath(listed);
    return (
      allowed !== undefined &&
      [allowed.root, ...allowed.segments].every((part, index) => String(part) === keys[index])
    );
  });
}

/** `modify` and `edit` open every variable that is shown. */
function offersEdits({ options }: Handoff): boolean {
  return options.includes('modify') || options.includes('edit');
}

function notAllowed(path: string, message: string): Refusing {
  return new Refusing('invalid', message, { path: `edits.${path}` });
}

/** A copy of `value` in which what stands at `segments` is `after`. */
function replaced(value: unknown, segments: Path['segments'], after: unknown, path: string): unknown {
  const [first, ...rest] = segments;
  if (first === undefined) return after;
  const inner = replaced(member(value, first), rest, after, path);
  if (Array.isArray(value)) {
    if (!Object.hasOwn(value, first)) throw notAllowed(path, `There is no entry ${first} at "${path}".`);
    return value.map((item, index) => (String(index) === String(first) ? inner : item));
  }
  const before = typeof value === 'object' && value !== null ? value : {};
  return { ...before, [first]: inner };
}
