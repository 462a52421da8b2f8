import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CheckOptions, check } from '../../../engine/language/language.ts';
import { readConfig } from '../../../engine/model/config.ts';

const START = { id: 'start', type: 'trigger', triggerType: 'message_received' };
const message = (id: string, text = 'Done.') => ({ id, type: 'send_message', message: text });
const ask = (id: string, more: object = {}) => ({
  id,
  type: 'human',
  prompt: 'Send the parcel of {{user_name}}?',
  ...more,
});
const tool = (id: string, toolName: string, more: object = {}) => ({
  id,
  type: 'mcp_tool',
  toolName,
  ...more,
});

/** `from handle to` or `from to`; a fourth word on is a condition. */
function edge(text: string): object {
  const [from = '', middle = '', to, ...when] = text.split(' ');
  if (to === undefined) return { from, to: middle };
  const handle = middle === '-' ? {} : { sourceHandle: middle };
  return { from, to, ...handle, ...(when.length === 0 ? {} : { when: when.join(' ') }) };
}

/** What a code says: the way that proves it. */
function ways(
  code: string,
  nodes: object[],
  edges: string[],
  options: Omit<CheckOptions, 'kind'> = {},
): string[] {
  const text = JSON.stringify({ nodes: [START, ...nodes], edges: edges.map(edge) });
  return check(text, { kind: 'workflow', ...options })
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ path: way = [] }) => way.join(' '));
}

