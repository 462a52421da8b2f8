import assert from 'node:assert/strict';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, never, soon } from './house.ts';

const tools = (effect: string) => ({ s: { command: 'unused', tools: { pay: { effect } } } }) as never;
const people = { alice: { name: 'Alice' }, bob: { name: 'Bob' } };
const paying = (effect = 'irreversible', more: object = {}) =>
  new House({
    nodes: [
      start,
      ask('a'),
      call('pay', 's__pay', { amount: 5 }, { outputVariable: 'o' }),
      say('done', 'paid {{o.ok}}'),
      say('sorry', '{{error.type}}'),
    ],
    edges: edges('start>a', 'a>pay:approved', 'pay>done', 'pay>sorry:error'),
    config: { mcpServers: tools(effect), ...more },
  }).open();

/** Approved; the call is under way when the process dies. */
async function killed(effect: string): Promise<House> {
  const house = await paying(effect);
  house.answer = never;
  await house.says('hi');
  await house.decides('user:alice', 'approve');
  assert.equal(house.calls.length, 1);
  return house.open();
}

describe('CONTRACT, unknown', () => {
  it('the permit is used and the intent is on disk before the call leaves (I4)', async () => {
    const house = await paying();
    let recorded: unknown[] = [];
    house.answer = async () => {
      recorded = house
        .events()
        .slice(-2)
        .map((event) => event.type);
      return { kind: 'succeeded', output: {} };
    };
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    assert.deepEqual(recorded, ['effect-planned', 'effect-started']);
    const [planned] = house.of('effect-planned');
    assert.ok(planned?.kind === 'call' && planned.permit?.kind === 'decision');
  });

  describe('an irreversible call that began and whose result is not known (I5, F21)', () => {
    it('goes to a person with its exact arguments, and is not repeated', async () => {
      const house = await killed('irreversible');
      const handoff = house.handoff('pay');
      assert.equal(handoff.kind, 'unknown');
      assert.deepEqual(handoff.options, ['happened', 'did-not-happen']);
      assert.ok(
        handoff.subject.kind === 'unknown-effect' && handoff.subject.call.arguments === '{"amount":5}',
      );
      assert.equal(house.calls.length, 1);
    });
    it('has no timeout', async () => {
      const house = await killed('irreversible');
      await house.clock.turn(1e10, 'runs');
      assert.equal(house.handoff('pay').status, 'open');
    });
    it('happened: the run goes on, and what the call gave stays unknown', async () => {
      const house = await killed('irreversible');
      await house.decides('user:alice', 'happened');
      assert.equal(house.said().at(-1), 'paid ');
      assert.equal(house.calls.length, 1);
    });
    it('did-not-happen: the handle is error', async () => {
      const house = await killed('irreversible');
      await house.decides('user:alice', 'did-not-happen');
      assert.equal(house.said().at(-1), 'did-not-happen');
      assert.equal(house.calls.length, 1);
    });
    it('cannot be repeated by anybody', async () => {
      const house = await killed('irreversible');
      await assert.rejects(house.decides('user:alice', 'repeat'), /offers happened, did-not-happen/);
    });
    it('is the same where the tool gives no answer (F22); one that comes late is evidence', async () => {
      const house = await paying();
      house.answer = async () => ({ kind: 'unknown', why: 'the connection was reset' });
      await house.says('hi');
      await house.decides('user:alice', 'approve');
      const handoff = house.handoff('pay');
      assert.equal(handoff.subject.kind, 'unknown-effect');
      const effect = handoff.subject.kind === 'unknown-effect' ? handoff.subject.effect : '';
      await house.engine.submit({
        kind: 'outcome',
        actor: 'engine',
        body: { effect, outcome: { kind: 'succeeded', output: { id: 9 } } },
      });
      assert.match(house.handoff('pay').history.at(-1)?.text ?? '', /late: \{"id":9\}/);
      assert.equal(house.handoff('pay').status, 'open');
      await house.decides('user:alice', 'happened');
      assert.equal(house.run(), 'completed');
    });
  });

  describe('a call that may be repeated', () => {
    it('is, after a crash, with the same key', async () => {
      const house = await killed('idempotent');
      house.answer = async () => ({ kind: 'succeeded', output: { ok: 1 } });
      await house.clock.turn(60_000, 'runs');
      assert.equal(house.said().at(-1), 'paid 1');
      assert.equal(new Set(house.calls.map(({ key }) => key)).size, 1);
    });
    it('is not while a person has the conversation, but at the return (R33)', async () => {
      const house = await killed('idempotent');
      const about = { bot: 'shop', conversation: 'c' };
      await house.engine.submit({ kind: 'take', actor: 'user:bob', body: about });
      house.answer = async () => ({ kind: 'succeeded', output: { ok: 1 } });
      await house.clock.turn(60_000, 'runs');
      assert.equal(house.calls.length, 1);
      await house.engine.submit({ kind: 'return', actor: 'user:bob', body: about });
      await soon();
      assert.equal(house.calls.length, 2);
      assert.equal(house.run(), 'completed');
    });
    it('three times, then a person is asked, who may have it repeated', async () => {
      const house = await killed('idempotent');
      for (let n = 0; n < 3; n++) {
        await house.clock.turn(600_000, 'runs');
        await house.open();
      }
      assert.equal(house.calls.length, 3);
      assert.deepEqual(house.handoff('pay').options, ['happened', 'did-not-happen', 'repeat']);
      house.answer = async () => ({ kind: 'succeeded', output: { ok: 1 } });
      await house.decides('user:alice', 'repeat');
      assert.equal(house.said().at(-1), 'paid 1');
      assert.equal(new Set(house.calls.map(({ key }) => key)).size, 1);
    });
  });
});

