import assert from 'node:assert/strict';
import { uuids } from '../../engine/host/ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that sort in the order of their making', () => {
    const made = Array.from({ length: 2000 }, () => uuids.next());
    assert.match(made[0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual([...made].sort(), made);
    assert.equal(new Set(made).size, made.length);
  });
});
