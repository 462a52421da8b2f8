/** How a page that shows a folder's engine stands with it, in words. Pure. */
import type { Link } from '../schemas/protocol/webview.ts';
import type { Standing } from './engine/standing.ts';
import type { Translate } from './words.ts';

/** What became of reading it: nothing yet, something, nobody knows it, or not for this person. */
export type Found = 'unread' | 'read' | 'gone' | { denied: string };

export function pageLink(standing: Standing, found: Found, t: Translate): Link {
  switch (standing.kind) {
    case 'live':
      if (found === 'unread') return { kind: 'loading' };
      if (found === 'read') return { kind: 'live' };
      return found === 'gone' ? { kind: 'gone' } : { kind: 'denied', who: found.denied };
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
        next: t('What was said and decided is on disk; clocks stand still. Start the engine to go on.'),
      };
    case 'incompatible':
      return { kind: 'read-only', why: t('The engine is newer than this window: {0}.', standing.why) };
    case 'error':
      return { kind: 'error', what: t('The engine cannot be reached.'), next: standing.why };
    default:
      return standing satisfies never;
  }
}
