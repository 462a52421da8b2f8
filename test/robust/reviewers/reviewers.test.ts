/**
 * Random commands of reviewers, the requester, a bot, clocks and power cuts against a model that fits on two pages: status,
 * revision, assignee, votes, clocks, who decided, who speaks, what was paid, and the code of each refusal (I1 to I8, I16).
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inOrder, neverTwice, sameAfterReplay, sound } from '../../core/random/always.ts';
import { Both } from './both.ts';
import { command } from './commands.ts';

const SEED = Number(process.env.STORY_SEED ?? 808080);
const RUNS = Number(process.env.STORY_RUNS ?? 1000);

const commands = fc.array(command, { minLength: 10, maxLength: 40, size: 'max' });
const rules = fc.record({ together: fc.boolean(), undoMs: fc.constantFrom(0, 60_000) });

describe('reviewers against a model (R60, I1, I2, I6, I8, T11, T45, T57, F15, F16, F17, F21)', () => {
  it(`both agree after each command (${RUNS} runs, seed ${SEED})`, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(rules, commands, async (chosen, all) => {
        const both = new Both(chosen);
        await both.begin();
        for (const one of all) {
          await both.run(one);
          sound(both.house.state);
        }
        const events = both.house.events();
        for (const { type } of events) seen.add(type);
        neverTwice(events);
        inOrder(events);
        sameAfterReplay(both.house);
        assert.deepEqual(both.house.errors, []);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    for (const type of [
      'handoff-undone',
      'handoff-went-ahead',
      'handoff-voted',
      'effect-unknown',
      'effect-settled',
      'run-migrated',
      'resumed',
    ])
      assert.ok(seen.has(type), `no run came to ${type}`);
  }).timeout(180_000);
});
