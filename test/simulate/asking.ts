/** One question with its ways out, and the people around it. */
import { ask, call, edges, returns, say, start } from './parts.ts';

export const people = {
  alice: { name: 'Alice', roles: ['support'], manager: 'user:dana' },
  bob: { name: 'Bob', roles: ['support', 'legal'] },
  dana: { name: 'Dana' },
  erin: { name: 'Erin', email: 'erin@acme.com', roles: ['support'] },
  olga: { name: 'Olga' },
};
export const asking = (fields: Record<string, unknown> = {}, config: object = {}) => ({
  nodes: [start, ask('a', fields), call('pay', 's__pay', { to: '{{user_id}}' }), say('legal'), say('late')],
  edges: edges('start>a', 'a>pay:approved', 'a>legal:redirected', 'a>late:timeout'),
  tools: { s__pay: returns({ ok: true }) },
  config: { people, bots: { shop: { owners: ['user:olga'] } }, ...config } as never,
});
/** What a person does at the open handoff. */
export const does = (who: string, verb: object) => ({ reviewer: `user:${who}`, ...verb });
export const reason = 'a matter for them';