describe('I1, I4: a process that dies between any two batches', () => {
  it('leaves a journal from which the story ends the same, and pays at most once for the approval (F1, G7)', async () => {
    const story = await paying();
    await story.says('hi');
    await story.decides('user:alice', 'approve');
    assert.equal(story.run(), 'completed');
    const batches = story.journal.batches().length;
    for (let kept = 1; kept <= batches; kept++) {
      const house = await paying();
      await house.says('hi');
      await house.decides('user:alice', 'approve');
      house.cut(kept);
      const begun = house.of('effect-started').length;
      house.calls.length = 0;
      await house.open();
      if (house.run() === 'none') await house.says('hi', { id: 'u1' });
      if (house.handoff().place.node === 'a' && house.handoff().status === 'open')
        await house.decides('user:alice', 'approve');
      if (house.handoff().kind === 'unknown') await house.decides('user:alice', 'happened');
      assert.equal(house.run(), 'completed', `after ${kept} batches`);
      assert.ok(
        begun + house.calls.length <= 1,
        `after ${kept} batches: ${begun} begun, ${house.calls.length} called`,
      );
    }
  });
});

describe('T55: a store that is adopted', () => {
  it('holds what was planned, for it may have been done where it came from', async () => {
    const house = await paying();
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    const planned = house.journal
      .batches()
      .findIndex((batch) => batch.events.some((event) => event.type === 'effect-planned'));
    house.cut(planned + 1);
    house.calls.length = 0;
    await house.open({ adopt: true });
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff('pay').kind, 'unknown');
  });
});

