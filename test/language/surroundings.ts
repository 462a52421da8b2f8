/** What lies around the golden files: the people of their configuration, and a bot of another file. */
import type { Config } from '../../engine/model/config.ts';

export const config: Config = {
  people: {
    alice: { name: 'Alice', roles: ['finance', 'lead'], teams: ['support'] },
    bob: { name: 'Bob', teams: ['support'] },
  },
};

export const bots: ReadonlyMap<string, string> = new Map([['taken', './other.workflow.json']]);
