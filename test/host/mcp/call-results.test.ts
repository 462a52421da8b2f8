import assert from 'node:assert/strict';
import type { CallOutcome } from '../../../engine/run/ports.ts';
import { outputOf, withTools } from './odd-servers.ts';

const gives = (output: unknown): CallOutcome => ({ kind: 'succeeded', output });
const RESULTS: readonly (readonly [tool: string, rule: string, outcome: CallOutcome])[] = [
  ['object', 'a single text that is a JSON object is read', gives({ a: [1, { b: '{{c}}' }] })],
  ['list', 'a single text that is a JSON array is read', gives([1, 2])],
  ['number', 'a single text that is any other JSON stays a text', gives('42')],
  ['almost', 'a single text that only looks like JSON stays a text', gives('{not json')],
  [
    'several',
    'several items are the list',
    gives([
      { type: 'text', text: 'one' },
      { type: 'text', text: '{"two":2}' },
    ]),
  ],
  ['nothing', 'no item is null', gives(null)],
  ['torn', 'what has no UTF-8 is replaced (F41)', gives('half \uFFFD of a pair, and \uFFFD')],
  ['untold', 'a text may fit the output schema as well', gives({ price: 5 })],
];

const FAILURES: readonly (readonly [tool: string, rule: string, type: string, message: RegExp])[] = [
  ['refusing', 'isError fails with its texts', 'tool-error', /^the card\nhas expired$/],
  ['failing', 'a protocol error fails', 'protocol-error', /the database is gone/],
  [
    'misfit',
    'a result that does not fit the output schema fails',
    'invalid-output',
    /\/price must be number/,
  ],
  ['deep', 'a result of more than 64 levels fails (F40)', 'invalid-output', /64 levels/],
  ['polluting', 'a result that reaches prototypes fails (T41)', 'invalid-output', /__proto__/],
];

describe('a tool’s result (CONTRACT, Values)', () => {
  for (const [tool, rule, outcome] of RESULTS)
    it(rule, () => withTools({}, async (tools) => assert.deepEqual(await tools.on(tool), outcome)));

  for (const [tool, rule, type, message] of FAILURES)
    it(rule, () =>
      withTools({}, async (tools) => {
        const outcome = await tools.on(tool);
        assert.ok(outcome.kind === 'failed');
        assert.equal(outcome.type, type);
        assert.match(outcome.message, message);
      }),
    );

  it('is structuredContent where there is any', () =>
    withTools({}, async (tools) => {
      const output = outputOf(await tools.on('echo')) as { params: unknown };
      assert.deepEqual(output.params, {
        name: 'echo',
        arguments: {},
        _meta: { 'handoff/idempotencyKey': 'key of echo' },
      });
    }));
});
