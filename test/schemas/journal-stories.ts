/** Stories that between them make the engine write every sort of event, each on an engine of its own. */
import type { Config } from '../../engine/model/config.ts';
import type { Given, House } from './journal-house.ts';
import { LATER } from './journal-stories-later.ts';

const HOUR = 3_600_000;
const start = { id: 'start', type: 'trigger', triggerType: 'message_received' };
const done = { id: 'done', type: 'send_message', message: 'Done.' };
const human = (fields: object) => ({ id: 'ask', type: 'human', prompt: 'May I?', ...fields });
const people: Config['people'] = {
  alice: { name: 'Alice', roles: ['support'], manager: 'user:carol' },
  bob: { name: 'Bob', roles: ['support'] },
  carol: { name: 'Carol' },
};
const config: Config = {
  people,
  mcpServers: { orders: { command: 'unused', tools: { get: { effect: 'read' } } } },
};
const toAsk = [
  { from: 'start', to: 'ask' },
  { from: 'ask', to: 'done', when: 'response.approved' },
];

export type Story = (tell: (given: Given) => Promise<House>) => Promise<void>;

export const STORIES: { readonly [title: string]: Story } = {
  async 'a refund: code by mail, look-up, review, payment'(tell) {
    const house = await tell({
      config,
      nodes: [
        start,
        { id: 'auth', type: 'auth_gate', outputVariable: 'email' },
        { id: 'find', type: 'mcp_tool', toolName: 'orders__get', arguments: '{}', outputVariable: 'order' },
        human({ timeout: '4h', editable: ['order'] }),
        { id: 'pay', type: 'mcp_tool', toolName: 'pay__refund', arguments: '{"x": "{{order.total}}"}' },
        done,
      ],
      edges: [
        { from: 'start', to: 'auth' },
        { source: 'auth', target: 'find', sourceHandle: 'verified' },
        { from: 'find', to: 'ask' },
        { source: 'ask', target: 'pay', sourceHandle: 'approved' },
        { from: 'pay', to: 'done' },
      ],
      calls: [{ kind: 'succeeded', output: { total: 7 } }],
      deliveries: [{ kind: 'failed', message: 'busy', retry: true }, { kind: 'sent' }],
    });
    await house.say('refund please');
    await house.say('jane@acme.com');
    await house.advance(60_000);
    await house.say('000000');
    await house.say(house.code());
    const { id, revision } = house.asked();
    await house.submit('seen', 'user:alice', { id, revision });
    await house.submit('claim', 'user:alice', { id, revision });
    await house.submit('annotate', 'user:alice', { id, revision, note: 'looks fine' });
    await house.submit('release', 'user:alice', { id, revision });
    await house.submit('assign', 'user:alice', { id, revision, assignee: 'user:bob' });
    await house.say('how long will it take?');
    const now = house.asked();
    const edits = { order: { total: 8 } };
    await house.submit('decide', 'user:bob', { id, revision: now.revision, decision: 'approve', edits });
    for (const [, { bot, conversation, message }] of [...house.engine.state.outgoing.entries()])
      await house.submit('delivered', 'bot:shop', { bot, conversation, message: message.id });
  },

  async 'branches that meet, rounds, tries, and runs within runs'(tell) {
    const house = await tell({
      config,
      nodes: [
        start,
        { id: 'round', type: 'loop', items: '{{orders}}', itemVariable: 'order', maxRounds: 2 },
        { id: 'both', type: 'parallel' },
        { id: 'find', type: 'mcp_tool', toolName: 'orders__get', arguments: '{}' },
        { id: 'failed', type: 'error_handler', retries: 1, delay: '10m' },
        { id: 'wait', type: 'wait_delay', duration: '1h' },
        { id: 'met', type: 'parallel', join: 'both' },
        { id: 'race', type: 'parallel', join: 'both', wait: 'any' },
        { id: 'self', type: 'sub_workflow', workflow: './shop.workflow.json', inputs: { orders: [] } },
        { id: 'give', type: 'delegate_to_bot', bot: 'shop', maxHops: 1 },
      ],
      edges: [
        { from: 'start', to: 'round' },
        { source: 'round', target: 'both', sourceHandle: 'each' },
        { source: 'round', target: 'give', sourceHandle: 'done' },
        { from: 'both', to: 'find' },
        { from: 'both', to: 'wait' },
        { from: 'find', to: 'met' },
        { source: 'find', target: 'failed', sourceHandle: 'error' },
        { from: 'failed', to: 'race' },
        { from: 'wait', to: 'met' },
        { from: 'met', to: 'self' },
        { from: 'race', to: 'self' },
        { from: 'self', to: 'round' },
      ],
      calls: [
        { kind: 'failed', type: 'tool', message: 'down' },
        { kind: 'succeeded', output: {} },
      ],
    });
    await house.submit('message', 'bot:shop', {
      bot: 'shop',
      conversation: 'c1',
      message: { id: 'first', text: 'hello' },
      variables: { orders: [1] },
    });
    await house.advance(3 * HOUR);
  },

  async 'a clock that nobody hears'(tell) {
    const house = await tell({
      config,
      nodes: [
        start,
        human({ timeout: '1h', escalation: { action: 'escalate', timeout: '2h' }, assignee: 'user:alice' }),
      ],
      edges: [{ from: 'start', to: 'ask' }],
    });
    await house.say('hello');
    await house.advance(4 * HOUR);
  },

  async 'two votes, in turn'(tell) {
    const assignee = { strategy: 'round_robin', pool: ['user:alice', 'user:bob'] };
    const turn = await tell({ config, nodes: [start, human({ assignee }), done], edges: toAsk });
    await turn.say('hello');
    const votes = await tell({
      config,
      nodes: [start, human({ approvals: { count: 2 } }), done],
      edges: toAsk,
    });
    await votes.say('hello');
    await votes.decide('approve', 'user:alice');
    await votes.decide('approve', 'user:bob');
  },

  async 'a person speaks for a while'(tell) {
    const house = await tell({
      config,
      nodes: [start, human({ timeout: '4h' }), done],
      edges: toAsk,
    });
    await house.say('hello');
    const conversation = { bot: 'shop', conversation: 'c1' };
    await house.submit('take', 'user:alice', conversation);
    await house.submit('reply', 'user:alice', { ...conversation, text: 'Let me see.' });
    await house.submit('return', 'user:alice', { ...conversation, note: 'all clear' });
    await house.decide('approve', 'user:bob');
  },

  async 'a conversation is handed over'(tell) {
    const house = await tell({
      config,
      nodes: [start, human({ takeover: true }), done],
      edges: [
        { from: 'start', to: 'ask' },
        { source: 'ask', target: 'done', sourceHandle: 'returned' },
      ],
    });
    await house.say('hello');
    const conversation = { bot: 'shop', conversation: 'c1' };
    await house.submit('take', 'user:alice', conversation);
    await house.submit('return', 'user:alice', { ...conversation, note: 'done by phone' });
  },

  async 'a run that is called off'(tell) {
    const house = await tell({ config, nodes: [start, human({}), done], edges: toAsk });
    await house.say('hello');
    await house.submit('cancel', 'user:alice', { run: house.asked().place.run });
  },

  async 'what cannot be decided'(tell) {
    const house = await tell({
      config,
      nodes: [
        start,
        { id: 'find', type: 'mcp_tool', toolName: 'orders__get', arguments: '{}', outputVariable: 'order' },
        done,
      ],
      edges: [
        { from: 'start', to: 'find' },
        { from: 'find', to: 'done', when: 'order.total > 5' },
      ],
    });
    await house.say('hello');
  },

  async 'a run that goes in circles'(tell) {
    const house = await tell({
      config,
      nodes: [start, done],
      edges: [
        { from: 'start', to: 'done' },
        { from: 'done', to: 'done' },
      ],
    });
    await house.say('hello');
    await house.decide('continue');
  },

  async 'a payment whose answer is lost'(tell) {
    const house = await tell({
      config,
      nodes: [start, human({}), { id: 'pay', type: 'mcp_tool', toolName: 'pay__refund', arguments: '{}' }],
      edges: [
        { from: 'start', to: 'ask' },
        { source: 'ask', target: 'pay', sourceHandle: 'approved' },
      ],
      calls: [{ kind: 'unknown', why: 'the connection broke' }],
    });
    await house.say('hello');
    await house.decide('approve');
    await house.decide('happened', 'user:alice', 'it is in the bank statement');
  },

  async 'a branch that changes what another one asks about'(tell) {
    const house = await tell({
      config,
      nodes: [
        start,
        human({}),
        { ...human({}), id: 'also' },
        { id: 'find', type: 'mcp_tool', toolName: 'orders__get', arguments: '{}', outputVariable: 'order' },
        { id: 'pay', type: 'mcp_tool', toolName: 'pay__refund', arguments: '{"amount": "{{order.total}}"}' },
      ],
      edges: [
        { from: 'start', to: 'ask' },
        { from: 'start', to: 'find' },
        { from: 'find', to: 'also' },
        { source: 'ask', target: 'pay', sourceHandle: 'approved' },
      ],
      calls: [{ kind: 'succeeded', output: { total: 7 } }],
    });
    await house.say('hello');
  },

  async 'an engine that was off when a clock ran out'(tell) {
    const house = await tell({ config, nodes: [start, human({ timeout: '1h' }), done], edges: toAsk });
    await house.say('hello');
    house.clock.clear();
    await house.advance(2 * HOUR);
    await house.open();
  },

  async 'tokens, another configuration, the brake'(tell) {
    const house = await tell({ config, nodes: [start] });
    await house.submit('credential-issue', 'owner', { principal: 'bot:shop', hash: 'h1' });
    await house.submit('credential-revoke', 'owner', { principal: 'bot:shop' });
    house.config = { people };
    await house.submit('config', 'engine', { hash: 'c2' });
    await house.submit('halt', 'owner', { why: 'fire drill' });
    await house.submit('resume', 'owner', { why: 'the drill is over' });
  },

  async 'a reviewer who asks, thinks again and is late'(tell) {
    const house = await tell({
      config: { ...config, models: { default: { baseUrl: 'http://127.0.0.1:1', model: 'm' } } },
      nodes: [start, human({ undoSeconds: 30, due: '1h', timeout: '4h', assignee: 'user:alice' }), done],
      edges: toAsk,
    });
    await house.say('hello');
    const { id, revision } = house.asked();
    await house.submit('ask', 'user:alice', { id, revision, text: 'Which order?' });
    await house.say('number 7');
    await house.submit('ask', 'user:alice', { id, revision, text: 'Is that usual?', to: 'bot' });
    await house.advance(2 * HOUR);
    await house.decide('approve');
    await house.submit('undo', 'user:alice', { id });
    await house.decide('approve');
    await house.advance(60_000);
  },

  async 'a user who asks for a person, and later to be forgotten'(tell) {
    const bots = { shop: { askForPerson: true } };
    const house = await tell({
      config: { ...config, bots },
      nodes: [start, done],
      edges: [{ from: 'start', to: 'done' }],
    });
    await house.say('human please');
    await house.decide('continue');
    const place = { bot: 'shop', conversation: 'c1' };
    await house.submit('take', 'user:alice', place);
    await house.submit('return', 'user:alice', { ...place, note: 'all is well' });
    await house.submit('question', 'user:alice', { question: 'Is that usual?', context: { times: 3 } });
    await house.submit('erase', 'owner', place);
  },

  async 'a question that belongs elsewhere'(tell) {
    const house = await tell({
      config,
      nodes: [start, human({ assignee: 'user:alice' }), done],
      edges: [
        { from: 'start', to: 'ask' },
        { source: 'ask', target: 'done', sourceHandle: 'redirected' },
      ],
    });
    await house.say('hello');
    const about = () => ({ id: house.asked().id, revision: house.asked().revision });
    await house.submit('escalate', 'user:alice', { ...about(), reason: 'too much for me' });
    await house.submit('redirect', 'user:carol', { ...about(), to: 'user:bob', reason: 'his' });
    await house.submit('redirect', 'user:bob', { ...about(), to: 'done', reason: 'nothing to decide' });
  },

  async 'an agent that looks, asks, and hands over; a draft that does not fit at first'(tell) {
    const said = (text: string) => ({ kind: 'succeeded' as const, output: { text, calls: [] } });
    const wants = (name: string, args: object) => ({
      kind: 'succeeded' as const,
      output: {
        text: 'One moment.',
        calls: [{ id: name, name, arguments: JSON.stringify(args) }],
        model: 'large',
        usage: { input: 12, output: 3 },
      },
    });
    const busy = { kind: 'failed', type: 'rate-limit', message: 'later', retry: true } as const;
    const schema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] };
    const house = await tell({
      config,
      nodes: [
        start,
        {
          id: 'draft',
          type: 'llm',
          system: 'Be kind.',
          prompt: 'Re: {{message}} {{none}}',
          output_schema: schema,
          temperature: 0,
          maxTokens: 9,
        },
        { id: 'help', type: 'agent_loop', instructions: 'Help.', tools: ['orders__get'], timeout: '1h' },
      ],
      edges: [
        { from: 'start', to: 'draft' },
        { from: 'draft', to: 'help' },
      ],
      answers: [
        busy,
        said('no JSON'),
        said('{"text":"Dear Jane"}'),
        wants('orders__get', { id: 7 }),
        wants('ask_user', { question: 'Which one?' }),
        wants('ask_person', { reason: 'it is gone' }),
      ],
    });
    await house.say('hello');
    await house.advance(2000);
    await house.say('the red one');
    await house.decide('reject');
  },

  ...LATER,
};
