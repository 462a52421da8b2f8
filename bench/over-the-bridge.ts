/** Durable creates and decides over WebSockets, beside a bare server that gets the same frames. */
import type { Sample } from './figures.ts';
import { variablesOf } from './house.ts';
import { perSecond } from './requesters.ts';
import { bareServer, connect, type EngineServer, engineServer, type Line, type Server } from './servers.ts';

export interface OverTheBridge {
  creates: Sample[];
  decides: Sample[];
}

const QUIET_MS = 1_000;

interface Lines {
  starters: Line[];
  deciders: Line[];
  bare: Line[];
}

/** One engine and one bare server over all rounds; one socket a requester. */
export async function measureOverTheBridge(
  requesters: number,
  requests: number,
  rounds: number,
): Promise<OverTheBridge> {
  const engine = await engineServer();
  const bare = await bareServer();
  const lines = await linesTo(engine, bare, requesters);
  const samples: OverTheBridge = { creates: [], decides: [] };
  await measure(lines, requesters);
  for (let round = 0; round < rounds; round += 1) {
    const { creates, decides } = await measure(lines, requests);
    samples.creates.push(creates);
    samples.decides.push(decides);
  }
  for (const line of [...lines.starters, ...lines.deciders, ...lines.bare]) line.close();
  await engine.end();
  await bare.end();
  return samples;
}

async function linesTo(engine: EngineServer, bare: Server, requesters: number): Promise<Lines> {
  const many = (url: string, token: string) =>
    Promise.all(Array.from({ length: requesters }, () => connect(url, token)));
  return {
    starters: await many(engine.url, await engine.token('alice')),
    deciders: await many(engine.url, await engine.token('bob')),
    bare: await many(bare.url, 'none'),
  };
}

async function measure({ starters, deciders, bare }: Lines, requests: number) {
  const start = (lines: Line[]) =>
    rateOf(lines, requests, (index) => ['run/start', { bot: 'shop', variables: variablesOf(index) }]);
  const createsMeasured = await start(starters);
  await quiet();
  const createsReference = await start(bare);
  const ids = await openHandoffs(deciders);
  const decide = (lines: Line[]) =>
    rateOf(lines, requests, (index) => [
      'handoff/decide',
      { id: ids[index], revision: 1, decision: 'approve' },
    ]);
  const decidesMeasured = await decide(deciders);
  await quiet();
  const decidesReference = await decide(bare);
  return {
    creates: { measured: createsMeasured, reference: createsReference },
    decides: { measured: decidesMeasured, reference: decidesReference },
  };
}

/** What the engine does behind its answers is over before the bare server is measured beside it. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, QUIET_MS));
}

/** Requester n uses socket n alone. */
function rateOf(
  lines: Line[],
  requests: number,
  make: (index: number) => [string, unknown],
): Promise<number> {
  const idle = [...lines];
  return perSecond(lines.length, requests, async (index) => {
    const line = idle.pop();
    if (!line) throw new Error('every socket is busy');
    await line.request(...make(index));
    idle.push(line);
  });
}

async function openHandoffs([line]: Line[]): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await line?.request<{ items: { id: string }[]; next?: string }>('handoff/list', {
      status: 'open',
      limit: 200,
      after,
    });
    ids.push(...(page?.items.map(({ id }) => id) ?? []));
    after = page?.next;
  } while (after !== undefined);
  return ids;
}
