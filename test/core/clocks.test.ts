import assert from 'node:assert/strict';
import { ask, edges, say, start } from '../simulate/parts.ts';
import { House } from './house.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Handoffs with these timeouts, each in a conversation of its own and opened one after the other. */
async function waiting(...timeouts: string[]): Promise<House> {
  const nodes = timeouts.map((timeout, n) => ask(`h${n}`, { timeout }));
  const house = await new House({
    nodes: [start, ...nodes, ...timeouts.map((_, n) => say(`late${n}`))],
    edges: edges(...timeouts.flatMap((_, n) => [`start>h${n}`, `h${n}>late${n}:timeout`])),
  }).open();
  await house.says('hi');
  return house;
}
const late = (house: House): string[] => house.said().filter((text) => text.startsWith('late'));

describe('CONTRACT, Timeout: after a start or a jump of over an hour (F11, F13)', () => {
  for (const how of ['start', 'jump'] as const) {
    const passes = async (house: House, ms: number): Promise<void> => {
      if (how === 'start') house.clock.clear();
      await house.clock.turn(ms, 'jumps');
      if (how === 'start') await house.open();
    };

    it(`${how}: overdue clocks get a grace of 15 minutes`, async () => {
      const house = await waiting('1h');
      await passes(house, 5 * HOUR);
      assert.deepEqual(late(house), []);
      await house.clock.turn(15 * MINUTE - 1, 'runs');
      assert.deepEqual(late(house), []);
      await house.clock.turn(1, 'runs');
      assert.deepEqual(late(house), ['late0']);
    });
    it(`${how}: or of their length where that is shorter`, async () => {
      const house = await waiting('5m');
      await passes(house, 5 * HOUR);
      await house.clock.turn(5 * MINUTE - 1, 'runs');
      assert.deepEqual(late(house), []);
      await house.clock.turn(1, 'runs');
      assert.deepEqual(late(house), ['late0']);
    });
    it(`${how}: a decision inside the grace counts`, async () => {
      const house = await waiting('1h');
      await passes(house, 5 * HOUR);
      await house.clock.turn(14 * MINUTE, 'runs');
      await house.decides('user:alice', 'approve');
      await house.clock.turn(HOUR, 'runs');
      assert.deepEqual(late(house), []);
      assert.equal(house.handoff().decision, 'approve');
    });
    it(`${how}: then they fire once each, oldest first`, async () => {
      const house = await waiting('4h', '1h', '9h', '2h');
      await passes(house, 5 * HOUR);
      await house.clock.turn(15 * MINUTE, 'runs');
      assert.deepEqual(late(house), ['late1', 'late3', 'late0']);
      await house.clock.turn(4 * HOUR, 'runs');
      assert.deepEqual(late(house), ['late1', 'late3', 'late0', 'late2']);
    });
  }

  it('a start before a clock is due gives no grace', async () => {
    const house = await waiting('1h');
    house.clock.clear();
    await house.clock.turn(59 * MINUTE, 'jumps');
    await house.open();
    await house.clock.turn(MINUTE, 'runs');
    assert.deepEqual(late(house), ['late0']);
  });

  it('a second start inside the grace does not lengthen it', async () => {
    const house = await waiting('1h');
    house.clock.clear();
    await house.clock.turn(5 * HOUR, 'jumps');
    await house.open();
    await house.clock.turn(10 * MINUTE, 'runs');
    await house.open();
    await house.clock.turn(5 * MINUTE, 'runs');
    assert.deepEqual(late(house), ['late0']);
  });

  it('a clock that fires early, as a clock set back makes it, waits on', async () => {
    const house = await waiting('1h');
    const [[id] = ['']] = [...house.state.timers.entries()];
    await house.engine.submit({ kind: 'timer', actor: 'timeout', body: { id } });
    await house.engine.submit({ kind: 'timer', actor: 'timeout', body: { id: 'none' } });
    assert.deepEqual(late(house), []);
    await house.clock.turn(HOUR, 'runs');
    assert.deepEqual(late(house), ['late0']);
  });
});

describe('CONTRACT, Takeover and clocks', () => {
  it('a level reached while a person has the conversation starts its clock at the return', async () => {
    const house = await new House({
      nodes: [
        start,
        ask('a', {
          timeout: '1h',
          assignee: 'user:alice',
          escalation: { action: 'escalate', to: 'user:bob', timeout: '2h' },
        }),
        say('late'),
      ],
      edges: edges('start>a', 'a>late:timeout'),
    }).open();
    await house.says('hi');
    const about = { bot: 'shop', conversation: 'c' };
    await house.engine.submit({ kind: 'take', actor: 'user:carl', body: about });
    const { id, revision } = house.handoff();
    await house.engine.submit({ kind: 'escalate', actor: 'user:alice', body: { id, revision } });
    await house.clock.turn(9 * HOUR, 'runs');
    assert.equal(house.handoff().status, 'open');
    await house.engine.submit({ kind: 'return', actor: 'user:carl', body: about });
    await house.clock.turn(2 * HOUR - 1, 'runs');
    assert.equal(house.handoff().status, 'open');
    await house.clock.turn(1, 'runs');
    assert.equal(house.said().at(-1), 'late');
  });
});
