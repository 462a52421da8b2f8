/** What a panel draws, from where the session stands and what is known of the handoff. Pure. */
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Link, ReviewView } from '../../schemas/protocol/webview.ts';
import type { Standing } from '../engine/standing.ts';
import { isFor, type Person } from '../people/directory.ts';
import type { Translate } from '../words.ts';

export interface Shown {
  standing: Standing;
  me: string | null;
  people: readonly Person[];
  /** Nothing while it is being read; null where the engine does not know it. */
  item: HandoffDetail | null | undefined;
}

export function reviewView(shown: Shown, t: Translate): ReviewView {
  return {
    link: linkOf(shown, t),
    me: shown.me,
    item: shown.item ?? null,
    people: candidates(shown.people, t),
  };
}

function linkOf({ standing, me, people, item }: Shown, t: Translate): Link {
  switch (standing.kind) {
    case 'live':
      if (item === undefined) return { kind: 'loading' };
      if (item === null) return { kind: 'gone' };
      return isOthers(item, me, people)
        ? { kind: 'denied', who: t('It waits for {0}.', whomFor(item, people, t)) }
        : { kind: 'live' };
    case 'connecting':
      return { kind: 'loading' };
    case 'stale':
      return { kind: 'stale', since: new Date(standing.since).toISOString() };
    case 'read-only':
      return { kind: 'read-only', why: standing.why };
    case 'engine-off':
      return {
        kind: 'error',
        what: t('The engine is not running.'),
        next: t('This handoff keeps waiting on disk; its clocks stand still. Start the engine to decide it.'),
      };
    case 'incompatible':
      return { kind: 'read-only', why: t('The engine is newer than this window: {0}.', standing.why) };
    case 'error':
      return { kind: 'error', what: t('The engine cannot be reached.'), next: standing.why };
    default:
      return standing satisfies never;
  }
}

/** Surely somebody else's: only said where the folder's config knows the person. */
function isOthers(item: HandoffDetail, me: string | null, people: readonly Person[]): boolean {
  if (item.status !== 'open' || me === null || !people.some((person) => person.principal === me))
    return false;
  return !item.mayDecide && !isFor(item.assignee, me, people);
}

function whomFor({ assignee }: HandoffDetail, people: readonly Person[], t: Translate): string {
  if (assignee === null) return t('somebody else');
  return people.find(({ principal }) => principal === assignee)?.name ?? assignee;
}

/** Everybody a handoff can be given to, people first. */
function candidates(people: readonly Person[], t: Translate): ReviewView['people'] {
  const groups = [
    ...people.flatMap(({ roles }) => roles.map((role) => `role:${role}`)),
    ...people.flatMap(({ teams }) => teams.map((team) => `team:${team}`)),
  ];
  const words = (group: string) =>
    group.startsWith('role:') ? t('Role {0}', group.slice(5)) : t('Team {0}', group.slice(5));
  return [
    ...people.map(({ principal, name }) => ({ principal, name })),
    ...[...new Set(groups)].map((principal) => ({ principal, name: words(principal) })),
  ];
}
