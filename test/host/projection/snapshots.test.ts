import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeDisk } from '../../../engine/host/journal/disk.ts';
import { ProjectionDatabase } from '../../../engine/host/projection/database.ts';
import { readSnapshot, snapshotPath, writeSnapshot } from '../../../engine/host/projection/snapshot-file.ts';
import { type SnapshotSource, Snapshots } from '../../../engine/host/projection/snapshots.ts';
import { loadSql } from '../../../engine/host/projection/sql.ts';
import { faultyDisk, type Operation } from '../journal/faulty-disk.ts';
import { removeScratch, scratchDirectory } from '../journal/journals.ts';
import { closeAll, closeStore, machine, tell, toldStore } from '../store/stores.ts';
import { plainState, projected } from './projected.ts';
import { story } from './stories.ts';

const sqlite3 = (database: string, query: string) =>
  execFileSync('sqlite3', [database, query], { encoding: 'utf8' }).trim();

describe('host/projection: snapshots', () => {
  afterEach(async () => {
    await closeAll();
    removeScratch();
  });

  it('open with the sqlite3 command: the documented tables, the same rows', async () => {
    const told = await toldStore(6);
    const path = snapshotPath(told.store);
    assert.equal(sqlite3(path, 'PRAGMA integrity_check'), 'ok');
    assert.equal(
      sqlite3(path, "SELECT ticket FROM handoffs WHERE status = 'open' ORDER BY priority DESC LIMIT 1"),
      'H-1003',
    );
    assert.equal(sqlite3(path, 'SELECT count(*) FROM messages'), '12');
    assert.equal(sqlite3(path, 'SELECT seq FROM meta'), String(told.seq));
    assert.match(sqlite3(path, '.schema handoffs'), /-- user:… or timeout/);
    assert.match(sqlite3(path, "SELECT entity ->> '$.reason' FROM handoffs WHERE id = 'h1'"), /refund 1/);
  });

  it('of a large store are made in a worker from the last one and the journal, equal to the fold', async () => {
    const { store, open } = machine();
    const opened = await open();
    await tell(opened, story(6));
    const place = opened.journal.head;
    const live: SnapshotSource = { place: () => place, database: () => opened.projection.database };
    const snapshots = new Snapshots(
      store,
      live,
      { seq: 0, bytes: 0 },
      { inlineBytes: 0, everyEvents: 1, idleMs: 3_600_000, onNotice: assert.fail },
    );
    snapshots.grew(1);
    await snapshots.settled();
    const made = await readSnapshot(store);
    assert.ok(made.kind === 'sound');
    assert.deepEqual([made.sum.seq, made.sum.hash], [place.seq, place.hash]);
    const { state } = await projected(story(6));
    const { bytes, sum } = made;
    assert.deepEqual(
      plainState(new ProjectionDatabase(await loadSql(), { bytes, seq: sum.seq }).load()),
      plainState(state),
    );
  });

  it('come soon after it is quiet, and under load only when due and apart', async () => {
    const places = { seq: 0, hash: 'h' };
    const { projection } = await projected([]);
    let exports = 0;
    const source: SnapshotSource = {
      place: () => places,
      database: () => ({
        seq: places.seq,
        size: 1,
        export() {
          exports += 1;
          return projection.database.export();
        },
      }),
    };
    const directory = scratchDirectory();
    const busy = new Snapshots(
      directory,
      source,
      { seq: 0, bytes: 0 },
      { everyEvents: 10, idleMs: 3_600_000 },
    );
    for (places.seq = 1; places.seq < 30; places.seq += 1) busy.grew(1);
    await busy.settled();
    assert.equal(exports, 1);
    await busy.finish();
    assert.equal(exports, 2);
    await busy.finish();
    assert.equal(exports, 2);
    places.seq = 40;
    const made = new Promise<void>((resolve) => {
      const quiet: SnapshotSource = {
        ...source,
        database: () => ({
          ...source.database(),
          export: () => {
            resolve();
            return projection.database.export();
          },
        }),
      };
      new Snapshots(directory, quiet, { seq: 30, bytes: 0 }, { idleMs: 1 }).grew(1);
    });
    await made;
  });

  it('are the old one or the new one, whichever disk call of the replacement fails (F8, G3)', async () => {
    const { projection } = await projected(story(2));
    const [older, newer] = [
      projection.database.export(),
      (await projected(story(3))).projection.database.export(),
    ];
    let failures = 0;
    for (const operation of ['open', 'write', 'sync', 'rename', 'syncDirectory'] as Operation[]) {
      for (let nth = 1; nth <= 3; nth += 1) {
        const directory = scratchDirectory();
        writeSnapshot(nodeDisk, directory, older, { seq: 10, hash: 'older' });
        const disk = faultyDisk({ operation, nth, code: 'EIO', lasting: true, short: 100 });
        assert.throws(() => writeSnapshot(disk, directory, newer, { seq: 14, hash: 'newer' }), /EIO/);
        const found = await readSnapshot(directory);
        assert.ok(found.kind === 'sound', `${operation} ${nth}`);
        assert.deepEqual(found.bytes, Buffer.from(found.sum.seq === 10 ? older : newer));
        failures += 1;
      }
    }
    assert.equal(failures, 15);
  });

  it('that fail are reported, and the journal is complete without them', async () => {
    const { store, environment, open } = machine();
    const notices: string[] = [];
    const disk = {
      ...nodeDisk,
      rename(from: string, to: string) {
        if (to.endsWith('.sum')) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
        nodeDisk.rename(from, to);
      },
    };
    const opened = await open({ disk, onNotice: (text) => notices.push(text) });
    await tell(opened, story(3));
    await closeStore(opened);
    assert.match(notices.join(), /not closed cleanly: no room/);
    assert.equal(existsSync(snapshotPath(store)), false);
    const again = await open();
    assert.equal(again.restored.seq, opened.journal.durable);
    assert.ok(
      readFileSync(
        join(String(environment.HANDOFF_STATE_DIR), 'handoff-studio', again.identity.id, 'head.json'),
      ).length > 0,
    );
  });
});
