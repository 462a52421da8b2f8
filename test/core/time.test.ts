/**
 * Time that behaves badly: months, jumps forwards and back, sleep, restarts, summer time. A clock is an instant in UTC;
 * it never fires before it, once only, and a jump gives people time before anything expires.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ask, edges, say, start } from '../simulate/parts.ts';
import { House } from './house.ts';

const SEED = 30;
const RUNS = 150;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GRACE = 15 * MINUTE;

const LENGTHS = { '5m': 5 * MINUTE, '1h': HOUR, '1d': DAY, '26d': 26 * DAY, '45d': 45 * DAY } as const;
type Length = keyof typeof LENGTHS;

/** One handoff a conversation, opened now. */
async function waiting(lengths: readonly Length[]): Promise<House> {
  const house = await new House({
    nodes: [start, ...Object.keys(LENGTHS).map((timeout) => ask(timeout, { timeout })), say('late')],
    edges: edges(
      ...Object.keys(LENGTHS).flatMap((timeout) => [
        `start>${timeout}?pick == "${timeout}"`,
        `${timeout}>late:timeout`,
      ]),
    ),
  }).open();
  for (const [n, pick] of lengths.entries())
    await house.says('hi', { conversation: `c${n}`, variables: { pick } });
  return house;
}

const open = (house: House) =>
  [...house.state.handoffs.entries()].filter(([, { status }]) => status === 'open').length;

const passing = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      how: fc.constant('runs' as const),
      ms: fc.integer({ min: MINUTE, max: 3 * DAY }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      how: fc.constant('jumps' as const),
      ms: fc.integer({ min: -30 * DAY, max: 30 * DAY }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ how: fc.constant('restart' as const), ms: fc.integer({ min: 0, max: 40 * DAY }) }),
  },
);

describe('time that behaves badly', () => {
  it(`F11 F13 F14 a clock never fires early and fires once, whatever happens (${RUNS} runs, seed ${SEED})`, async () => {
    let expired = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...(Object.keys(LENGTHS) as Length[])), { minLength: 1, maxLength: 6 }),
        fc.array(passing, { minLength: 1, maxLength: 12 }),
        async (lengths, passings) => {
          const house = await waiting(lengths);
          for (const { how, ms } of passings) {
            const before = open(house);
            if (how === 'restart') house.clock.clear();
            await house.clock.turn(ms, how === 'runs' ? 'runs' : 'jumps');
            if (how === 'restart') await house.open();
            // Whatever became due within a jump has its grace still before it.
            if (how !== 'runs' && Math.abs(ms) > HOUR) assert.equal(open(house), before, `${how} ${ms}`);
          }
          for (const [, { status, openedAt, decidedAt = 0, place }] of house.state.handoffs.entries()) {
            if (status !== 'expired') continue;
            expired += 1;
            assert.ok(decidedAt - openedAt >= LENGTHS[place.node as Length], place.node);
          }
          const ended = house.of('handoff-expired').map(({ handoff }) => handoff);
          assert.equal(new Set(ended).size, ended.length);
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
    assert.ok(expired > 50, `only ${expired} ran out`);
  });

  it('F11 a clock set forward by 30 days expires nothing at once, and a decision within the grace counts', async () => {
    const lengths: Length[] = Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? '1h' : '1d'));
    const house = await waiting(lengths);
    await house.clock.turn(30 * DAY, 'jumps');
    assert.equal(open(house), 200);
    await house.clock.turn(GRACE - 1, 'runs');
    assert.equal(open(house), 200);
    await house.decides('user:alice', 'approve');
    await house.clock.turn(HOUR, 'runs');
    assert.deepEqual([open(house), house.of('handoff-expired').length], [0, 199]);
  });

  it('F13 many overdue clocks fire oldest first and at a bounded rate', async () => {
    const house = await waiting(Array.from({ length: 200 }, () => '1h' as const));
    await house.clock.turn(DAY, 'jumps');
    await house.clock.turn(GRACE, 'runs');
    const first = house.of('handoff-expired').length;
    assert.ok(first > 0 && first <= 50, String(first));
    await house.clock.turn(MINUTE, 'runs');
    const order = house
      .of('handoff-expired')
      .map(({ handoff }) => house.state.handoffs.get(handoff)?.openedAt ?? 0);
    assert.equal(order.length, 200);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it('F11 a clock set back by 30 days fires nothing, and everything once its instant comes', async () => {
    const house = await waiting(['1h', '1d']);
    await house.clock.turn(-30 * DAY, 'jumps');
    await house.clock.turn(29 * DAY, 'runs');
    assert.equal(open(house), 2);
    await house.clock.turn(2 * DAY + HOUR, 'runs');
    assert.equal(open(house), 0);
  });

  it('sleep: a lid closed over night counts as a jump, a short nap does not', async () => {
    const night = await waiting(['1h']);
    await night.clock.turn(9 * HOUR, 'jumps');
    assert.equal(open(night), 1);
    const nap = await waiting(['1h']);
    await nap.clock.turn(HOUR + 30 * MINUTE, 'jumps');
    assert.equal(open(nap), 0);
  });

  for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])
    it(`F14 a day is 24 hours where summer time begins or ends within it, in ${zone}`, async () => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        for (const [month, day] of [
          [2, 13],
          [2, 27],
          [9, 30],
          [3, 3],
        ] as const) {
          const house = await new House({
            nodes: [start, ask('a', { timeout: '1d' }), say('late')],
            edges: edges('start>a', 'a>late:timeout'),
          }).open();
          // Up to the day in question first: the house opens in January.
          await house.clock.turn(Date.UTC(2027, month, day, 12) - house.clock.now(), 'runs');
          await house.says('hi');
          await house.clock.turn(DAY - 1, 'runs');
          assert.equal(open(house), 1);
          await house.clock.turn(1, 'runs');
          assert.equal(open(house), 0);
        }
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    });
});
