import assert from 'node:assert/strict';
import { outputOf, withTools } from './odd-servers.ts';

describe('a tool call', () => {
  it('sends the bytes that the call shows, once, with its idempotency key (I8)', () =>
    withTools({}, async (tools) => {
      const args = '{"z":1,"a":"ünï \\"q\\" {{x}}","n":[1.5,-0.25,1e+21],"o":{"deep":null,"b":false}}';
      await tools.on('echo', args);
      const [line, ...more] = tools.ledger();
      assert.deepEqual(more, []);
      assert.ok(line?.includes(`"arguments":${args}`), line);
      assert.ok(line?.includes('"handoff/idempotencyKey":"key of echo"'));
    }));

  it('is not sent where a number would lose digits on the way (I8)', () =>
    withTools({}, async (tools) => {
      const outcome = await tools.on('echo', '{"order":90071992547409931}');
      assert.ok(outcome.kind === 'failed' && outcome.type === 'invalid-arguments');
      assert.deepEqual(tools.ledger(), []);
      outputOf(await tools.on('echo', '{"order":"90071992547409931"}'));
    }));

  for (const [what, args] of [
    ['no JSON', '{"a":'],
    ['no object', '[1]'],
    ['nothing of the input schema', '{"amount":"ten"}'],
    ['more than the input schema allows', '{"amount":10,"to":"eve"}'],
    ['beyond the limits of the input schema', '{"amount":101}'],
  ] as const)
    it(`is not sent with arguments that are ${what}`, () =>
      withTools({}, async (tools) => {
        const outcome = await tools.on('strict', args);
        assert.ok(outcome.kind === 'failed' && outcome.type === 'invalid-arguments');
        assert.deepEqual(tools.ledger(), []);
      }));

  it('is not sent to a tool that the server does not have', () =>
    withTools({}, async (tools) => {
      const outcome = await tools.on('nowhere');
      assert.ok(outcome.kind === 'failed' && outcome.type === 'unknown-tool');
      assert.deepEqual(tools.ledger(), []);
    }));

  it('is unknown when the answer does not come in time, and it was sent once (I5, F22)', () =>
    withTools({ timeouts: { call: 300 } }, async (tools) => {
      const outcome = await tools.on('silent');
      assert.equal(outcome.kind, 'unknown');
      assert.equal(tools.ledger().length, 1);
    }));

  it('is unknown when the server dies over it, and the next call finds a new server (I5, F22)', () =>
    withTools({}, async (tools) => {
      assert.equal((await tools.on('crash')).kind, 'unknown');
      outputOf(await tools.on('object'));
      assert.equal(tools.starts().length, 2);
      assert.equal(tools.ledger().length, 2);
    }));

  it('is unknown when the engine stops before the answer (I5)', () =>
    withTools({}, async (tools) => {
      await tools.ready(['odd']);
      const call = tools.on('silent');
      await tools.on('object');
      await tools.close();
      assert.equal((await call).kind, 'unknown');
    }));

  it('fails where the server cannot be started, with what it said', () =>
    withTools(
      { servers: { broken: { command: process.execPath, args: ['odd-server.mjs', 'broken'] } } },
      async (tools) => {
        const outcome = await tools.on('object', '{}', 'broken');
        assert.ok(outcome.kind === 'failed' && outcome.type === 'server-unreachable');
        assert.match(outcome.message, /no license found/);
      },
    ));

  it('fails where the program does not exist', () =>
    withTools({ servers: { gone: { command: '/nowhere/at-all' } } }, async (tools) => {
      const outcome = await tools.on('object', '{}', 'gone');
      assert.ok(outcome.kind === 'failed' && outcome.type === 'server-unreachable');
      assert.match(outcome.message, /ENOENT/);
    }));

  it('fails where no such server is configured, also for the names of prototypes (T41)', () =>
    withTools({}, async (tools) => {
      for (const server of ['nobody', 'constructor', '__proto__']) {
        const outcome = await tools.on('object', '{}', server);
        assert.ok(outcome.kind === 'failed' && outcome.type === 'not-configured', server);
      }
    }));
});
