import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Client } from '../../../schemas/protocol/client.ts';
import { RequestError } from '../../../schemas/protocol/codes.ts';
import { type RealBridge, realBridge } from '../../support/real-bridge.ts';

const ROUNDS = 1000;
const MOST = 50;
const SEED = 20270104;

const WORKFLOW = JSON.stringify({
  bot: 'shop',
  nodes: [
    { id: 'start', type: 'trigger', data: { triggerType: 'message_received' } },
    { id: 'a', type: 'human', data: { prompt: 'Pay?', holdingMessage: '' } },
  ],
  edges: [{ source: 'start', target: 'a' }],
});

const round = fc.record({
  first: fc.nat(MOST - 1),
  decisions: fc.array(fc.constantFrom('approve', 'reject'), { minLength: 2, maxLength: MOST, size: 'max' }),
});

describe('many people decide at once', () => {
  let house: RealBridge;
  let bot: Client;
  const people: Client[] = [];

  before(async () => {
    house = await realBridge({ shop: WORKFLOW });
    bot = await house.as({ bot: 'shop' });
    for (let n = 0; n < MOST; n++) people.push(await house.as({ user: `p${n}` }));
  });
  after(() => house.close());

  /** Who had decided what by the time of the answer, as the client is told. */
  async function decide(person: number, id: string, decision: string) {
    try {
      await people[person]?.request('handoff/decide', { id, revision: 1, decision, reason: 'so' });
      return { kind: 'won', by: `user:p${person}`, decision } as const;
    } catch (error) {
      assert.ok(error instanceof RequestError, String(error));
      assert.equal(error.code, 'already-decided');
      return { kind: 'lost', by: error.data.decidedBy, decision: error.data.decision } as const;
    }
  }

  it(`I2 F15 G6 one wins and all others hear who: ${ROUNDS} rounds of 2 to ${MOST} people, seed ${SEED}`, async function () {
    this.timeout(240_000);
    let told = 0;
    for (const [n, { first, decisions }] of fc.sample(round, { seed: SEED, numRuns: ROUNDS }).entries()) {
      const conversation = `c${n}`;
      const message = { id: 'm', text: 'hi' };
      await bot.request('conversation/message', { bot: 'shop', conversation, message });
      const id = house.engine.state.conversations.get(JSON.stringify(['shop', conversation]))
        ?.openHandoffs[0];
      assert.ok(id);
      const outcomes = await Promise.all(
        decisions.map((decision, index) => decide((first + index) % MOST, id, decision)),
      );
      const winners = outcomes.filter((outcome) => outcome.kind === 'won');
      assert.equal(winners.length, 1, `round ${n}`);
      const { decidedBy, decision } = house.engine.state.handoffs.get(id) ?? {};
      assert.deepEqual([winners[0]?.by, winners[0]?.decision], [decidedBy, decision]);
      for (const outcome of outcomes) assert.deepEqual([outcome.by, outcome.decision], [decidedBy, decision]);
      told += outcomes.length - 1;
    }
    assert.ok(told > ROUNDS * 10, `${told} losers were told`);
  });
});
