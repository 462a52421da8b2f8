import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { emptyState, type StoredState } from '../../../engine/core/state.ts';
import { ProjectionDatabase } from '../../../engine/host/projection/database.ts';
import { foldBatch } from '../../../engine/host/projection/fold.ts';
import { LiveProjection } from '../../../engine/host/projection/live.ts';
import { loadSql } from '../../../engine/host/projection/sql.ts';
import type { Batch } from '../../../engine/run/ports.ts';
import { plainState } from './projected.ts';
import { story } from './stories.ts';

const TOLD = 12;
const BATCHES = story(TOLD);

/** What views ask, and everything that is kept. */
const QUESTIONS: readonly ((projection: LiveProjection) => unknown)[] = [
  (projection) => projection.handoffs({ status: 'open', limit: 4 }),
  (projection) => projection.handoffs({ status: 'decided' }),
  (projection) => projection.handoffs(),
  (projection) => projection.runs(),
  (projection) => projection.runs({ status: 'completed', limit: 3 }),
  (projection) => projection.conversations({ bot: 'shop' }),
  (projection) => projection.messages({ bot: 'shop', conversation: 'c3' }),
  (projection) => projection.lastMessages({ bot: 'shop', conversation: 'c4' }, 1),
  (projection) => projection.database.rows('SELECT key, seq, conversation FROM outgoing ORDER BY n', []),
  (projection) => plainState(projection.database.load()),
];

type Act = { kind: 'write' } | { kind: 'slice' } | { kind: 'ask'; question: number };

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Act>({ kind: 'write' }) },
    { weight: 1, arbitrary: fc.constant<Act>({ kind: 'slice' }) },
    {
      weight: 2,
      arbitrary: fc.record<Extract<Act, { kind: 'ask' }>>({
        kind: fc.constant('ask'),
        question: fc.nat({ max: QUESTIONS.length - 1 }),
      }),
    },
  ),
  { maxLength: 80 },
);

interface House {
  projection: LiveProjection;
  state: StoredState;
  write(batch: Batch): void;
}

async function house(mayWait: number): Promise<House> {
  const database = new ProjectionDatabase(await loadSql());
  database.waitFor(mayWait);
  const projection = new LiveProjection(database);
  const state = emptyState();
  return { projection, state, write: (batch) => projection.write(batch, foldBatch(state, batch)) };
}

describe('host/projection: rows that wait', () => {
  it('answer whoever asks as if each had been written at once, and all of them are in a snapshot', async () => {
    const sql = await loadSql();
    await fc.assert(
      fc.asyncProperty(acts, fc.nat({ max: 40 }), async (doing, mayWait) => {
        const [eager, lazy] = [await house(0), await house(mayWait)];
        let told = 0;
        for (const act of doing) {
          const batch = BATCHES[told];
          if (act.kind === 'write' && batch) {
            told += 1;
            eager.write(batch);
            lazy.write(batch);
            assert.equal(eager.projection.database.waiting, 0);
            assert.ok(lazy.projection.database.waiting <= mayWait);
          } else if (act.kind === 'slice') lazy.projection.database.flushSlice();
          else if (act.kind === 'ask') {
            const question = QUESTIONS[act.question];
            assert.deepEqual(question?.(lazy.projection), question?.(eager.projection));
          }
        }
        const { seq } = lazy.projection.database;
        const bytes = lazy.projection.database.export();
        const read = new ProjectionDatabase(sql, { bytes, seq });
        assert.deepEqual(plainState(read.load()), plainState(eager.state));
        for (const projection of [eager.projection, lazy.projection]) projection.close();
        read.close();
      }),
      { numRuns: 60 },
    );
  });

  it('are written by themselves once nothing comes in', async () => {
    const { projection, write } = await house(Number.POSITIVE_INFINITY);
    for (const batch of BATCHES) write(batch);
    assert.ok(projection.database.waiting > TOLD);
    while (projection.database.waiting > 0) await setImmediate();
    projection.close();
  });

  it('are never more than may wait, whoever reads or does not', async () => {
    const { projection, write } = await house(7);
    for (const batch of BATCHES) {
      write(batch);
      assert.ok(projection.database.waiting <= 7);
    }
    projection.close();
  });
});
