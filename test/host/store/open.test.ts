import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, nodeDisk } from '../../../engine/host/journal/disk.ts';
import { readBridgeFile } from '../../../engine/host/store/bridge-file.ts';
import { StoreTooNew } from '../../../engine/host/store/identity.ts';
import { StoreHeld } from '../../../engine/host/store/open.ts';
import { verifyStore } from '../../../engine/host/store/verify.ts';
import { JOURNAL_FORMAT } from '../../../schemas/journal/event.ts';
import { faultyDisk } from '../journal/faulty-disk.ts';
import { plainState, projected } from '../projection/projected.ts';
import { story } from '../projection/stories.ts';
import { closeAll, closeStore, machine, openAt, tell, toldStore } from './stores.ts';

/** Every file with its content: to say that nothing was touched. */
function contents(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), 'hex'),
    ]),
  );
}

describe('host/store: opening', () => {
  afterEach(closeAll);

  it('makes a store with its own .gitignore and keeps its secrets out of it, 0600', async () => {
    const { store, environment, open } = machine();
    const opened = await open();
    assert.equal(opened.mode.kind, 'live');
    assert.equal(readFileSync(join(store, '.gitignore'), 'utf8').trim().split('\n').at(-1), '*');
    opened.announce({ url: 'ws://127.0.0.1:1/bridge', engine: '0.1.0' });
    const bridge = readBridgeFile(store);
    assert.deepEqual(bridge, {
      url: 'ws://127.0.0.1:1/bridge',
      engine: '0.1.0',
      pid: process.pid,
      credential: opened.owner.path,
    });
    const { token } = JSON.parse(readFileSync(opened.owner.path, 'utf8'));
    assert.equal(token, opened.owner.token);
    assert.ok(opened.owner.path.startsWith(String(environment.HANDOFF_STATE_DIR)));
    const secret = [
      ...Object.keys(contents(join(String(environment.HANDOFF_STATE_DIR)))),
      join(store, 'bridge.json'),
    ];
    for (const path of secret) assert.equal(statSync(path).mode & 0o777, 0o600, path);
    await closeStore(opened);
    assert.equal(readBridgeFile(store), undefined);
    assert.ok(!Object.values(contents(store)).some((hex) => Buffer.from(hex, 'hex').includes(token)));
  });

  it('gives back the state, from the snapshot and from the journal alone (I1, F4)', async () => {
    const told = await toldStore(20);
    const { state } = await projected(story(20));
    const first = await told.open();
    assert.deepEqual(plainState(first.restored.state), plainState(state));
    assert.equal(first.restored.seq, told.seq);
    await closeStore(first);
    rmSync(join(told.store, 'handoff.sqlite'));
    const second = await told.open();
    assert.deepEqual(plainState(second.restored.state), plainState(state));
    assert.equal(second.projection.handoffs({ status: 'open' }).total, 10);
    assert.equal(second.identity.epoch, first.identity.epoch + 1);
  });

  it('lets one process in at a time and names the one that is in (F29, I10)', async () => {
    const { store, open } = machine();
    const first = await open();
    first.announce({ url: 'ws://127.0.0.1:7/bridge', engine: '0.1.0' });
    const before = contents(store);
    await assert.rejects(
      open(),
      (error) => error instanceof StoreHeld && error.url === 'ws://127.0.0.1:7/bridge',
    );
    assert.deepEqual(contents(store), before);
    await closeStore(first);
    assert.equal((await open()).mode.kind, 'live');
  });

  it('refuses a store of a newer format and leaves it untouched (F28)', async () => {
    const told = await toldStore();
    const format = JOURNAL_FORMAT + 1;
    writeFileSync(join(told.store, 'store.json'), JSON.stringify({ id: '0123456789abcdef', format }));
    const before = contents(told.store);
    await assert.rejects(told.open(), StoreTooNew);
    await assert.rejects(verifyStore(told.store, told.environment), new RegExp(`format ${format}`));
    assert.deepEqual(contents(told.store), before);
  });

  it('opens a store of an older format and marks it as its own, so that older engines keep off (F27, F28)', async () => {
    const told = await toldStore();
    const mark = join(told.store, 'store.json');
    const { id } = JSON.parse(readFileSync(mark, 'utf8'));
    writeFileSync(mark, JSON.stringify({ id, format: 1 }));
    const opened = await told.open();
    assert.equal(opened.mode.kind, 'live');
    await closeStore(opened);
    assert.deepEqual(JSON.parse(readFileSync(mark, 'utf8')), { id, format: JOURNAL_FORMAT });
  });

  it('gives the same code for the same mail after a restart, and another for another', async () => {
    const { open } = machine();
    const first = await open();
    const code = first.secrets.code('mail-1');
    assert.match(code, /^\d{6}$/);
    assert.notEqual(code, first.secrets.code('mail-2'));
    await closeStore(first);
    assert.equal((await open()).secrets.code('mail-1'), code);
  });

  it('reads on where it may not write (F7)', async () => {
    const told = await toldStore();
    const before = contents(told.store);
    const disk: Disk = {
      ...nodeDisk,
      open(path, opening) {
        if (!path.startsWith(told.store)) return nodeDisk.open(path, opening);
        throw Object.assign(new Error(`EROFS: ${path}`), { code: 'EROFS' });
      },
    };
    const store = await told.open({ disk });
    assert.match(store.mode.kind === 'read-only' ? store.mode.why : '', /cannot be written to/);
    assert.equal(store.restored.seq, told.seq);
    await closeStore(store);
    assert.deepEqual(contents(told.store), before);
    assert.equal((await told.open()).mode.kind, 'live');
  });
});

