import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StoreReport } from '../../engine/host/store/verify.ts';
import { csvLines } from '../../engine/main/audit/csv.ts';
import { EvidenceFold } from '../../engine/main/audit/evidence.ts';
import { htmlLines } from '../../engine/main/audit/html.ts';
import type { Evidence } from '../../engine/main/audit/record.ts';
import type { Event } from '../../schemas/journal/event.ts';
import { handoffFacts } from '../host/projection/stories.ts';
import { type Desk, desk } from '../support/desk.ts';

const REPORT: StoreReport = {
  ok: true,
  seq: 9,
  hash: 'head',
  problems: [],
  events: 9,
  erased: 0,
  store: '.handoff',
  head: 'known',
  snapshot: { kind: 'none' },
};

function folded(...events: Event[]): EvidenceFold {
  const fold = new EvidenceFold();
  for (const [index, event] of events.entries())
    fold.add({
      entry: {
        seq: index + 1,
        at: 1_700_000_000_000 + index * 60_000,
        type: event.type,
        actor: 'user:alice',
        cause: 'decide',
        digest: `d${index}`,
        event,
      },
      hash: `f${index}`,
      previous: `f${index - 1}`,
    });
  return fold;
}

const decided = (more: object = {}): Event => ({
  type: 'handoff-decided',
  handoff: 'h1',
  revision: 1,
  decision: 'approve',
  handle: 'approved',
  by: 'user:alice',
  channel: 'vscode',
  response: {},
  calls: [],
  digest: 'card',
  config: 'k',
  request: 'q',
  ...more,
});
const opened = (more: object = {}): Event => ({ type: 'handoff-opened', ...handoffFacts(1, more) });

const HOSTILE = [
  '=HYPERLINK("http://evil","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1+1',
  '\u00a0=1',
  '＝1+1',
  '\u200b=1',
  '"=1',
  'a,b\n=1',
  "'=1",
  '\ufeff=cmd|calc',
];

/** The cells of a line, as a spreadsheet reads them. */
function cellsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

describe('R66, the evidence of a handoff', () => {
  it('says who, what, when, why, what came of it, and the hashes', () => {
    const call = {
      server: 'pay',
      tool: 'refund',
      arguments: '{"amount":5}',
      effect: 'irreversible',
    } as const;
    const fold = folded(
      { type: 'workflow-pinned', hash: 'w1', bot: 'shop', path: 'refund.workflow.json', text: '{}' },
      opened({ context: { confidence: 0.4 } }),
      { type: 'handoff-seen', handoff: 'h1', by: 'user:bob', revision: 1 },
      { type: 'handoff-seen', handoff: 'h1', by: 'user:alice', revision: 1 },
      decided({ reason: 'fair', edits: [{ path: 'amount', before: 9, after: 5 }] }),
      {
        type: 'effect-planned',
        kind: 'call',
        id: 'e1',
        place: { run: 'r1', branch: '0', node: 'pay', visit: 1 },
        call,
        permit: { kind: 'decision', handoff: 'h1', by: 'user:alice', digest: 'x', bound: true },
      },
      { type: 'effect-started', id: 'e1', attempt: 1, config: 'k' },
      { type: 'effect-unknown', id: 'e1', why: 'the line broke' },
      { type: 'effect-settled', id: 'e1', how: 'happened', by: 'user:bob' },
    );
    const [record] = fold.records;
    assert.ok(record);
    assert.deepEqual(record.who, {
      by: 'user:alice',
      method: 'person',
      channel: 'vscode',
      solo: false,
      votes: [],
    });
    assert.equal(record.what.workflow, 'refund.workflow.json');
    assert.deepEqual(record.what.edits, [{ path: 'amount', before: 9, after: 5 }]);
    assert.deepEqual(
      [record.when.openedSeq, record.when.firstSeenBy, record.when.decidedSeq, record.when.decided],
      [2, 'user:bob', 5, '2023-11-14T22:17:20.000Z'],
    );
    assert.deepEqual([record.why.reason, record.why.confidence, record.why.config], ['fair', 0.4, 'k']);
    assert.deepEqual(
      record.outcome.map(({ state, detail }) => [state, detail]),
      [['succeeded', 'happened, says user:bob']],
    );
    assert.deepEqual(record.proof, { card: 'card', event: 'd4', frame: 'f4', previous: 'f3' });
    assert.equal(fold.endedAt(5), record);
  });

  for (const [channel, by, method] of [
    ['link', 'user:alice', 'link holder'],
    ['dashboard', 'user:alice', 'person'],
    ['clock', 'timeout', 'clock'],
  ])
    it(`knows a ${method} when it sees one`, () => {
      assert.equal(folded(opened(), decided({ channel, by })).records[0]?.who.method, method);
    });

  it('a decision that was taken back is no evidence, the next one is', () => {
    const undone: Event = {
      type: 'handoff-undone',
      handoff: 'h1',
      by: 'user:alice',
      revision: 2,
      decision: 'approve',
    };
    const fold = folded(opened(), decided(), undone);
    assert.deepEqual([fold.records[0]?.status, fold.endedAt(2)], ['open', undefined]);
    const again = folded(opened(), decided(), undone, decided({ decision: 'reject', revision: 2 }));
    assert.deepEqual([again.records[0]?.what.decision, again.endedAt(4)?.handoff], ['reject', 'h1']);
  });

  it('counts what was erased and guesses nothing of it', () => {
    const fold = new EvidenceFold();
    const entry = {
      seq: 1,
      at: 0,
      type: 'handoff-decided',
      actor: 'user:alice',
      cause: 'decide',
      digest: 'd',
    } as const;
    fold.add({ entry, hash: 'f', previous: 'g' });
    assert.deepEqual([fold.erased, fold.records], [1, []]);
  });
});

