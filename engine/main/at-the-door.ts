/** How a command speaks to the engine that runs: as a person, or as the owner to read; what it refuses ends with 3. */
import type { Client } from '../../schemas/protocol/client.ts';
import { RequestError } from '../../schemas/protocol/codes.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { asOwner, asPerson, type Door, doorOf, storeOf, whoActs } from './bridge-client.ts';
import type { Acting, Where } from './commands/where.ts';
import { Exit } from './exit.ts';
import { configOf } from './workspace.ts';

const REFUSED = 3;

/** @throws Exit 3 where the engine refuses, 2 where none runs or nobody acts */
export async function asActor<T>({ as, ...where }: Acting, use: (client: Client) => Promise<T>): Promise<T> {
  return refusable(() => actingAt(doorOf(storeOf(where)), { as, ...where }, use));
}

export async function actingAt<T>(
  door: Door,
  { as, workspace }: Acting,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const named = process.env.HANDOFF_TOKEN === undefined || as !== undefined;
  return asPerson(door, named ? whoActs(as, configOf(workspace)) : 'user:', use);
}

/** Reads with the owner's credential, which reads and never decides. @throws Exit as `asActor` */
export async function reading<T>(where: Where, read: (client: Client) => Promise<T>): Promise<T> {
  return refusable(() => asOwner(doorOf(storeOf(where)), read));
}

/** @throws Exit 3 in place of what the engine refused */
export async function refusable<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RequestError) throw new Exit(REFUSED, error.message);
    throw error;
  }
}

/** A ticket such as `H-1042` becomes the id behind it; an id stays. */
export async function idOf(client: Client, given: string): Promise<string> {
  if (!/^H-\d+$/i.test(given)) return given;
  for (let after: string | undefined; ; ) {
    const page = await client.request('handoff/list', { limit: 500, ...(after !== undefined && { after }) });
    const found = page.items.find((item) => item.ticket.toLowerCase() === given.toLowerCase());
    if (found) return found.id;
    after = page.next;
    if (after === undefined) return given;
  }
}

export async function handoffAt(client: Client, given: string): Promise<HandoffDetail> {
  return client.request('handoff/get', { id: await idOf(client, given) });
}