describe('host/store: a store that this machine does not know opens read-only (T55)', () => {
  afterEach(closeAll);

  const nothingHappens = async (directory: string, environment: NodeJS.ProcessEnv, why: RegExp) => {
    const before = contents(directory);
    const store = await openAt(directory, environment);
    assert.match(store.mode.kind === 'read-only' ? store.mode.why : 'live', why);
    assert.ok(store.projection.handoffs().total > 0);
    await assert.rejects(store.journal.append(story(1)[0] ?? assert.fail()), why);
    await closeStore(store);
    assert.deepEqual(contents(directory), before);
  };

  it('a copy beside the original; adopted it is a store of its own', async () => {
    const told = await toldStore();
    const copy = join(told.root, 'copy', '.handoff');
    cpSync(told.store, copy, { recursive: true });
    await nothingHappens(copy, told.environment, /is a copy/);
    const original = await told.open();
    const adopted = await openAt(copy, told.environment, { adopt: true });
    assert.deepEqual([adopted.mode.kind, adopted.identity.adoption], ['live', 'copied']);
    assert.notEqual(adopted.identity.id, original.identity.id);
    await closeStore(adopted);
    const again = await openAt(copy, told.environment);
    assert.deepEqual([again.mode.kind, again.identity.adoption], ['live', undefined]);
  });

  it('one that was moved; adopted it stays the same store', async () => {
    const told = await toldStore();
    const moved = join(told.root, 'moved');
    cpSync(told.store, moved, { recursive: true });
    rmSync(told.store, { recursive: true });
    await nothingHappens(moved, told.environment, /another path/);
    const adopted = await openAt(moved, told.environment, { adopt: true });
    assert.deepEqual([adopted.mode.kind, adopted.identity.adoption], ['live', 'moved']);
  });

  it('one of another machine', async () => {
    const told = await toldStore();
    const elsewhere = { HANDOFF_STATE_DIR: join(told.root, 'another state') };
    await nothingHappens(told.store, elsewhere, /does not know this store/);
    rmSync(join(told.store, 'store.json'));
    await nothingHappens(told.store, elsewhere, /does not know this store/);
    const adopted = await openAt(told.store, elsewhere, { adopt: true });
    assert.equal(adopted.mode.kind, 'live');
  });

  it('one that was restored from a backup, also when it was written on since', async () => {
    const told = await toldStore(4);
    const backup = join(told.root, 'backup');
    cpSync(told.store, backup, { recursive: true });
    const store = await told.open();
    const more = story(8).filter(({ seq }) => seq > told.seq);
    await tell(store, more);
    await closeStore(store);
    const { epoch } = store.identity;
    rmSync(told.store, { recursive: true });
    cpSync(backup, told.store, { recursive: true });
    await nothingHappens(told.store, told.environment, /older than it was/);
    const adopted = await told.open({ adopt: true });
    assert.equal(adopted.identity.adoption, 'restored');
    assert.ok(adopted.identity.epoch > epoch);
    assert.equal(adopted.restored.seq, told.seq);
    await closeStore(adopted);
    assert.equal((await verifyStore(told.store, told.environment)).ok, true);
  });

  it('whole frames missing at the end are found by the head (T54)', async () => {
    const told = await toldStore();
    const journal = join(told.store, 'journal', '0000000000000001.journal');
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, `${lines.slice(0, 2).join('\n')}\n`);
    const report = await verifyStore(told.store, told.environment);
    assert.deepEqual([report.ok, report.problems[0]?.code], [false, 'head']);
    rmSync(join(told.store, 'handoff.sqlite'));
    await assert.doesNotReject(nothingHappens(told.store, told.environment, /older than it was/));
  });
});

