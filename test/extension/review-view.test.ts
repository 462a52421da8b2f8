import assert from 'node:assert/strict';
import { reviewView } from '../../extension/review/view.ts';
import { refund } from '../webview/sample.ts';

const t = (text: string, ...values: unknown[]) =>
  text.replace(/\{(\d)\}/g, (_, place) => String(values[place]));
const PEOPLE = [
  { principal: 'user:alice', name: 'Alice Moreno', roles: ['finance'], teams: ['desk'] },
  { principal: 'user:bob', name: 'Bob Reyes', roles: ['finance'], teams: [] },
];
const view = (changes: Parameters<typeof refund>[0], me: string | null = 'user:alice') =>
  reviewView({ standing: { kind: 'live', engine: '1' }, me, people: PEOPLE, item: refund(changes) }, t);

describe('what the host tells a review page', () => {
  it('R60 names everybody a handoff can be given to: people, then roles and teams, each once', () => {
    assert.deepEqual(view({}).people, [
      { principal: 'user:alice', name: 'Alice Moreno' },
      { principal: 'user:bob', name: 'Bob Reyes' },
      { principal: 'role:finance', name: 'Role finance' },
      { principal: 'team:desk', name: 'Team desk' },
    ]);
  });

  it('says whom it waits for where it is surely somebody else’s', () => {
    assert.deepEqual(view({ assignee: 'user:bob', mayDecide: false }).link, {
      kind: 'denied',
      who: 'It waits for Bob Reyes.',
    });
    assert.equal(view({ assignee: 'role:finance', mayDecide: false }).link.kind, 'live');
  });

  it('leaves whoever stands in for an absent colleague to decide: the engine says who may', () => {
    assert.equal(view({ assignee: 'user:bob', mayDecide: true }).link.kind, 'live');
  });
});
