import assert from 'node:assert/strict';
import schema from '../../schemas/protocol/bridge.schema.json' with { type: 'json' };
import { ERROR_NUMBERS, RequestError, requestErrorOf } from '../../schemas/protocol/codes.ts';
import { METHODS, type Method, type ParamsOf } from '../../schemas/protocol/methods.ts';
import { decodeParams } from '../../schemas/protocol/params.ts';

const one = { id: 'h1', revision: 1 };
const talk = { bot: 'shop', conversation: 'c1' };

/** Everything each method takes, so that types and schema are held against each other. */
const FULL: { [M in Method]: Required<ParamsOf<M>> } = {
  hello: { client: 'vscode', version: '0.1.0' },
  'conversation/message': {
    ...talk,
    message: { id: 'm1', text: 'hello', from: { id: 'u1', name: 'Jane' } },
    variables: { plan: 'pro' },
  },
  'conversation/delivered': { ...talk, message: 'm1' },
  'handoff/list': {
    status: 'open',
    assignee: 'user:a',
    bot: 'shop',
    priority: 'high',
    after: '1 h',
    limit: 5,
  },
  'handoff/get': { id: 'h1' },
  'handoff/preview': { ...one, decision: 'approve', edits: {}, response: {}, to: 'legal' },
  'handoff/decide': {
    ...one,
    decision: 'approve',
    reason: 'fine',
    response: { ok: true },
    edits: { 'draft.text': 'x' },
    digest: 'd',
    seenSeq: 3,
  },
  'handoff/seen': one,
  'handoff/claim': one,
  'handoff/release': one,
  'handoff/assign': { ...one, assignee: 'user:bob', reason: 'on holiday' },
  'handoff/escalate': { ...one, reason: 'too much for me' },
  'handoff/redirect': { ...one, to: 'user:bob', reason: 'hers' },
  'handoff/ask': { ...one, text: 'which order?', to: 'user' },
  'handoff/annotate': { ...one, note: 'called her' },
  'handoff/undo': { id: 'h1' },
  'handoff/batch': { items: [{ ...one, digest: 'd' }], decision: 'approve', reason: 'all small' },
  'handoff/open': {
    question: 'May I delete the branch?',
    bot: 'shop',
    options: ['yes', 'no'],
    timeout: '1h',
    assignee: 'user:bob',
    priority: 'high',
    context: { branch: 'main' },
  },
  'conversation/list': { ...talk, after: '0 x', limit: 10 },
  'conversation/get': { ...talk, after: 0, before: 9, limit: 10 },
  'conversation/take': talk,
  'conversation/reply': { ...talk, text: 'hello' },
  'conversation/return': { ...talk, note: 'done' },
  'conversation/erase': talk,
  'run/list': { ...talk, status: 'waiting', after: '1 r', limit: 1000 },
  'run/get': { id: 'r1' },
  'run/start': { ...talk, variables: {}, workflow: 'refund.workflow.json' },
  'run/cancel': { id: 'r1' },
  'run/changes': { id: 'r1' },
  'run/migrate': { id: 'r1', to: 'abc', nodes: { ask: 'ask again' }, reason: 'typo in the text' },
  'review/list': { bot: 'shop', status: 'open', after: '1 r', limit: 10 },
  'review/get': { id: 'v1' },
  'review/record': { id: 'v1', verdict: 'corrected', correction: 'Friday', note: 'wrong day' },
  'events/subscribe': { after: 0 },
  'stats/get': {},
  'tools/list': {},
  'engine/status': {},
  'engine/stop': { handover: true },
  'engine/halt': { why: 'wrong refunds' },
  'engine/resume': { why: 'mended' },
  'token/create': { user: 'alice' },
  'token/revoke': { principal: 'user:alice' },
};

describe('the parameters of the bridge', () => {
  it('schema and method table name the same methods', () => {
    assert.deepEqual(Object.keys(schema.properties).sort(), [...METHODS].sort());
  });

  for (const method of METHODS) {
    it(`${method} takes everything its type names`, () => {
      assert.deepEqual(decodeParams(method, FULL[method]), FULL[method]);
    });

    it(`${method} names no member in its schema that its type does not have`, () => {
      const named = Object.keys(schema.properties[method].properties);
      const alternatives =
        method === 'token/create' ? ['bot', 'user', 'observer'] : Object.keys(FULL[method]);
      assert.deepEqual(named.sort(), alternatives.sort());
    });
  }

  it('refuses parameters that are no object', () => {
    for (const params of [null, 1, 'x', [], true])
      assert.throws(() => decodeParams('handoff/get', params), /expected object/);
  });

  it('names the path of what is missing, wrong, or not among the choices', () => {
    const cases: [Method, unknown, RegExp][] = [
      ['handoff/get', {}, /^DecodeError: \/id: is missing$/],
      ['conversation/message', { ...talk, message: { id: 'm1' } }, /\/message\/text: is missing/],
      ['conversation/message', { ...talk, message: { id: 1, text: '' } }, /\/message\/id: expected string/],
      ['handoff/list', { status: 'x' }, /\/status: expected one of open, decided, expired, cancelled/],
      ['token/revoke', { principal: 'owner' }, /\/principal: /],
    ];
    for (const [method, params, message] of cases) assert.throws(() => decodeParams(method, params), message);
  });
});

describe('error codes', () => {
  it('are the twelve of the contract, each with a number of its own', () => {
    assert.equal(Object.keys(ERROR_NUMBERS).length, 12);
    assert.equal(new Set(Object.values(ERROR_NUMBERS)).size, 12);
  });

  it('survive the wire with their data, and an unknown one is internal', () => {
    const sent = new RequestError('stale', 'it changed', { revision: 4 });
    const read = requestErrorOf(sent.toWire());
    assert.deepEqual([read.code, read.message, read.data.revision], ['stale', 'it changed', 4]);
    assert.equal(requestErrorOf({ code: 1, message: 'x', data: { code: 'new-one' } }).code, 'internal');
    assert.equal(requestErrorOf({ code: 1, message: 'x' }).code, 'internal');
  });
});
