import assert from 'node:assert/strict';
import { listing } from '../../../engine/host/mcp/tool-listing.ts';
import { outputOf, withTools } from './odd-servers.ts';

describe('the tools a server lists', () => {
  it('is told of every server that was reached, and reaches none', () =>
    withTools({}, async (tools) => {
      assert.deepEqual(tools.listed(), []);
      assert.deepEqual(tools.starts(), []);
      await tools.ready(['odd']);
      const evolve = tools.listed().find(({ name }) => name === 'odd__evolve');
      assert.equal(evolve?.inputSchema?.type, 'object');
    }));

  it('are all of its pages, with their schemas', () =>
    withTools({}, async (tools) => {
      assert.equal(tools.describe('odd', 'evolve'), undefined);
      await tools.ready(['odd']);
      assert.ok(tools.describe('odd', 'evolve'));
      const strict = tools.describe('odd', 'strict');
      assert.equal(strict?.inputSchema?.type, 'object');
      assert.match(strict?.refuses({}) ?? '', /amount/);
      assert.equal(strict?.refuses({ amount: 5 }), undefined);
    }));

  it('stay known while the server is away', () =>
    withTools({}, async (tools) => {
      await tools.on('crash');
      assert.ok(tools.describe('odd', 'strict'));
    }));

  it('get another hash when their definition changes, and hold the call that did not know it (T33)', () =>
    withTools({}, async (tools) => {
      await tools.ready(['odd']);
      const before = tools.describe('odd', 'echo')?.hash;
      const evolution = tools.on('evolve');
      await evolution;
      const held = await tools.on('echo');
      assert.ok(held.kind === 'failed' && held.type === 'tool-changed');
      assert.notEqual(tools.describe('odd', 'echo')?.hash, before);
      outputOf(await tools.on('echo'));
      assert.equal(tools.ledger().filter((line) => line.includes('"name":"echo"')).length, 1);
    }));

  it('may change under a call that only reads (T33)', () =>
    withTools({}, async (tools) => {
      await tools.on('evolve');
      outputOf(await tools.on('echo', '{}', 'odd', 'read'));
    }));

  it('have a hash of name, description and input schema, whatever the order of keys', () => {
    const hashOf = (tool: object) =>
      listing([{ name: 'a', inputSchema: { type: 'object' }, ...tool }]).get('a')?.hash;
    const base = hashOf({ description: 'x', inputSchema: { type: 'object', required: ['k'] } });
    assert.equal(hashOf({ inputSchema: { required: ['k'], type: 'object' }, description: 'x' }), base);
    assert.notEqual(hashOf({ description: 'y', inputSchema: { type: 'object', required: ['k'] } }), base);
    assert.notEqual(hashOf({ description: 'x', inputSchema: { type: 'object', required: ['l'] } }), base);
  });
});
