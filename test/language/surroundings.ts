/** What lies around the golden files: the people and models of their configuration, and bots and workflows of other files. */
import type { Runnable } from '../../engine/language/document.ts';
import type { Config } from '../../engine/model/config.ts';

export const config: Config = {
  people: {
    alice: { name: 'Alice', roles: ['finance', 'lead'], teams: ['support'] },
    bob: { name: 'Bob', teams: ['support'] },
    carol: { name: 'Carol', roles: ['legal'] },
    dana: { name: 'Dana', roles: ['board'] },
  },
  models: {
    default: { baseUrl: 'http://127.0.0.1:1/v1', model: 'large' },
    small: { baseUrl: 'http://127.0.0.1:1/v1', model: 'small' },
  },
};

export const bots: ReadonlyMap<string, string> = new Map([['taken', './other.workflow.json']]);

export const runnable: Runnable = {
  bots: new Set(['billing', 'taken']),
  files: new Set([
    'golden.workflow.json',
    'other.workflow.json',
    'parts/ship.workflow.json',
    'verify.workflow.json',
  ]),
  own: 'golden.workflow.json',
  isAll: true,
};
