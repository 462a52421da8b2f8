import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StoreHeld } from '../../../engine/host/store/open.ts';
import { verifyStore } from '../../../engine/host/store/verify.ts';
import { plainState, projected } from '../projection/projected.ts';
import { story } from '../projection/stories.ts';
import { closeAll, closeStore, machine } from './stores.ts';

const WRITER = fileURLToPath(new URL('./writer-process.ts', import.meta.url));

/** Kills the writer after so many acknowledgements; returns the last sequence it told us. */
async function killAfter(
  writer: ChildProcess,
  acknowledgements: number,
  atFirst: () => Promise<void>,
): Promise<number> {
  let [told, last] = [0, 0];
  assert.ok(writer.stdout);
  for await (const line of createInterface({ input: writer.stdout })) {
    [told, last] = [told + 1, Number(line)];
    if (told === 1) await atFirst();
    if (told === acknowledgements) writer.kill('SIGKILL');
  }
  assert.ok(told >= acknowledgements, `${told} acknowledgements`);
  return last;
}

describe('host/store: kill -9 (F1, I1)', () => {
  afterEach(closeAll);

  it('loses nothing acknowledged, leaves no lock behind, and opens again by itself', async function () {
    this.timeout(60_000);
    const { store, environment, open } = machine();
    for (const acknowledgements of [1, 40, 97]) {
      const args = ['--import', 'tsx', WRITER, store, String(environment.HANDOFF_STATE_DIR)];
      const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(writer, 'exit');
      const last = await killAfter(writer, acknowledgements, () => assert.rejects(open(), StoreHeld));
      await ended;
      const again = await open();
      assert.equal(again.mode.kind, 'live');
      assert.ok(again.restored.seq >= last, `${last} acknowledged, ${again.restored.seq} restored`);
      const upTo = story(10_000).filter(({ seq }) => seq <= again.restored.seq);
      assert.deepEqual(plainState(again.restored.state), plainState((await projected(upTo)).state));
      await closeStore(again);
      assert.equal((await verifyStore(store, environment)).ok, true);
    }
  });
});
