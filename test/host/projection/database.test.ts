import assert from 'node:assert/strict';
import { ProjectionDatabase } from '../../../engine/host/projection/database.ts';
import { foldBatch } from '../../../engine/host/projection/fold.ts';
import { UnknownCursor } from '../../../engine/host/projection/queries.ts';
import { loadSql } from '../../../engine/host/projection/sql.ts';
import type { Batch } from '../../../engine/run/ports.ts';
import { plainState, projected } from './projected.ts';
import { story } from './stories.ts';

describe('host/projection: tables', () => {
  it('give back the state that was folded into them, in the same order (I1)', async () => {
    const { projection, state } = await projected(story(40));
    assert.deepEqual(plainState(projection.database.load()), plainState(state));
    const bytes = projection.database.export();
    const again = new ProjectionDatabase(await loadSql(), { bytes, seq: projection.database.seq });
    assert.deepEqual(plainState(again.load()), plainState(state));
  });

  it('keep a place for what changes often, and drop what is gone', async () => {
    const { projection, state } = await projected(story(3));
    const before = [...state.outgoing.keys()];
    const [key = ''] = before;
    const value = state.outgoing.get(key);
    assert.ok(value);
    const [last] = story(3).slice(-1);
    assert.ok(last);
    const batch: Batch = { ...last, seq: projection.database.seq + 1 };
    projection.write(batch, [{ table: 'outgoing', key, value: undefined }]);
    projection.write(batch, [{ table: 'outgoing', key, value }]);
    assert.deepEqual([...projection.database.load().outgoing.keys()], [...before.slice(1), key]);
  });

  it('have finished runs out of the way of running ones', async () => {
    const { projection } = await projected(story(10));
    assert.deepEqual(projection.database.rows('SELECT count(*) FROM runs', []), [[5]]);
    assert.deepEqual(projection.database.rows('SELECT count(*) FROM runs_archive', []), [[5]]);
    const page = projection.runs({ limit: 4 });
    assert.deepEqual([page.total, page.items.map(({ id }) => id)], [10, ['r10', 'r9', 'r8', 'r7']]);
    const rest = projection.runs({ limit: 100, after: page.next });
    assert.deepEqual(
      rest.items.map(({ id }) => id),
      ['r6', 'r5', 'r4', 'r3', 'r2', 'r1'],
    );
    assert.equal(projection.runs({ status: 'completed' }).total, 5);
  });

  it('say in the database itself what each column means', async () => {
    const { projection } = await projected([]);
    const texts = projection.database.rows(
      "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'",
      [],
    );
    const own = texts.map(String).filter((text) => !text.includes('sqlite_sequence'));
    assert.ok(own.length >= 13);
    for (const text of own) assert.match(text, /-- /);
  });
});

describe('host/projection: the queue', () => {
  it('is urgent first, then oldest first, page by page without gaps or repeats', async () => {
    const { projection, state } = await projected(story(60));
    const expected = [...state.handoffs.values()]
      .filter(({ status }) => status === 'open')
      .sort((a, b) => rank(b.priority) - rank(a.priority) || a.openedAt - b.openedAt)
      .map(({ id }) => id);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = projection.handoffs({ status: 'open', limit: 7, after });
      assert.equal(page.total, expected.length);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    assert.deepEqual(seen, expected);
    assert.ok(seen.length >= 30);
  });

  it('reads its index and sorts nothing', async () => {
    const { projection } = await projected(story(4));
    const plan = projection.database
      .rows(
        "EXPLAIN QUERY PLAN SELECT entity FROM handoffs WHERE status = 'open' AND priority = ? AND (opened_at, id) > (?, ?) ORDER BY opened_at, id LIMIT ?",
        [1, 0, '', 5],
      )
      .map((row) => String(row[3]));
    assert.deepEqual(plan.length, 1);
    assert.match(plan[0] ?? '', /USING INDEX handoffs_queue \(priority=\? AND \(opened_at,id\)>\(\?,\?\)\)/);
  });

  it('filters by status, bot, priority and assignee; what is not open comes newest first', async () => {
    const { projection } = await projected(story(12));
    assert.deepEqual(
      projection.handoffs({ status: 'decided' }).items.map(({ id }) => id),
      ['h12', 'h10', 'h8', 'h6', 'h4', 'h2'],
    );
    assert.equal(projection.handoffs({ status: 'open', priority: 'urgent' }).total, 3);
    assert.equal(projection.handoffs({ status: 'open', priority: 'urgent' }).items.length, 3);
    assert.equal(projection.handoffs({ bot: 'other' }).total, 0);
    assert.equal(projection.handoffs({ status: 'open', assignee: 'user:bob' }).total, 0);
    assert.equal(projection.handoffs().total, 12);
  });

  it('takes a hostile filter as a value and a foreign cursor as an error (I12)', async () => {
    const { projection } = await projected(story(2));
    const hostile = "open' OR '1'='1" as 'open';
    assert.equal(projection.handoffs({ status: hostile }).total, 0);
    assert.equal(projection.handoffs({ bot: "shop'; DROP TABLE handoffs; --" }).total, 0);
    assert.equal(projection.handoffs().total, 2);
    for (const after of ['nonsense', projection.runs({ limit: 1 }).next]) {
      assert.throws(() => projection.handoffs({ status: 'open', after }), UnknownCursor);
    }
  });
});

describe('host/projection: messages', () => {
  it('keep their sequence, sides and names; pages follow the sequence', async () => {
    const { projection } = await projected(story(2));
    const place = { bot: 'shop', conversation: 'c1' };
    const all = projection.messages(place);
    assert.deepEqual(
      all.map(({ seq, from, name, holding, text }) => [seq, from, name, holding, text]),
      [
        [3, 'user', 'Jane', false, 'money back, number 1'],
        [5, 'bot', undefined, true, 'A colleague looks at it.'],
      ],
    );
    assert.deepEqual(
      projection.messages(place, { after: 3 }).map(({ seq }) => seq),
      [5],
    );
    assert.deepEqual(
      projection.lastMessages(place, 1).map(({ seq }) => seq),
      [5],
    );
    assert.deepEqual(
      projection.conversations({ bot: 'shop' }).items.map(({ id }) => id),
      ['c2', 'c1'],
    );
  });

  it('are gone after the erasure of their conversation', async () => {
    const { projection, state } = await projected(story(2));
    const seq = projection.database.seq + 1;
    const erasure: Batch = {
      seq,
      at: seq,
      cause: { kind: 'erase', actor: 'owner' },
      events: [{ type: 'conversation-erased', bot: 'shop', conversation: 'c1', by: 'owner' }],
    };
    projection.write(erasure, foldBatch(state, erasure));
    assert.deepEqual(projection.messages({ bot: 'shop', conversation: 'c1' }), []);
    assert.equal(projection.messages({ bot: 'shop', conversation: 'c2' }).length, 2);
  });
});

function rank(priority: string): number {
  return ['low', 'medium', 'high', 'urgent'].indexOf(priority);
}
