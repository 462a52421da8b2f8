import {
  ask,
  call,
  called,
  check,
  decides,
  edges,
  handoff,
  hears,
  hold,
  holdsValues,
  later,
  open,
  returns,
  run,
  say,
  silent,
  start,
  user,
} from './parts.ts';
import { holds } from './play.ts';

const people = { people: { alice: { name: 'Alice' }, bob: { name: 'Bob' } } };
/** One handoff with these fields, and a message for each of these handles. */
const asking = (fields: Record<string, unknown>, ...handles: string[]) => ({
  nodes: [start, ask('a', fields), ...handles.map((handle) => say(handle))],
  edges: edges('start>a', ...handles.map((handle) => `a>${handle}:${handle}`)),
});

describe('CONTRACT, Handoffs: opening', () => {
  it('has the reason of the filled prompt, a kind, a risk and a priority (R11)', () =>
    holds({
      ...asking({ prompt: 'Refund {{message}}?', priority: 'urgent', risk: 'high', kind: 'question' }),
      steps: [
        user('#7'),
        open('a', { reason: 'Refund #7?', kind: 'question', priority: 'urgent', risk: 'high' }),
      ],
    }));

  it('is an approval of normal risk and medium priority by default', () =>
    holds({
      ...asking({}),
      steps: [user(), open('a', { kind: 'approval', risk: 'normal', priority: 'medium', assignee: null })],
    }));

  for (const [what, config, risk] of [
    ['a tool', { mcpServers: { s: { command: 'unused', tools: { pay: { risk: 'high' } } } } }, 'high'],
    [
      'an amount above the limit',
      { policies: [{ tool: 's__*', when: 'amount > 100', require: 'user:alice', risk: 'high' }] },
      'high',
    ],
    [
      'no amount below the limit',
      { policies: [{ tool: 's__*', when: 'amount > 900', require: 'user:alice', risk: 'high' }] },
      'normal',
    ],
  ] as const)
    it(`has its risk raised by ${what} of the config`, () =>
      holds({
        nodes: [start, ask('a'), call('pay', 's__pay', { amount: 500 })],
        edges: edges('start>a', 'a>pay:approved'),
        config: config as never,
        steps: [user(), open('a', { risk })],
      }));

  it('says the holding message of the node, filled', () =>
    holds({
      ...asking({ holdingMessage: 'Wait, {{user_id}}' }),
      steps: [user(), hold('Wait, customer'), silent],
    }));
  it("else the bot's", () =>
    holds({
      ...asking({}),
      config: { bots: { shop: { holdingMessage: 'One moment' } } },
      steps: [user(), hold('One moment')],
    }));
  it('else a default one with the time it may take (R26)', () =>
    holds({ ...asking({ timeout: '4h' }), steps: [user(), hold({ contains: '4 hours' })] }));
  it('"" says none', () =>
    holds({
      ...asking({ holdingMessage: '' }),
      config: { bots: { shop: { holdingMessage: 'never' } } },
      steps: [user(), later('1s'), { expect: { noMessage: true } }, { expect: { run: 'waiting' } }],
    }));

  it('makes response null once its texts are filled', () =>
    holds({
      nodes: [
        start,
        ask('a'),
        ask('b', { prompt: 'After {{response.by}}' }),
        check('c', 'response == null'),
        say('null'),
      ],
      edges: edges('start>a', 'a>b', 'b>c:timeout'),
      steps: [
        user(),
        decides('alice', 'approve'),
        open('b', { reason: 'After user:alice' }),
        holdsValues({ response: null }),
      ],
    }));

  it('tells the reviewers it waits for, where the bot prefers to (R46)', () =>
    holds({
      ...asking({ assignee: 'role:finance', prompt: 'Pay?' }),
      config: {
        ...people,
        people: { alice: { name: 'A', roles: ['finance'], email: 'a@x.org' } },
        bots: { shop: { notify: ['email:role:finance'] } },
      },
      steps: [
        user(),
        { expect: { notified: { to: 'user:alice', contains: 'Pay?' } } },
        { expect: { notified: { to: 'user:alice', channel: 'email', contains: 'Pay?' } } },
      ],
    }));
});

