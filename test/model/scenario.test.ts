import assert from 'node:assert/strict';
import { readScenarios } from '../../engine/model/scenario.ts';

const steps = [
  { user: 'hi', as: 'jane', conversation: 'c1' },
  { start: { amount: 3 } },
  {
    reviewer: 'user:alice',
    decide: 'approve',
    reason: 'ok',
    response: {},
    edits: {},
    handoff: 'h',
    channel: 'email',
    refused: 'stale',
  },
  { operator: 'user:bob', take: true },
  { operator: 'user:bob', says: 'hello' },
  { operator: 'user:bob', returns: 'done' },
  { advance: '4h' },
  { restart: true },
  { expect: { message: 'exact' } },
  { expect: { message: { contains: 'x' } } },
  { expect: { message: { matches: '^x' } } },
  { expect: { holding: true } },
  { expect: { holding: { contains: 'x' } } },
  { expect: { noMessage: true } },
  {
    expect: {
      handoff: {
        node: 'h',
        reason: 'x',
        assignee: 'user:a',
        priority: 'low',
        status: 'open',
        kind: 'unknown',
      },
    },
  },
  { expect: { notified: { to: 'user:a', channel: 'email', contains: 'x' } } },
  { expect: { toolCalled: { name: 'a__b', arguments: { x: 1 }, times: 0 } } },
  { expect: { variables: { x: { y: 1 } } } },
  { expect: { run: 'timed-out' } },
  { expect: { owner: 'queue' } },
];

function problemsOf(scenario: Record<string, unknown>): string[] {
  const text = JSON.stringify({
    workflow: './a.workflow.json',
    scenarios: [{ name: 'one', steps: [], ...scenario }],
  });
  return readScenarios(text).problems.map(
    ({ offset, length, message }) => `${text.slice(offset, offset + length)}: ${message}`,
  );
}

describe('a scenario file', () => {
  it('may hold every step and expectation of the contract (R86)', () => {
    const scenario = {
      variables: { a: 1 },
      config: { people: { alice: { name: 'Alice' } } },
      tools: { a__b: { returns: { x: 1 } }, a__c: { throws: 'no' }, a__d: [{ returns: 1 }, { throws: 'x' }] },
      models: { ask: { returns: 'x' } },
      auth: { gate: { verified: 'jane@acme.com' }, other: { failed: true } },
      steps,
    };
    assert.deepEqual(problemsOf(scenario), []);
  });

  const wrong: [string, Record<string, unknown>, string[]][] = [
    [
      'names the steps there are',
      { steps: [{ says: 'x' }] },
      [
        '{: Expected a step with user, start, reviewer, operator, advance, restart or expect, found an object.',
      ],
    ],
    [
      'follows the step that was meant',
      { steps: [{ reviewer: 'user:a', decde: 'approve' }] },
      ['"decde": "decde" is not known here; did you mean "decide"?'],
    ],
    [
      'wants one act of an operator',
      { steps: [{ operator: 'user:a' }] },
      ['{: Expected exactly one of take, says and returns, found an object.'],
    ],
    [
      'follows the expectation that was meant',
      { steps: [{ expect: { run: 'done' } }] },
      ['"done": Expected one of completed, rejected, timed-out, failed, cancelled, waiting.'],
    ],
    [
      'wants an answer of a double',
      { tools: { a__b: { return: 1 } } },
      ['{: Expected an answer: { "returns": … } or { "throws": "text" }, found an object.'],
    ],
    [
      'reads lengths of time',
      { steps: [{ advance: '4' }] },
      ['"4": Expected a length of time such as 30s, 15m, 4h, 7d, 1d 12h or PT4H.'],
    ],
    [
      'reads the configuration inside it',
      { config: { bot: {} } },
      ['"bot": "bot" is not known here; did you mean "bots"?'],
    ],
  ];
  for (const [title, scenario, expected] of wrong) {
    it(title, () => assert.deepEqual(problemsOf(scenario), expected));
  }
});
