import assert from 'node:assert/strict';
import { filesWith } from '../host/store/living-store.ts';
import { type Desk, desk } from '../support/desk.ts';

const CANARY = 'canary-0815';

describe('handoff erase', () => {
  let house: Desk;
  before(async () => {
    house = await desk();
  });
  after(() => house.end());

  it('refuses while somebody is asked, and erases once it is over: no byte is left in the store', async () => {
    const { ticket } = await house.asks('forget me', `I am ${CANARY}`);
    await house.asks('keep me', 'I stay');
    const early = await house.run('erase', 'forget me');
    assert.equal(early.code, 3);
    assert.match(early.stderr, new RegExp(`${ticket} is open`));
    await house.run('reject', ticket, '--reason', `no, ${CANARY}`, '--as', 'alice');
    assert.notDeepEqual(filesWith(house.folder, CANARY), []);
    const erased = await house.run('erase', 'forget me');
    assert.deepEqual([erased.code, erased.stdout], [0, 'forget me: erased\n']);
    assert.deepEqual(filesWith(house.folder, CANARY), []);
    assert.equal((await house.run('show', ticket)).code, 3);
    assert.match((await house.run('queue')).stdout, /Refund/);
  });

  it('takes a question by its ticket', async () => {
    const asked = await house.run('ask', `Is ${CANARY}-q right?`, '--timeout', '1s', '--as', 'bob');
    assert.equal(asked.code, 4, asked.stderr);
    const { ticket } = JSON.parse(asked.stdout) as { ticket: string };
    assert.notDeepEqual(filesWith(house.folder, `${CANARY}-q`), []);
    const erased = await house.run('erase', ticket);
    assert.equal(erased.code, 0, erased.stderr);
    assert.deepEqual(filesWith(house.folder, `${CANARY}-q`), []);
  });

  it('the chain verifies with the engine running, after a kill, and the bridge tells what is gone (I9, F31)', async () => {
    assert.equal((await house.run('audit', 'verify')).code, 0);
    await house.restart();
    const verified = await house.run('audit', 'verify');
    assert.equal(verified.code, 0);
    assert.ok((JSON.parse(verified.stdout) as { erased: number }).erased > 5);
    const cat = await house.run('audit', 'cat');
    assert.ok(!cat.stdout.includes(CANARY));
    assert.match(cat.stdout, /"type":"conversation-erased"/);
    assert.match(cat.stdout, /"type":"content-removed"/);
  });

  it('without an engine it runs one for as long as it takes; what does not exist ends with 3', async () => {
    await house.engine.stop();
    assert.equal((await house.run('erase', 'nobody')).code, 3);
    assert.equal((await house.run('erase', 'forget me')).code, 0);
  });
});