describe('a way that proves a diagnostic', () => {
  it('is a shortest one, with its nodes as related places', () => {
    const nodes = [tool('a', 'shop__get'), tool('b', 'shop__get'), tool('pay', 'bank__pay'), message('told')];
    const edges = ['start a', 'a b', 'b pay', 'a pay', 'pay told'];
    assert.deepEqual(ways('unguarded-side-effect', nodes, edges), ['start a pay']);
    const text = JSON.stringify({ nodes: [START, ...nodes], edges: edges.map(edge) });
    const found = check(text, { kind: 'workflow' }).find(({ code }) => code === 'unguarded-side-effect');
    assert.deepEqual(
      found?.related?.map(({ message: words }) => words),
      ['1. start', '2. a', '3. pay'],
    );
  });

  it('of money stops at a person who said yes, not at one who said no or nothing', () => {
    const nodes = [ask('review', { timeout: '1h' }), tool('pay', 'bank__pay'), message('told')];
    const given = (handle: string) =>
      ways('unguarded-side-effect', nodes, ['start review', `review ${handle} pay`, 'pay told']);
    assert.deepEqual(given('approved'), []);
    assert.deepEqual(given('rejected'), ['start review pay']);
    assert.deepEqual(given('timeout'), ['start review pay']);
  });

  it('of money stops at a condition only where it reads what the call reads and hands the rest to a person', () => {
    const nodes = [
      { ...START, id: 'begin', inputs: ['amount', 'language'] },
      ask('review', { prompt: 'Pay {{amount}} to {{user_name}}?' }),
      tool('large', 'bank__pay', { arguments: { amount: '{{amount}}' } }),
      tool('small', 'bank__pay', { arguments: { amount: '{{amount}}' } }),
    ];
    const asking = (condition: string, other: string) =>
      ways(
        'unguarded-side-effect',
        [...nodes, { id: 'which', type: 'logic', condition }, message('told')],
        [
          'begin which',
          `which true ${other}`,
          'which false small',
          'review approved large',
          'small told',
          'large told',
        ],
      );
    assert.deepEqual(asking('amount > 500', 'review'), []);
    assert.deepEqual(asking('amount > 500', 'told'), ['begin which small']);
    assert.deepEqual(asking("language == 'en'", 'review'), ['begin which small']);
  });

  it('of money is not looked for where a policy asks a person, or the tool only reads', () => {
    const nodes = [tool('pay', 'bank__pay'), message('told')];
    const edges = ['start pay', 'pay told'];
    const policies = [{ tool: 'bank__pay', require: 'role:finance' }];
    assert.deepEqual(ways('unguarded-side-effect', nodes, edges, { config: { policies } }), []);
    const mcpServers = { bank: { command: 'x', tools: { pay: { effect: 'read' as const } } } };
    assert.deepEqual(ways('unguarded-side-effect', nodes, edges, { config: { mcpServers } }), []);
  });

  it('of silence ends at the first word, in one of several branches too', () => {
    const nodes = [ask('review'), tool('ship', 'shop__ship'), tool('log', 'shop__log'), message('told')];
    const ending = (...edges: string[]) =>
      ways('silent-path', nodes, [
        'start review',
        'review rejected told',
        'ship error told',
        'log error told',
        ...edges,
      ]);
    assert.deepEqual(ending('review approved ship'), ['review ship']);
    assert.deepEqual(ending('review approved ship', 'ship log'), ['review ship log']);
    assert.deepEqual(ending('review approved ship', 'ship told', 'ship log'), []);
  });

  it('of a variable knows that who failed gave nothing', () => {
    const nodes = [
      tool('find', 'shop__get', { outputVariable: 'order' }),
      message('told', '{{order.id}}'),
      message('sorry'),
    ];
    const edges = ['start find', 'find told'];
    assert.deepEqual(ways('maybe-undefined-variable', nodes, [...edges, 'find error sorry']), []);
    assert.deepEqual(ways('maybe-undefined-variable', nodes, [...edges, 'find error told']), [
      'start find told',
    ]);
  });

  it('of an identity has to pass the gate by verified', () => {
    const nodes = [
      { id: 'gate', type: 'auth_gate' },
      ask('review', { prompt: 'Refund {{user_name}}?' }),
      message('told'),
    ];
    const edges = ['start gate', 'gate verified review', 'review told'];
    assert.deepEqual(ways('unverified-handoff', nodes, [...edges, 'gate failed told']), []);
    assert.deepEqual(ways('unverified-handoff', nodes, [...edges, 'gate failed review']), [
      'start gate review',
    ]);
  });

  it('round in a circle of clocks is shown, and one that a word ends is none', () => {
    const nodes = (more: object) => [
      ask('a', { timeout: '1h' }),
      ask('b', { timeout: '1h', ...more }),
      message('told'),
    ];
    const edges = [
      'start a',
      'a timeout b',
      'b timeout a',
      'a approved told',
      'b approved told',
      'a rejected told',
      'b rejected told',
    ];
    assert.deepEqual(ways('escalation-without-final-action', nodes({}), edges), ['a b a']);
    assert.deepEqual(
      ways('escalation-without-final-action', nodes({ escalation: 'auto_reject' }), edges),
      [],
    );
  });

  it('out of conditions that cover every case is none', () => {
    const nodes = [
      tool('find', 'shop__get', { outputVariable: 'n' }),
      message('x'),
      message('y'),
      message('z'),
    ];
    const covered = (...edges: string[]) => {
      const text = JSON.stringify({ nodes: [START, ...nodes], edges: ['start find', ...edges].map(edge) });
      return check(text, { kind: 'workflow' }).filter(({ code }) => code === 'no-default-edge').length === 0;
    };
    assert.equal(covered('find - x n >= 5', 'find - y n < 5'), true);
    assert.equal(covered('find - x n > 5', 'find - y n < 5'), false);
    assert.equal(covered('find - x n == "a"', 'find - y n != "a"'), true);
    assert.equal(covered('find - x n.a && n.b', 'find - y !n.a', 'find - z !n.b'), true);
    assert.equal(covered('find - x n.a && n.b', 'find - y !n.a'), false);
    assert.equal(covered('find - x n.a == 1', 'find y'), true);
  });
});

describe('the refund example', () => {
  it('has nothing that would be said of it', () => {
    const folder = path.join(import.meta.dirname, '../../../examples/refund');
    const text = readFileSync(path.join(folder, 'refund.workflow.json'), 'utf8');
    const { config } = readConfig(readFileSync(path.join(folder, 'handoff.config.json'), 'utf8'));
    assert.deepEqual(check(text, { kind: 'workflow', config, file: 'refund.workflow.json' }), []);
  });
});