describe('CONTRACT, Handoffs: options and decisions', () => {
  it('options default to approve and reject', () =>
    holds({
      ...asking({}, 'approved', 'rejected'),
      steps: [
        user(),
        decides('alice', 'ship', { refused: 'invalid' }),
        decides('alice', 'approve'),
        hears('approved'),
        silent,
      ],
    }));

  for (const option of ['modify', 'edit']) {
    it(`${option} has its own handle`, () =>
      holds({
        ...asking({ options: ['approve', option, 'reject'] }, 'approved', option),
        steps: [user(), decides('alice', option), hears(option), silent],
      }));
    it(`${option} takes approved's edges without edges of its own`, () =>
      holds({
        ...asking({ options: ['approve', option, 'reject'] }, 'approved'),
        steps: [user(), decides('alice', option), hears('approved'), silent],
      }));
  }

  it('labels rename buttons only (R49)', () =>
    holds({
      ...asking({ labels: { approve: 'Stays' } }, 'approved'),
      steps: [
        user(),
        decides('alice', 'Stays', { refused: 'invalid' }),
        decides('alice', 'approve'),
        hears('approved'),
      ],
    }));

  for (const [decision, approved] of [
    ['approve', true],
    ['modify', true],
    ['edit', true],
    ['reject', false],
    ['later', null],
  ] as const)
    it(`response.approved is ${approved} after ${decision}`, () =>
      holds({
        ...asking({ options: ['approve', 'modify', 'edit', 'reject', 'later'], outputVariable: 'answer' }),
        steps: [
          user(),
          decides('alice', decision, { reason: 'so' }),
          holdsValues({ answer: { decision, approved, by: 'user:alice', reason: 'so' } }),
        ],
      }));

  it('after a timeout response is { decision: "timeout", approved: false, by: "timeout" }', () =>
    holds({
      ...asking({ timeout: '1h', outputVariable: 'answer' }),
      steps: [
        user(),
        later('1h'),
        holdsValues({ answer: { decision: 'timeout', approved: false, by: 'timeout' } }),
      ],
    }));

  it('one decision counts: the next one hears who won (I2, F15)', () =>
    holds({
      ...asking({}, 'approved'),
      steps: [
        user(),
        decides('alice', 'approve'),
        decides('bob', 'reject', { refused: 'already-decided' }),
        decides('alice', 'reject', { refused: 'already-decided' }),
        hears('approved'),
        silent,
      ],
    }));

  it('the same person and decision again is the same answer', () =>
    holds({
      ...asking({}, 'approved'),
      steps: [user(), decides('alice', 'approve'), decides('alice', 'approve'), hears('approved'), silent],
    }));

  describe('a reason is required to reject', () => {
    it('by default', () =>
      holds({
        ...asking({}),
        steps: [
          user(),
          decides('alice', 'reject', { reason: ' ', refused: 'invalid' }),
          decides('alice', 'reject', { reason: 'no' }),
          run('rejected'),
        ],
      }));
    it('not with reasonRequired: false', () =>
      holds({
        ...asking({ reasonRequired: false }),
        steps: [user(), decides('alice', 'reject', { reason: undefined }), run('rejected')],
      }));
    it('not with a form', () =>
      holds({
        ...asking({
          response_schema: {
            type: 'object',
            required: ['approved'],
            properties: { approved: { type: 'boolean' } },
          },
        }),
        steps: [user(), { reviewer: 'user:alice', response: { approved: false } }, run('rejected')],
      }));
  });
});