describe('T26, evidence as a table and as a page', () => {
  const records: Evidence[] = HOSTILE.flatMap(
    (text) => folded(opened({ reason: text }), decided({ reason: text })).records,
  );

  it('no cell of the table begins a formula, and none breaks its row', () => {
    const [head = '', ...rows] = [...csvLines(records)];
    const text = rows.join('\r\n');
    assert.equal(rows.length, HOSTILE.length);
    for (const [index, row] of rows.entries()) {
      const cells = cellsOf(row);
      assert.equal(cells.length, head.split(',').length, JSON.stringify(HOSTILE[index]));
      for (const cell of cells) assert.doesNotMatch(cell.trimStart(), /^[=+\-@＝＋－＠\t\r]/u);
    }
    assert.doesNotMatch(text, /(^|,)"?[=+@]/m);
  });

  it('the page has no script, loads nothing, and shows every text as text', () => {
    const attacks = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '</style><svg onload=alert(1)>',
      "javascript:alert('x')",
      '\u202egnp.exe',
    ];
    const page = attacks
      .flatMap((text) => [
        ...htmlLines(folded(opened({ reason: text, ticket: text }), decided({ reason: text })), REPORT),
      ])
      .join('\n');
    const tags = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name));
    for (const tag of ['script', 'img', 'svg', 'iframe', 'link', 'object'])
      assert.ok(!tags.has(tag), `<${tag}> is a tag of the page`);
    assert.doesNotMatch(page, /<[^>]*\son\w+=/i);
    assert.doesNotMatch(page, /(src|href)="(?!#)/i);
    assert.match(page, /default-src 'none'/);
    assert.match(page, /‹U\+202E›/);
  });
});

describe('R63 and R69, handoff audit, offline on the files of a store', () => {
  let house: Desk;
  let ticket: string;
  before(async () => {
    house = await desk();
    ({ ticket } = await house.asks('c1', 'money back', { amount: 12 }));
    await house.asks('c2', 'another');
    await house.run('approve', ticket, '--reason', 'fair', '--as', 'alice');
    await house.watcher.sees(({ type }) => type === 'effect-succeeded');
    await house.engine.stop();
  });
  after(() => house.end());

  it('jsonl is every event in order; the one that decided carries the evidence (I14)', async () => {
    const { code, stdout } = await house.run('audit', 'export');
    assert.equal(code, 0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ seq }) => seq),
      lines.map((_, index) => index + 1),
    );
    assert.ok(
      lines.some(({ type, body }) => type === 'credential-issued' && !('hash' in body)),
      'T9',
    );
    const [line] = lines.filter(({ evidence }) => evidence);
    assert.equal(line.type, 'handoff-decided');
    assert.deepEqual(
      [line.evidence.ticket, line.evidence.who.by, line.evidence.why.reason],
      [ticket, 'user:alice', 'fair'],
    );
    assert.equal(line.evidence.outcome[0].state, 'succeeded');
    assert.equal(line.evidence.proof.event, line.digest);
  });

  it('csv has a row a handoff, html an article a handoff and what verify says', async () => {
    const csv = (await house.run('audit', 'export', '--format', 'csv')).stdout.trim().split('\r\n');
    assert.equal(csv.length, 3);
    assert.ok(csv[1]?.startsWith(`${ticket},`));
    const html = (await house.run('audit', 'export', '--format', 'html')).stdout;
    assert.equal([...html.matchAll(/<article /g)].length, 2);
    assert.match(html, /sound up to event \d+/);
    assert.equal((await house.run('audit', 'export', '--format', 'pdf')).code, 2);
  });

  it('cat gives the events after a sequence, and those of one handoff with the calls it allowed', async () => {
    const all = (await house.run('audit', 'cat')).stdout.trim().split('\n');
    const some = (await house.run('audit', 'cat', '--after', '5')).stdout.trim().split('\n');
    assert.deepEqual(some, all.slice(5));
    const one = (await house.run('audit', 'cat', '--handoff', ticket)).stdout.trim().split('\n');
    const types = one.map((line) => (JSON.parse(line) as { type: string }).type);
    assert.deepEqual(
      types.filter((type) => type.startsWith('effect-')),
      ['effect-planned', 'effect-started', 'effect-succeeded'],
    );
    assert.ok(types.includes('handoff-opened') && types.includes('handoff-decided'));
    assert.ok(one.length < all.length / 2);
    assert.equal((await house.run('audit', 'cat', '--after', 'x')).code, 2);
  });

  it('of a damaged journal each gives what comes before, says from where on, and ends with 1 (I9)', async () => {
    const journal = path.join(house.folder, '.handoff', 'journal');
    const [name = ''] = readdirSync(journal);
    const file = path.join(journal, name);
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf('"handoff-decided"');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(file, bytes);
    for (const args of [['export'], ['export', '--format', 'csv'], ['export', '--format', 'html'], ['cat']]) {
      const { code, stdout, stderr } = await house.run('audit', ...args);
      assert.equal(code, 1, args.join(' '));
      assert.match(stderr, /damaged at sequence \d+/);
      assert.ok(stdout.includes('H-1001'), args.join(' '));
    }
    assert.match((await house.run('audit', 'export', '--format', 'html')).stdout, /DAMAGED from event/);
  });
});
