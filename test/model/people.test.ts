import assert from 'node:assert/strict';
import type { Config } from '../../engine/model/config.ts';
import { hasDirectory, isAway, isKnown, managerOf, membersOf } from '../../engine/model/people.ts';

const config: Config = {
  people: {
    alice: { name: 'Alice', roles: ['finance'], teams: ['support'], manager: 'user:dana' },
    bob: {
      name: 'Bob',
      roles: ['role:finance'],
      away: { until: '2027-01-15T00:00:00Z', delegate: 'user:alice' },
    },
    dana: { name: 'Dana' },
  },
};

describe('the people of a configuration', () => {
  it('are the members of their roles and teams, in the order of the directory (R14)', () => {
    assert.deepEqual(membersOf(config, 'role:finance'), ['user:alice', 'user:bob']);
    assert.deepEqual(membersOf(config, 'team:support'), ['user:alice']);
    assert.deepEqual(membersOf(config, 'user:zoe'), ['user:zoe']);
    assert.deepEqual(membersOf(config, 'constructor'), []);
  });

  it('are nobody without a directory', () => {
    assert.equal(hasDirectory({}), false);
    assert.deepEqual(membersOf({}, 'role:finance'), []);
  });

  it('are known by own keys only (T41)', () => {
    assert.equal(isKnown(config, 'user:alice'), true);
    assert.equal(isKnown(config, 'user:constructor'), false);
    assert.equal(isKnown(config, 'role:nobody'), false);
  });

  it('have managers and absences', () => {
    assert.equal(managerOf(config, 'user:alice'), 'user:dana');
    assert.equal(isAway(config, 'user:bob', Date.UTC(2027, 0, 14)), true);
    assert.equal(isAway(config, 'user:bob', Date.UTC(2027, 0, 15)), false);
    assert.equal(isAway(config, 'user:alice', 0), false);
  });
});