describe('T45, T33: what changed between planning and sending', () => {
  /** Approved while somebody has the conversation, so that the call is made at the return. */
  async function approved(more: object = {}): Promise<House> {
    const house = await paying('irreversible', { people, ...more });
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    const planned = house.journal
      .batches()
      .findIndex((batch) => batch.events.some((event) => event.type === 'effect-planned'));
    house.cut(planned + 1);
    house.calls.length = 0;
    return house;
  }

  it('the person who approved may not any more: drift', async () => {
    const house = await approved();
    house.config = { ...house.config, people: { bob: people.bob } };
    await house.open();
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff('pay').kind, 'drift');
    await house.decides('user:bob', 'approve');
    assert.equal(house.calls.length, 1);
  });
  it('a policy asks for somebody now', async () => {
    const house = await approved();
    house.config = { ...house.config, policies: [{ tool: 's__pay', require: 'user:bob' }] };
    await house.open();
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff('pay').assignee, 'user:bob');
    await house.decides('user:bob', 'approve');
    assert.equal(house.calls.length, 1);
  });
  it('a policy is not content with whom a held call was handed to', async () => {
    const house = await approved();
    house.config = { ...house.config, policies: [{ tool: 's__pay', require: 'user:bob' }] };
    await house.open();
    const { id, revision } = house.handoff('pay');
    await house.engine.submit({
      kind: 'assign',
      actor: 'user:bob',
      body: { id, revision, assignee: 'user:alice' },
    });
    await house.decides('user:alice', 'approve');
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff('pay').assignee, 'user:bob');
  });
  it('a clock approved what counts as irreversible by the time it is made: drift (I7)', async () => {
    const tools = (pay: 'idempotent' | 'irreversible') => ({
      s: { command: 'unused', tools: { look: { effect: 'read' as const }, pay: { effect: pay } } },
    });
    const house = await new House({
      nodes: [
        start,
        ask('a', { timeout: '1h', escalation: 'auto_approve' }),
        call('look', 's__look'),
        call('pay', 's__pay'),
      ],
      edges: edges('start>a', 'a>look:approved', 'look>pay'),
      config: { mcpServers: tools('idempotent') },
    }).open();
    house.answer = async () => {
      house.config = { mcpServers: tools('irreversible') };
      return { kind: 'succeeded', output: {} };
    };
    await house.says('hi');
    await house.clock.turn(3_600_000, 'runs');
    assert.equal(house.handoff('a').decidedBy, 'timeout');
    assert.deepEqual(
      house.calls.map((one) => one.call.tool),
      ['look'],
    );
    assert.match(house.handoff('pay').reason, /decided by a clock/);
  });
  it('the call counts as irreversible now: drift', async () => {
    const house = await paying('idempotent');
    house.answer = never;
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    house.config = { mcpServers: tools('irreversible') };
    await house.open();
    await house.clock.turn(60_000, 'runs');
    assert.equal(house.calls.length, 1);
    assert.equal(house.handoff('pay').kind, 'drift');
  });
  for (const [what, when] of [
    ['since it was approved', 'approve'],
    ['since it was planned', 'begin'],
  ] as const)
    it(`the tool is defined differently ${what}: drift`, async () => {
      const house = await paying();
      const tool = (hash: string) => () => ({ hash, refuses: () => undefined });
      house.describe = tool('one');
      await house.says('hi');
      if (when === 'approve') {
        await house.engine.submit({
          kind: 'take',
          actor: 'user:bob',
          body: { bot: 'shop', conversation: 'c' },
        });
        await house.decides('user:alice', 'approve');
        house.describe = tool('two');
        await house.engine.submit({
          kind: 'return',
          actor: 'user:bob',
          body: { bot: 'shop', conversation: 'c' },
        });
        await soon();
      } else {
        await house.decides('user:alice', 'approve');
        const planned = house.journal
          .batches()
          .findIndex((batch) => batch.events.some((event) => event.type === 'effect-planned'));
        house.cut(planned + 1);
        house.calls.length = 0;
        house.describe = tool('two');
        await house.open();
      }
      assert.equal(house.calls.length, 0);
      assert.match(house.handoff('pay').reason, /defined differently/);
    });
});

describe("CONTRACT, Values: a tool's input schema", () => {
  const schema = { type: 'object', properties: { amount: { type: 'string' } } };
  it('filled values are fitted where that loses nothing', async () => {
    const house = await paying();
    house.describe = () => ({ inputSchema: schema, refuses: () => undefined });
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    assert.equal(house.calls[0]?.call.arguments, '{"amount":"5"}');
  });
  it('else the handle is error, and nothing is called', async () => {
    const house = await paying();
    house.describe = () => ({ inputSchema: schema, refuses: () => 'amount is too low' });
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    assert.equal(house.said().at(-1), 'arguments');
    assert.equal(house.calls.length, 0);
  });
});

describe('CONTRACT, engine/halt', () => {
  it('no effect begins after it; what was under way ends (I15)', async () => {
    const house = await paying();
    await house.says('hi');
    await house.engine.submit({ kind: 'halt', actor: 'user:alice', body: {} });
    await house.decides('user:alice', 'approve');
    assert.equal(house.calls.length, 0);
    assert.equal(house.run(), 'waiting');
  });
});

describe('run/cancel', () => {
  const cancel = (house: House) =>
    house.engine.submit({
      kind: 'cancel',
      actor: 'user:alice',
      body: { run: [...house.state.runs.entries()].at(-1)?.[0] ?? '' },
    });
  it('closes what the run waits for, and the conversation is free again', async () => {
    const house = await new House({
      nodes: [start, ask('a', { takeover: true, timeout: '1h' })],
      edges: edges('start>a'),
    }).open();
    await house.says('hi');
    await cancel(house);
    assert.equal(house.run(), 'cancelled');
    assert.equal(house.handoff('a').status, 'cancelled');
    assert.deepEqual([...house.state.timers.entries()], []);
    await house.says('again');
    assert.equal(house.run(), 'waiting');
  });
  it('drops a call that waits for its next try, and its clock does no harm', async () => {
    const house = await killed('idempotent');
    await cancel(house);
    await house.clock.turn(600_000, 'runs');
    assert.equal(house.calls.length, 1);
    assert.deepEqual(house.errors, []);
  });
  it('is refused in the middle of a call', async () => {
    const house = await paying();
    house.answer = never;
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    await assert.rejects(cancel(house), /in the middle of a call/);
  });
});
