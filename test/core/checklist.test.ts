import assert from 'node:assert/strict';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, never, soon } from './house.ts';

const house = () =>
  new House({
    nodes: [
      start,
      ask('a', {
        prompt: 'Pay {{amount}} back?',
        assignee: 'user:alice',
        timeout: '1h',
        escalation: { action: 'escalate', to: 'user:dana', timeout: '2h', final_action: 'auto_reject' },
        context: { task: 'Pay or refuse', amount: '{{amount}}' },
      }),
      call('pay', 's__pay', { amount: '{{amount}}' }),
      say('no'),
    ],
    edges: edges('start>a', 'a>pay:approved', 'a>no:rejected'),
    config: { people: { alice: { name: 'A' }, dana: { name: 'D' } } },
  }).open();

describe('R71 what a handoff needs is there', () => {
  it('a trigger that says why, context, actions, somebody responsible, and an escalation that ends', async () => {
    const at = await house();
    await at.says('hi', { variables: { amount: 7 } });
    const { reason, context, options, assignee, escalation, dueAt } = at.handoff();
    assert.equal(reason, 'Pay 7 back?');
    assert.deepEqual(context, { task: 'Pay or refuse', amount: 7 });
    assert.deepEqual(options, ['approve', 'reject']);
    assert.equal(assignee, 'user:alice');
    assert.deepEqual(
      escalation.map(({ action }) => action),
      ['escalate', 'auto_reject'],
    );
    assert.notEqual(dueAt, undefined);
    await at.clock.turn(3 * 3_600_000, 'runs');
    assert.deepEqual([at.handoff().decision, at.run()], ['reject', 'completed']);
  });

  it('a log of who decided what, when and why', async () => {
    const at = await house();
    await at.says('hi', { variables: { amount: 7 } });
    await at.decides('user:alice', 'reject', { reason: 'too late' });
    const [decided] = at.of('handoff-decided');
    assert.deepEqual([decided?.by, decided?.decision, decided?.reason], ['user:alice', 'reject', 'too late']);
    const last = at.journal.batches().find(({ cause }) => cause.kind === 'decide');
    assert.deepEqual([last?.cause.actor, last?.at], ['user:alice', at.clock.now()]);
  });

  it('R45 recovery: killed in the middle of the payment, a person is asked what became of it', async () => {
    const at = await house();
    await at.says('hi', { variables: { amount: 7 } });
    at.answer = never;
    await at.decides('user:alice', 'approve');
    await at.open();
    await soon();
    const { kind, options } = at.handoff('pay');
    assert.deepEqual([kind, options], ['unknown', ['happened', 'did-not-happen']]);
  });
});
