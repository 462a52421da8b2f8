/**
 * Journals that earlier engines wrote, each with the state that they folded to then. They are never written anew; one of this
 * engine is added with `GOLDEN=name npx mocha test/schemas/golden.test.ts`.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply } from '../../engine/core/apply.ts';
import { emptyState, type State, TABLES } from '../../engine/core/state.ts';
import type { Batch } from '../../engine/run/ports.ts';
import { House } from './journal-house.ts';
import { STORIES } from './journal-stories.ts';

type Tables = { readonly [table: string]: readonly [string, unknown][] };
interface Golden {
  readonly [story: string]: { batches: readonly Pick<Batch, 'seq' | 'at' | 'events'>[]; state: Tables };
}

const folder = path.join(import.meta.dirname, 'fixtures/journals');
/** Thousands of steps that say no more than ten. */
const TOO_LONG = 'a run that goes in circles';

function folded(batches: Golden[string]['batches']): State {
  const state = emptyState();
  for (const { seq, at, events } of batches)
    for (const [index, event] of events.entries()) apply(state, event, { seq: seq + index, at });
  return state;
}

/** Definitions are long, and in the events as they are. */
function tablesOf(state: State): Tables {
  const named = TABLES.filter((table) => table !== 'definitions');
  return JSON.parse(
    JSON.stringify(Object.fromEntries(named.map((table) => [table, [...state[table].entries()]]))),
  );
}

/** Where a state lacks what an earlier one had, or has something else; facts may have been added since. */
function lacks(earlier: unknown, now: unknown, at: string): string[] {
  if (typeof earlier !== 'object' || earlier === null)
    return Object.is(earlier, now) ? [] : [`${at}: ${JSON.stringify(now)}, not ${JSON.stringify(earlier)}`];
  const found: object = typeof now === 'object' && now !== null ? now : {};
  return Object.entries(earlier).flatMap(([key, value]) =>
    lacks(value, Reflect.get(found, key), `${at}.${key}`),
  );
}

async function told(): Promise<Golden> {
  const golden: Record<string, Golden[string]> = {};
  for (const [title, story] of Object.entries(STORIES)) {
    if (title === TOO_LONG) continue;
    const houses: House[] = [];
    await story(async (given) => {
      const house = new House(given);
      houses.push(house);
      await house.open();
      return house;
    });
    for (const [index, { journal }] of houses.entries()) {
      const batches = journal.batches().map(({ seq, at, events }) => ({ seq, at, events }));
      golden[index === 0 ? title : `${title} (${index + 1})`] = { batches, state: tablesOf(folded(batches)) };
    }
  }
  return golden;
}

const added = process.env.GOLDEN;
if (added) writeFileSync(path.join(folder, `${added}.json`), JSON.stringify(await told()), { flag: 'wx' });

describe('golden journals (F27)', () => {
  for (const file of readdirSync(folder))
    it(`${file}: this engine folds each of its journals to the state of then`, () => {
      const golden: Golden = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
      assert.ok(Object.keys(golden).length > 10);
      const wrong = Object.entries(golden).flatMap(([title, { batches, state }]) =>
        lacks(state, tablesOf(folded(batches)), title),
      );
      assert.deepEqual(wrong, []);
    });
});
