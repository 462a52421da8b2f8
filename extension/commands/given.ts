/** What a caller that knows no sessions hands to a command: a folder by its URI, and names. */
import type { App } from '../app.ts';
import type { Session } from '../engine/session.ts';

/** The session of the folder that the argument names. */
export function sessionGiven({ sessions }: App, argument: unknown): Session | undefined {
  const folder = textGiven(argument, 'folder');
  return folder === undefined ? undefined : sessions.of(folder);
}

/** A member of the argument, where it is a text. */
export function textGiven(argument: unknown, name: string): string | undefined {
  if (typeof argument !== 'object' || argument === null || !Object.hasOwn(argument, name)) return undefined;
  const value = (argument as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
