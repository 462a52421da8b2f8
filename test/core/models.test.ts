import assert from 'node:assert/strict';
import type { ModelOutcome } from '../../engine/run/ports.ts';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, never, soon } from './house.ts';

const answered = (text: string): ModelOutcome => ({ kind: 'succeeded', output: { text, calls: [] } });
const wants = (name: string, args: object): ModelOutcome => ({
  kind: 'succeeded',
  output: { text: '', calls: [{ id: `c${JSON.stringify(args)}`, name, arguments: JSON.stringify(args) }] },
});
const busy = (more: object = {}): ModelOutcome => ({
  kind: 'failed',
  type: 'rate-limit',
  message: 'not now',
  retry: true,
  ...more,
});

const drafting = (more: object = {}) =>
  new House({
    nodes: [
      start,
      {
        id: 'draft',
        type: 'llm',
        system: 'Be kind.',
        prompt: 'Re: {{message}}',
        outputVariable: 'text',
        temperature: 0.2,
      },
      say('send', '{{text}}'),
    ],
    edges: edges('start>draft', 'draft>send'),
    ...more,
  }).open();

describe('a question to a model is an effect', () => {
  it('is on disk, whole, before it is asked (I4)', async () => {
    const house = await drafting();
    let recorded: unknown[] = [];
    house.think = async () => {
      recorded = house
        .events()
        .slice(-2)
        .map(({ type }) => type);
      return answered('Dear Jane');
    };
    await house.says('hi');
    assert.deepEqual(recorded, ['effect-planned', 'effect-started']);
    const [planned] = house.of('effect-planned');
    assert.ok(planned?.kind === 'model');
    assert.deepEqual(planned.request, {
      model: 'default',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Re: hi' },
      ],
      temperature: 0.2,
    });
    assert.deepEqual(house.asked, [planned.request]);
    assert.deepEqual(house.of('effect-succeeded')[0]?.output, { text: 'Dear Jane', calls: [] });
    assert.deepEqual(house.said(), ['Dear Jane']);
  });

  it('holds nothing of the configuration but the name of the model (T9)', async () => {
    const house = await drafting({
      config: {
        models: { default: { baseUrl: 'https://models.example/v1', model: 'big', apiKey: '${env:SECRET}' } },
      },
    });
    await house.says('hi');
    const journal = JSON.stringify(house.events());
    for (const word of ['SECRET', 'models.example', '"big"']) assert.ok(!journal.includes(word), word);
  });

  it('is asked again after a crash: it did nothing to the world', async () => {
    const house = await drafting();
    house.think = never as never;
    await house.says('hi');
    house.think = async () => answered('here I am');
    await house.open();
    assert.equal(house.asked.length, 1);
    await house.clock.turn(1000, 'runs');
    assert.equal(house.asked.length, 2);
    assert.deepEqual(house.said(), ['here I am']);
  });

  it('is not asked for ever where the engine dies each time: a person is asked after four', async () => {
    const house = await drafting();
    house.think = never as never;
    await house.says('hi');
    for (let crash = 0; crash < 6; crash++) {
      await house.open();
      await house.clock.turn(60_000, 'runs');
    }
    assert.equal(house.asked.length, 4);
    assert.equal(house.handoff('draft').kind, 'failure');
  });

  it('is asked again when the other side says so, after growing pauses, four times at most', async () => {
    const house = await drafting();
    house.think = async () => busy();
    await house.says('hi');
    for (const [pause, asked] of [
      [999, 1],
      [1, 2],
      [1999, 2],
      [1, 3],
      [4000, 4],
      [600_000, 4],
    ] as const) {
      await house.clock.turn(pause, 'runs');
      assert.equal(house.asked.length, asked, `after ${pause} ms`);
    }
    const handoff = house.handoff('draft');
    assert.match(handoff.reason, /not now/);
    assert.deepEqual(handoff.options, ['retry', 'reject']);
  });

  it('waits as long as the other side asks for', async () => {
    const house = await drafting();
    house.think = async () => (house.asked.length === 1 ? busy({ retryAfterMs: 30_000 }) : answered('now'));
    await house.says('hi');
    await house.clock.turn(29_999, 'runs');
    assert.equal(house.asked.length, 1);
    await house.clock.turn(1, 'runs');
    assert.deepEqual(house.said(), ['now']);
  });

  it('is not asked again where that cannot help', async () => {
    const house = await drafting();
    house.think = async () => busy({ retry: false, type: 'config', message: 'no model' });
    await house.says('hi');
    await house.clock.turn(600_000, 'runs');
    assert.equal(house.asked.length, 1);
    assert.match(house.handoff('draft').reason, /no model/);
  });

  it('an answer that comes while a person has the conversation is recorded and acts at the return (R33)', async () => {
    const house = await drafting();
    let answer: (outcome: ModelOutcome) => void = () => undefined;
    house.think = () => new Promise((resolve) => (answer = resolve));
    await house.says('hi');
    const about = { bot: 'shop', conversation: 'c' };
    await house.engine.submit({ kind: 'take', actor: 'user:bob', body: about });
    answer(answered('late'));
    await soon();
    assert.equal(house.of('effect-succeeded').length, 1);
    assert.ok(!house.said().includes('late'));
    await house.engine.submit({ kind: 'return', actor: 'user:bob', body: about });
    assert.ok(house.said().includes('late'));
  });

  it('a run can be cancelled while a model thinks; what it says then goes nowhere (R24)', async () => {
    const house = await drafting();
    let answer: (outcome: ModelOutcome) => void = () => undefined;
    house.think = () => new Promise((resolve) => (answer = resolve));
    await house.says('hi');
    const [run] = [...house.state.runs.entries()].map(([id]) => id);
    await house.engine.submit({ kind: 'cancel', actor: 'user:bob', body: { run: run ?? '' } });
    answer(answered('late'));
    await soon();
    assert.equal(house.run(), 'cancelled');
    assert.deepEqual(house.said(), []);
    assert.deepEqual(house.errors, []);
  });

  it('nothing is asked after a stop', async () => {
    const house = await drafting();
    await house.engine.submit({ kind: 'halt', actor: 'user:bob', body: {} });
    await house.says('hi');
    assert.equal(house.asked.length, 0);
  });
});

