/** Changes that a reviewer makes to variables before approving: only where the author allowed it, with before and after. */
import { isForbidden, lookUp, member, parsePath } from '../../model/path.ts';
import { scopeOf } from '../scope.ts';
import type { Handoff } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';

export interface Edited {
  changes: { path: string; before: unknown; after: unknown }[];
  /** Roots as they are after the edits. */
  roots: Map<string, unknown>;
}

export function applyEdits(
  turn: Turn,
  handoff: Handoff,
  decision: string,
  edits: Record<string, unknown> | undefined,
): Edited {
  const roots = new Map<string, unknown>();
  const changes: Edited['changes'] = [];
  const run = turn.run(handoff.place.run);
  const branch = run.branches[handoff.place.branch];
  for (const [path, after] of Object.entries(edits ?? {})) {
    requireAllowed(handoff, decision, path);
    const parsed = parsePath(path);
    if (!parsed || !branch)
      throw new Refusing('invalid', `"${path}" is not the path of a variable.`, { path: `edits.${path}` });
    const scope = scopeOf(run, branch);
    const before = lookUp(parsed, scope) ?? null;
    const root = roots.has(parsed.root) ? roots.get(parsed.root) : scope.get(parsed.root);
    roots.set(parsed.root, replaced(root, parsed.segments, after));
    changes.push({ path, before, after });
  }
  return { changes, roots };
}

function requireAllowed(handoff: Handoff, decision: string, path: string): void {
  const listed = handoff.editable?.some((allowed) => path === allowed || path.startsWith(`${allowed}.`));
  if (listed || handoff.options.includes('modify') || handoff.options.includes('edit')) return;
  throw new Refusing(
    'invalid',
    `"${path}" may not be edited here${handoff.editable ? `; only ${handoff.editable.join(', ')}` : ''}.`,
    {
      path: `edits.${path}`,
      decision,
    },
  );
}

/** A copy of `value` in which what stands at `segments` is `after`. */
function replaced(value: unknown, segments: readonly (string | number)[], after: unknown): unknown {
  const [first, ...rest] = segments;
  if (first === undefined) return after;
  if (typeof first === 'string' && isForbidden(first)) return value;
  const inner = replaced(member(value, first), rest, after);
  if (Array.isArray(value)) return value.map((item, index) => (index === first ? inner : item));
  const before = typeof value === 'object' && value !== null ? value : {};
  return { ...before, [first]: inner };
}