describe('CONTRACT, Handoffs: forms (R18)', () => {
  const schema = {
    type: 'object',
    required: ['n'],
    additionalProperties: false,
    properties: {
      n: { type: 'number', minimum: 0, maximum: 10, multipleOf: 0.5 },
      approved: { type: 'boolean' },
      kind: { enum: ['a', 'b'] },
      code: { type: 'string', pattern: '^[A-Z]{2}$', maxLength: 5 },
      deep: {
        type: 'object',
        properties: { list: { type: 'array', maxItems: 1, uniqueItems: true, items: { type: 'integer' } } },
      },
    },
  };

  for (const [approved, handle] of [
    [true, 'approved'],
    [false, 'rejected'],
    [undefined, 'submitted'],
  ] as const)
    it(`without options the answer decides: approved ${approved} leaves by ${handle}`, () =>
      holds({
        ...asking({ response_schema: schema }, 'approved', 'rejected', 'submitted'),
        steps: [
          user(),
          { reviewer: 'user:alice', response: { n: 1, ...(approved !== undefined && { approved }) } },
          hears(handle),
          silent,
        ],
      }));

  it('a decision that contradicts the answer is refused', () =>
    holds({
      ...asking({ response_schema: schema }, 'approved'),
      steps: [
        user(),
        {
          reviewer: 'user:alice',
          decide: 'approve',
          response: { n: 1, approved: false },
          refused: 'invalid',
        },
        silent,
      ],
    }));

  it('with options the button decides, and the fields go along', () =>
    holds({
      ...asking(
        { options: ['approve', 'reject'], response_schema: schema, outputVariable: 'answer' },
        'approved',
      ),
      steps: [
        user(),
        decides('alice', 'approve', { response: { n: 2 } }),
        hears('approved'),
        holdsValues({ answer: { n: 2, approved: true, decision: 'approve' } }),
      ],
    }));

  it('fields never overrule who decided what', () =>
    holds({
      ...asking({ options: ['later'], response_schema: { type: 'object' }, outputVariable: 'answer' }),
      steps: [
        user(),
        decides('alice', 'later', { response: { by: 'user:dana', decision: 'approve', reason: 'typed' } }),
        holdsValues({ answer: { by: 'user:alice', decision: 'later', approved: null, reason: 'typed' } }),
      ],
    }));

  for (const [what, response] of Object.entries({
    'a missing field': {},
    'another type': { n: '1' },
    'a limit': { n: 11 },
    'a step': { n: 0.3 },
    'a choice': { n: 1, kind: 'c' },
    'a pattern': { n: 1, code: 'ab' },
    'a length': { n: 1, code: 'ABCDEF' },
    'an unknown field': { n: 1, other: 1 },
    'a nested type': { n: 1, deep: { list: ['x'] } },
    'a nested limit': { n: 1, deep: { list: [1, 2] } },
    'a repetition': { n: 1, deep: { list: [1, 1] } },
  }))
    it(`an answer that breaks ${what} is refused, and nothing is decided`, () =>
      holds({
        ...asking({ response_schema: schema }, 'submitted'),
        steps: [user(), { reviewer: 'user:alice', response, refused: 'invalid' }, open('a'), silent],
      }));
});

describe('CONTRACT, Handoffs: edits (R38)', () => {
  const draft = (fields: Record<string, unknown>) => ({
    nodes: [start, ask('a', fields), say('send', '{{draft.text}} {{draft.list[1]}}')],
    edges: edges('start>a', 'a>send:approved'),
    variables: { draft: { text: 'old', list: [1, 2] }, secret: 's' },
  });
  const edited = (edits: object, more: object = {}) => decides('alice', 'approve', { edits, ...more });

  it('change what the node lists as editable, and nothing else', () =>
    holds({
      ...draft({ editable: ['draft.text', 'draft.list'] }),
      steps: [
        user(),
        edited({ secret: 'x' }, { refused: 'invalid' }),
        edited({ draft: {} }, { refused: 'invalid' }),
        edited({ 'draft.text': 'new', 'draft.list[1]': 9 }),
        hears('new 9'),
      ],
    }));
  for (const option of ['modify', 'edit'])
    it(`change every variable where ${option} is offered, but none that is not there`, () =>
      holds({
        ...draft({ options: ['approve', option, 'reject'] }),
        steps: [
          user(),
          edited({ 'ghost.x': 1 }, { refused: 'invalid' }),
          decides('alice', option, { edits: { 'draft.text': 'new' } }),
          hears('new 2'),
        ],
      }));
  it('are refused where the node allows none', () =>
    holds({
      ...draft({}),
      steps: [user(), edited({ 'draft.text': 'new' }, { refused: 'invalid' }), silent],
    }));
  it('deciding edit without any is allowed', () =>
    holds({
      ...draft({ options: ['approve', 'edit'] }),
      steps: [user(), decides('alice', 'edit'), hears('old 2')],
    }));
  for (const path of ['__proto__.x', 'draft.__proto__.x', 'draft.constructor', 'draft.list[7]', 'not a path'])
    it(`never reach ${path} (T41)`, () =>
      holds({
        ...draft({ options: ['approve', 'edit'] }),
        steps: [user(), edited({ [path]: 1 }, { refused: 'invalid' }), silent],
      }));
  it('are never read as templates (T39)', () =>
    holds({
      ...draft({ editable: ['draft.text'] }),
      steps: [user(), edited({ 'draft.text': '{{secret}}' }), hears('{{secret}} 2')],
    }));
  it('reach the call that follows, in the bytes that were approved (I8)', () =>
    holds({
      nodes: [start, ask('a', { editable: ['amount'] }), call('pay', 's__pay', { amount: '{{amount}}' })],
      edges: edges('start>a', 'a>pay:approved'),
      variables: { amount: 500 },
      tools: { s__pay: returns(1) },
      steps: [
        user(),
        edited({ amount: 20 }),
        called('s__pay', 1, { amount: 20 }),
        called('s__pay', 1),
        run('completed'),
        handoff('a', { decision: 'approve' }),
      ],
    }));
});
