import assert from 'node:assert/strict';
import type { Connection } from '../../../engine/host/mcp/connection.ts';
import { keepServer } from '../../../engine/host/mcp/server.ts';

/** A server whose attempts go as `plan` says: `up` connects, `down` does not. */
function planned(plan: readonly ('up' | 'down')[]) {
  let attempts = 0;
  let now = 1_000_000;
  let endLast: () => void = () => undefined;
  const open = async (onClosed: () => void): Promise<Connection> => {
    const next = plan[attempts++];
    if (next !== 'up') throw new Error('it is down');
    endLast = onClosed;
    return {
      tools: new Map(),
      closed: false,
      listed: async () => undefined,
      send: async () => ({ kind: 'succeeded', output: null }),
      close: async () => undefined,
    };
  };
  const server = keepServer(open, () => now);
  return {
    reach: async () => {
      try {
        await server.connection();
        return 'up';
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    },
    crash: () => endLast(),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    attempts: () => attempts,
    server,
  };
}

describe('a server that fails', () => {
  it('is tried again at once, then after pauses that double up to a minute', async () => {
    const { reach, pass, attempts } = planned([]);
    await reach();
    await reach();
    assert.equal(attempts(), 2);
    let seconds = 1;
    for (let attempt = 3; attempt < 12; attempt++) {
      pass(seconds * 1000 - 1);
      assert.match(String(await reach()), /it is down; tried again in 1 s at the earliest/);
      pass(1);
      await reach();
      assert.equal(attempts(), attempt);
      seconds = Math.min(seconds * 2, 60);
    }
  });

  it('is connected again at once after a crash, and slower where it keeps crashing', async () => {
    const { reach, crash, pass, attempts } = planned(['up', 'up', 'up', 'up']);
    assert.equal(await reach(), 'up');
    crash();
    assert.equal(await reach(), 'up');
    crash();
    assert.match(String(await reach()), /ended shortly after its start; tried again in 1 s/);
    pass(1000);
    assert.equal(await reach(), 'up');
    pass(60_000);
    crash();
    assert.equal(await reach(), 'up');
    assert.equal(attempts(), 4);
  });

  it('is tried once, however many wait for it', async () => {
    const { reach, attempts } = planned(['up']);
    assert.deepEqual(await Promise.all([reach(), reach(), reach()]), ['up', 'up', 'up']);
    assert.equal(attempts(), 1);
  });

  it('is not tried any more once the engine stops', async () => {
    const { reach, server, attempts } = planned(['up']);
    await server.close();
    assert.equal(await reach(), 'the engine is stopping');
    assert.equal(attempts(), 0);
  });
});