describe('an agent', () => {
  const script = [wants('s__look', { id: 1 }), wants('s__pay', { amount: 5 }), answered('paid')];
  const helping = async () => {
    const house = await new House({
      nodes: [
        start,
        {
          id: 'help',
          type: 'agent_loop',
          instructions: 'Help.',
          tools: ['s__look', 's__pay'],
          outputVariable: 'o',
        },
        say('done', '{{o}}'),
      ],
      edges: edges('start>help', 'help>done'),
      config: { mcpServers: { s: { command: 'unused', tools: { look: { effect: 'read' } } } } },
    }).open();
    // A model says the same to the same conversation.
    house.think = async ({ messages }) =>
      script[messages.filter(({ role }) => role === 'assistant').length] ?? answered('what?');
    return house;
  };

  it('keeps its conversation: each question holds all that was said and done before', async () => {
    const house = await helping();
    await house.says('where is my money?');
    assert.deepEqual(house.said(), ['paid']);
    assert.deepEqual(
      house.asked.map(({ messages }) => messages.map(({ role }) => role).join(' ')),
      ['system user', 'system user assistant tool', 'system user assistant tool assistant tool'],
    );
    assert.deepEqual(house.asked.at(-1)?.messages.at(-1), {
      role: 'tool',
      content: '{"ok":true}',
      answers: 'c{"amount":5}',
    });
  });

  it('leaves nothing behind in the state when it has ended', async () => {
    const house = await helping();
    await house.says('hi');
    assert.equal(house.run(), 'completed');
    assert.deepEqual([...house.state.effects.entries()], []);
  });

  it('that dies between any two batches ends the same, and pays at most once (I1, I4, I5, F21)', async () => {
    const story = await helping();
    await story.says('hi');
    const batches = story.journal.batches().length;
    for (let kept = 1; kept <= batches; kept++) {
      const house = await helping();
      await house.says('hi');
      house.cut(kept);
      const begun = house
        .of('effect-planned')
        .filter((event) => event.kind === 'call' && event.call.tool === 'pay')
        .filter(({ id }) => house.of('effect-started').some((started) => started.id === id)).length;
      house.calls.length = 0;
      await house.open();
      if (house.run() === 'none') await house.says('hi', { id: 'u1' });
      await house.clock.turn(60_000, 'runs');
      if (house.run() === 'waiting') {
        assert.equal(house.handoff().kind, 'unknown');
        await house.decides('user:alice', 'happened');
      }
      assert.equal(house.run(), 'completed', `after ${kept} of ${batches} batches`);
      const paid = house.calls.filter(({ call }) => call.tool === 'pay').length;
      assert.ok(begun + paid <= 1, `after ${kept} batches: ${begun} begun, ${paid} paid`);
    }
  });

  it('hands over with the transcript as context (R27, R58)', async () => {
    const house = await helping();
    house.think = async ({ messages }) =>
      messages.length < 4 ? wants('s__look', { id: 1 }) : wants('ask_person', { reason: 'no such order' });
    await house.says('where is it?');
    const handoff = house.handoff('help');
    assert.equal(handoff.kind, 'failure');
    assert.deepEqual(handoff.options, ['continue', 'retry', 'reject']);
    assert.deepEqual(handoff.context, {
      transcript: [
        { from: 'user', text: 'where is it?' },
        { from: 'agent', text: 's__look {"id":1}' },
        { from: 'tool', text: '{"ok":true}' },
        { from: 'agent', text: 'ask_person {"reason":"no such order"}' },
      ],
    });
  });

  it('reads the note of a person who had the conversation, once (R23)', async () => {
    const house = await helping();
    house.think = async ({ messages }) => {
      const said = messages.filter(({ role }) => role === 'assistant').length;
      return (
        [wants('ask_user', { question: 'Which?' }), wants('s__look', { id: 7 })][said] ?? answered('sent')
      );
    };
    await house.says('where is it?');
    const about = { bot: 'shop', conversation: 'c' };
    await house.engine.submit({ kind: 'take', actor: 'user:bob', body: about });
    await house.engine.submit({
      kind: 'return',
      actor: 'user:bob',
      body: { ...about, note: 'She means order 7.' },
    });
    await house.says('so?');
    const notes = house.asked.map(
      ({ messages }) => messages.filter(({ content }) => content.includes('order 7')).length,
    );
    assert.deepEqual(notes, [0, 1, 1]);
    assert.equal(house.run(), 'completed');
  });

  it('shows a held call together with what led to it (R58)', async () => {
    const house = await helping();
    house.config = {
      ...house.config,
      people: { alice: { name: 'Alice' } },
      policies: [{ tool: 's__pay', require: 'user:alice' }],
    };
    await house.says('pay me');
    const { kind, context } = house.handoff('help');
    assert.equal(kind, 'approval');
    assert.match(JSON.stringify(context), /"text":"pay me".*"text":"s__pay \{/);
  });

  it('shows its model what servers say of their tools, and holds arguments against that', async () => {
    const house = await helping();
    const inputSchema = { type: 'object', properties: { id: { type: 'string' } } };
    house.describe = () => ({
      inputSchema,
      description: 'Finds an order.',
      refuses: (args) => (JSON.stringify(args) === '{"id":"1"}' ? undefined : 'id is missing'),
    });
    house.think = async ({ messages }) => {
      const last = messages.at(-1);
      if (last?.role !== 'tool') return wants('s__look', {});
      return last.content.startsWith('error') ? wants('s__look', { id: 1 }) : answered('found');
    };
    await house.says('hi');
    assert.deepEqual(house.asked[0]?.tools?.[0], {
      name: 's__look',
      description: 'Finds an order.',
      parameters: inputSchema,
    });
    assert.deepEqual(
      house.calls.map(({ call }) => call.arguments),
      ['{"id":"1"}'],
    );
    assert.deepEqual(house.said(), ['found']);
  });
});

describe('CONTRACT, Calls and permits: what stands behind a model', () => {
  const behind = (node: object, ways: string[]) =>
    new House({
      nodes: [
        start,
        ask('a'),
        node,
        call('pay', 's__pay', { note: '{{text}}' }),
        call('look', 's__look', { id: 1 }),
      ],
      edges: edges('start>a', 'a>m:approved', ...ways),
      config: { mcpServers: { s: { command: 'unused', tools: { look: { effect: 'read' } } } } },
    }).open();
  const shown = async (node: object, ...ways: string[]) => {
    const house = await behind({ id: 'm', ...node }, ways);
    await house.says('hi');
    return house
      .handoff('a')
      .calls.map((one) =>
        one.known ? `${one.node} ${one.call.arguments}` : `${one.node} ${one.tool}: ${one.why}`,
      );
  };

  it('reads what it says: not known yet; reads it not: known and bound', async () => {
    const llm = { type: 'llm', prompt: 'x', outputVariable: 'text' };
    assert.deepEqual(await shown(llm, 'm>pay', 'pay>look'), [
      'pay pay: it uses what the model says at m',
      'look {"id":1}',
    ]);
  });

  it('a way that it chooses is not known yet', async () => {
    const router = { type: 'router', routes: [{ name: 'one' }] };
    assert.deepEqual(await shown(router, 'm>look:one'), ['look look: it stands behind the choice at m']);
    const guardrail = { type: 'guardrail', input: 'x', keywords: ['y'] };
    assert.deepEqual(await shown(guardrail, 'm>look:passed'), ['look look: it stands behind the rules of m']);
  });

  it('a way that conditions choose alone is', async () => {
    const routes = [
      { name: 'none', when: 'message == "no"' },
      { name: 'one', when: 'message == "hi"' },
    ];
    assert.deepEqual(await shown({ type: 'router', routes }, 'm>look:one', 'm>pay:none'), ['look {"id":1}']);
  });

  it('an agent may make any call of its tools', async () => {
    const agent = { type: 'agent_loop', instructions: 'x', tools: ['s__look', 's__pay'] };
    const why = 'an agent decides whether and how it is made';
    assert.deepEqual(await shown(agent, 'm>look'), [
      `m look: ${why}`,
      `m pay: ${why}`,
      'look look: it stands behind what the agent does at m',
    ]);
  });
});
