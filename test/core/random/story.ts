/** One random story: an engine, what happens to it, and what holds after each thing that happened. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Refused } from '../../../engine/run/engine.ts';
import type { Event } from '../../../schemas/journal/event.ts';
import { House } from '../house.ts';
import { type Act, act, takePart } from './acts.ts';
import { inOrder, neverTwice, sameAfterReplay, sound } from './always.ts';
import { config, workflow } from './workflows.ts';

export const story = fc.tuple(workflow, config, fc.array(act, { minLength: 8, maxLength: 40, size: 'max' }));
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** Tells it to its end. @returns the events of its journal */
export async function tell([made, config, acts]: Story): Promise<Event[]> {
  const house = await new House({ ...made, config }).open();
  await house.says('hi', { variables: { amount: 5, list: [1, 5] } });
  for (const step of acts) {
    if (step.do === 'die') read(house);
    await happens(house, step, made);
  }
  assert.deepEqual(house.errors, []);
  read(house);
  sameAfterReplay(house);
  await house.open();
  sameAfterReplay(house);
  sound(house.state);
  return house.events();
}

async function happens(house: House, step: Act, made: Story[0]): Promise<void> {
  const before = house.journal.durable;
  await takePart(house, step, made).catch((error) => {
    if (!(error instanceof Refused)) throw error;
    assert.equal(house.journal.durable, before, 'a refusal leaves no trace (F47)');
  });
  assert.deepEqual(house.errors, []);
  sound(house.state);
}

function read(house: House): void {
  const events = house.events();
  neverTwice(events);
  inOrder(events);
}
