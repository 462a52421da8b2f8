import type { Gone } from '../core/input.ts';
import type { Config } from '../model/config.ts';
import { hasDirectory } from '../model/people.ts';

/** Who was among the people and is not any more; nobody where there is no directory now (F50). */
export function goneBetween(before: Config, now: Config): Gone[] {
  if (!hasDirectory(now)) return [];
  return Object.entries(before.people ?? {})
    .filter(([name]) => !Object.hasOwn(now.people ?? {}, name))
    .map(([name, { manager }]) => ({ who: `user:${name}`, ...(manager !== undefined && { manager }) }));
}
