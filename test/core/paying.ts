/** A payment that waits for a person, in most tests of what reviewers do. */
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House } from './house.ts';

export const people = {
  alice: { name: 'Alice', roles: ['finance'], manager: 'user:dana' },
  bob: { name: 'Bob', roles: ['finance'] },
  dana: { name: 'Dana' },
  olga: { name: 'Olga' },
};

export async function paying(fields: Record<string, unknown> = {}, config: object = {}): Promise<House> {
  const house = await new House({
    nodes: [
      start,
      ask('a', fields),
      call('pay', 's__pay', { amount: '{{amount}}' }),
      say('no'),
      say('legal'),
    ],
    edges: edges('start>a', 'a>pay:approved', 'a>no:rejected', 'a>legal:redirected'),
    config: { people, bots: { shop: { owners: ['user:olga'] } }, ...config },
  }).open();
  await house.says('hi', { variables: { amount: 5 } });
  return house;
}

export const about = (house: House) => ({ id: house.handoff().id, revision: house.handoff().revision });
export const undo = (house: House, who = 'user:alice') =>
  house.engine.submit({ kind: 'undo', actor: who, body: { id: house.handoff().id } });