describe('host/store: damage', () => {
  afterEach(closeAll);

  it('in the journal: stops before it, reads on, keeps a copy, and cannot be adopted away (F3, I9)', async () => {
    const told = await toldStore();
    const journal = join(told.store, 'journal', '0000000000000001.journal');
    const bytes = readFileSync(journal);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(journal, bytes);
    const notices: string[] = [];
    const store = await told.open({ adopt: true, onNotice: (text) => notices.push(text) });
    assert.match(store.mode.kind === 'read-only' ? store.mode.why : '', /damaged at sequence \d+/);
    assert.ok(store.restored.seq > 0 && store.restored.seq < told.seq);
    assert.match(notices.join('\n'), /A copy of the damaged part/);
    assert.deepEqual(readFileSync(journal), bytes);
    assert.ok(existsSync(join(told.store, 'quarantine')));
    const report = await verifyStore(told.store, told.environment);
    assert.deepEqual([report.ok, report.firstBad], [false, store.restored.seq + 1]);
  });

  it('in the snapshot at any byte: one notice, the journal gives an equal state (F4, G5)', async () => {
    const told = await toldStore(4);
    const path = join(told.store, 'handoff.sqlite');
    const sound = readFileSync(path);
    const { state } = await projected(story(4));
    for (let at = 17; at < sound.length; at += Math.ceil(sound.length / 12)) {
      const flipped = Buffer.from(sound);
      flipped[at] = (flipped[at] ?? 0) ^ 8;
      writeFileSync(path, flipped);
      assert.equal((await verifyStore(told.store, told.environment)).snapshot.kind, 'unsound');
      assert.equal((await verifyStore(told.store, told.environment)).ok, true);
      const notices: string[] = [];
      const store = await told.open({ onNotice: (text) => notices.push(text) });
      assert.equal(notices.length, 1);
      assert.deepEqual(plainState(store.restored.state), plainState(state));
      await closeStore(store);
      assert.equal((await verifyStore(told.store, told.environment)).snapshot.kind, 'sound');
    }
  });

  it('a snapshot of another history is not used, however sound it is', async () => {
    const [one, other] = [await toldStore(4), await toldStore(6)];
    for (const name of ['handoff.sqlite', 'handoff.sqlite.sum']) {
      cpSync(join(other.store, name), join(one.store, name));
    }
    const notices: string[] = [];
    const store = await one.open({ onNotice: (text) => notices.push(text) });
    assert.equal(store.restored.seq, one.seq);
    assert.match(notices[0] ?? '', /does not belong to this journal/);
  });

  it('after appends were refused the store gives the durable state again (F5)', async () => {
    const told = await toldStore(4);
    const disk = faultyDisk();
    let full = false;
    const filling = {
      ...disk,
      write: (file: number, bytes: Uint8Array, at: number) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return disk.write(file, bytes, at);
      },
    };
    const store = await told.open({ disk: filling, journal: { probeEveryMs: 1 } });
    const before = plainState(store.restored.state);
    const recovered = new Promise<void>((resolve) => store.journal.onRecovered(resolve));
    full = true;
    await assert.rejects(
      tell(
        store,
        story(6).filter(({ seq }) => seq > told.seq),
      ),
      /full/,
    );
    assert.equal(store.projection.handoffs().total, 6);
    full = false;
    await recovered;
    const again = await store.reload();
    assert.deepEqual(plainState(again.state), before);
    assert.equal(store.projection.handoffs().total, 4);
  });
});
