/**
 * The ladder of a handoff: who is on which level, what they may decide, what they need to see (R40).
 *
 * A level's authority that is a condition is worked out over the run's variables. Where it is not true, or cannot be
 * decided, the level has no authority here: the case goes upwards, never to somebody with less (I16).
 */
import type { LadderLevel } from '../../../schemas/journal/event.ts';
import type { HandoffFields } from '../../../schemas/workflow/node-fields.ts';
import { evaluate, parse, truthy } from '../../model/condition.ts';
import type { Config } from '../../model/config.ts';
import { parseDuration } from '../../model/duration.ts';
import { lookUp, parsePath, type Scope } from '../../model/path.ts';
import { membersOf } from '../../model/people.ts';
import { scopeOf } from '../scope.ts';
import type { Handoff, Run } from '../state.ts';

/** The author's levels; `length` in milliseconds is the node's own timeout. */
export function levelsOf({ levels = [] }: HandoffFields, length: number | undefined): LadderLevel[] {
  return levels.map(({ to, timeout, authority, requires }) => {
    const own = timeout === undefined ? length : (parseDuration(timeout) ?? length);
    return {
      to,
      ...(own !== undefined && { length: own }),
      ...(authority !== undefined && { authority }),
      ...(requires !== undefined && { requires }),
    };
  });
}

/** Why a level may not decide a case, or nothing. Words that are no condition are only shown. */
export function lack({ to, authority }: LadderLevel, scope: Scope): string | undefined {
  if (authority === undefined) return undefined;
  const parsed = parse(authority);
  if (parsed.kind === 'invalid') return undefined;
  const result = evaluate(parsed.expression, scope);
  if (result.kind === 'undecidable') return `whether ${to} may decide it (${authority}) is not known here`;
  return truthy(result.value) ? undefined : `it is beyond the authority of ${to} (${authority})`;
}

/** Why this person has no authority on any level they are on; nothing where they have, or are on none. */
export function beyondAuthority(
  config: Config,
  handoff: Handoff,
  run: Run | undefined,
  who: string,
  over: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const own = (handoff.ladder ?? []).filter(({ to }) => membersOf(config, to).includes(who));
  if (own.length === 0 || !run) return undefined;
  const scope = scopeAt(run, handoff, over);
  const lacks = own.map((level) => lack(level, scope));
  return lacks.includes(undefined) ? undefined : lacks[0];
}

/** What names mean where a handoff was opened; its branch may have gone on since. */
export function scopeAt(
  run: Run,
  { place }: Pick<Handoff, 'place'>,
  over: Readonly<Record<string, unknown>> = {},
): Scope {
  const branch = run.branches[place.branch];
  if (branch) return scopeOf(run, branch, over);
  const { variables } = run;
  return {
    get: (root) =>
      Object.hasOwn(over, root) ? over[root] : Object.hasOwn(variables, root) ? variables[root] : undefined,
  };
}

/** The level that a handoff stands at. */
export function standing({ ladder = [], level }: Handoff): LadderLevel | undefined {
  return level === undefined ? undefined : ladder[level - 1];
}

/** Keys of the context that its level requires and that are not there. */
export function missingContext(handoff: Handoff): string[] {
  const context = handoff.context;
  const scope: Scope = {
    get: (root) =>
      typeof context === 'object' && context !== null && Object.hasOwn(context, root)
        ? Reflect.get(context, root)
        : undefined,
  };
  return (standing(handoff)?.requires ?? []).filter((key) => {
    const path = parsePath(key);
    const value = path && lookUp(path, scope);
    return value === undefined || value === null || value === '';
  });
}
