import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Desk, desk } from '../support/desk.ts';
import { connect, mint, ownerTokenOf } from '../support/serve.ts';

describe('a reviewer leaves the directory while the engine runs (F50)', () => {
  let house: Desk;
  before(async () => {
    house = await desk();
  });
  after(() => house.end());

  it('what waits for them goes to their manager, and their token is dead on the open socket (T13)', async () => {
    const file = path.join(house.folder, 'handoff.config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    config.people.bob.manager = 'user:alice';
    const { seq: before } = await house.owner.request('engine/status', {});
    writeFileSync(file, JSON.stringify(config));
    await house.watcher.sees(({ type, seq }) => type === 'config-loaded' && seq > before);
    const { id, revision } = await house.asks('c1', 'money back');
    const bob = connect(house.folder, await mint(house.folder, { user: 'bob' }));
    await bob.request('handoff/assign', { id, revision, assignee: 'user:bob' });
    const { bob: _, ...people } = config.people;
    writeFileSync(file, JSON.stringify({ ...config, people }));
    const moved = await house.watcher.sees(
      ({ type, body }) => type === 'handoff-assigned' && body?.by === 'engine',
    );
    assert.equal(moved.body?.assignee, 'user:alice');
    assert.match(String(moved.body?.why), /user:bob is no longer among the people/);
    await assert.rejects(bob.request('handoff/claim', { id, revision: 3 }), /revoked|unauthorized/);
    bob.close();
  });
});

describe('the brake over a kill -9', () => {
  let house: Desk;
  before(async () => {
    house = await desk();
  });
  after(() => house.end());

  it('nothing is paid until somebody resumes, then once', async () => {
    const { ticket } = await house.asks('c1', 'money back');
    await house.owner.request('engine/halt', { why: 'wrong refunds' });
    assert.equal((await house.run('approve', ticket, '--as', 'alice')).code, 0);
    await house.restart();
    const owner = connect(house.folder, ownerTokenOf(house.folder));
    assert.equal((await owner.request('engine/status', {})).halted, true);
    assert.deepEqual(house.paid(), []);
    await owner.request('engine/resume', { why: 'found it' });
    await house.watcher.sees(({ type }) => type === 'effect-succeeded');
    assert.equal(house.paid().length, 1);
    owner.close();
  });
});
