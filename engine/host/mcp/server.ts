/**
 * One server of the configuration over the life of the engine: connected when first needed, again after a crash, and
 * never in a hurry when it keeps failing. What it last said of its tools stays known while it is away.
 */
import type { Connection } from './connection.ts';
import type { ListedTool } from './tool-listing.ts';

/** A connection that lasted this long, in milliseconds, makes up for earlier failures. */
const STEADY = 10_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export interface Server {
  /** The tools as last listed, also while the server is away. */
  readonly tools: ReadonlyMap<string, ListedTool>;
  /** The connection, made if there is none. Rejects with an error for people. */
  connection(): Promise<Connection>;
  close(): Promise<void>;
}

type Status =
  | { kind: 'away'; failures: number; notBefore: number; why?: Error }
  | { kind: 'connecting'; connection: Promise<Connection> }
  | { kind: 'connected'; connection: Connection }
  | { kind: 'closed' };

/** `open` makes one attempt and calls back when the connection has ended; `now` is monotonic, in milliseconds. */
export function keepServer(
  open: (onClosed: () => void) => Promise<Connection>,
  now: () => number = () => performance.now(),
): Server {
  let status: Status = { kind: 'away', failures: 0, notBefore: 0 };
  let tools: ReadonlyMap<string, ListedTool> = new Map();

  const away = (failures: number, why?: Error) => {
    if (status.kind === 'closed') return;
    // The first failure after a steady time is answered at once.
    const pause = failures < 2 ? 0 : Math.min(FIRST_PAUSE * 2 ** (failures - 2), LONGEST_PAUSE);
    status = { kind: 'away', failures, notBefore: now() + pause, ...(why && { why }) };
  };

  const attempt = async (failures: number): Promise<Connection> => {
    const since = now();
    let ended = false;
    try {
      const connection = await open(() => {
        ended = true;
        if (status.kind !== 'connected') return;
        tools = connection.tools;
        away(now() - since >= STEADY ? 0 : failures + 1, new Error('it ended shortly after its start'));
      });
      if (ended) throw new Error('it ended during its start');
      if (status.kind === 'closed') {
        await connection.close();
        throw new Error('the engine is stopping');
      }
      status = { kind: 'connected', connection };
      return connection;
    } catch (error) {
      away(failures + 1, error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };

  return {
    get tools() {
      return status.kind === 'connected' ? status.connection.tools : tools;
    },
    connection: async () => {
      if (status.kind === 'closed') throw new Error('the engine is stopping');
      if (status.kind === 'connecting' || status.kind === 'connected') return status.connection;
      const pause = Math.ceil((status.notBefore - now()) / 1000);
      if (pause > 0)
        throw new Error(`${status.why?.message ?? 'it failed'}; tried again in ${pause} s at the earliest`);
      const connection = attempt(status.failures);
      status = { kind: 'connecting', connection };
      return connection;
    },
    close: async () => {
      const before = status;
      status = { kind: 'closed' };
      if (before.kind === 'connected') await before.connection.close();
      if (before.kind === 'connecting') await before.connection.catch(() => undefined);
    },
  };
}
