/**
 * Random workflows of every node type, random people with every verb, random deaths. Whatever happens, the engine throws never
 * (F47), its journal gives the state it had (I1, G22), no money moves twice for one word (I2, I3), nothing waits for what
 * cannot come, and nobody is spoken to by a bot whose conversation a person has (R33).
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commit } from '../../engine/core/draft.ts';
import { emptyState } from '../../engine/core/state.ts';
import { story, tell } from './random/story.ts';

const SEED = Number(process.env.STORY_SEED ?? 424242);
const RUNS = Number(process.env.STORY_RUNS ?? 150);

describe('whatever happens (G1, G22)', () => {
  it(`nothing throws, the journal gives the same state, and nothing acts twice (${RUNS} runs, seed ${SEED})`, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        for (const { type } of await tell(one)) seen.add(type);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    for (const type of [
      'handoff-decided',
      'handoff-expired',
      'handoff-undone',
      'handoff-asked',
      'handoff-voted',
      'effect-unknown',
      'agent-progressed',
      'loop-turned',
      'branches-joined',
      'conversation-stopped',
      'conversation-erased',
      'review-opened',
    ])
      assert.ok(seen.has(type), `no run came to ${type}`);
  }).timeout(600_000);

  it('a draft that is thrown away leaves the state as it was (F47)', () => {
    const state = emptyState();
    commit(state, [{ table: 'rotations', key: 'a', value: { last: 'x' } }]);
    assert.deepEqual([...state.rotations.entries()], [['a', { last: 'x' }]]);
    commit(state, [{ table: 'rotations', key: 'a', value: undefined }]);
    assert.deepEqual([...state.rotations.entries()], []);
  });
});
