import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The arrows of the house: what each room may import. ARCHITECTURE draws the same. */
const arrows: Record<string, readonly string[]> = {
  schemas: [],
  'engine/model': ['schemas'],
  'engine/core': ['schemas', 'engine/model'],
  'engine/language': ['schemas', 'engine/model'],
  'engine/run': ['schemas', 'engine/model', 'engine/core'],
  'engine/host': ['schemas', 'engine/model', 'engine/core', 'engine/run'],
  'engine/simulate': ['schemas', 'engine/model', 'engine/core', 'engine/run'],
  'engine/main': [
    'schemas',
    'engine/model',
    'engine/core',
    'engine/language',
    'engine/run',
    'engine/host',
    'engine/simulate',
  ],
  extension: ['schemas'],
  webview: ['schemas'],
};
const rooms = Object.keys(arrows);
const pureRooms = rooms.slice(0, rooms.indexOf('engine/host')).concat('engine/simulate');

const howToSatisfy =
  'To satisfy it: import only along the arrows in test/rooms.test.ts (they equal the references in the ' +
  "room's tsconfig.json). What a room needs from further out, it asks for as a port and main/ fills it.";

/** One empty house with the project's own tsconfig files and Biome rules, for wrong imports to be written into. */
describe('rooms', () => {
  const repo = path.resolve(import.meta.dirname, '..');
  const house = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  after(() => rmSync(house, { recursive: true }));

  before(() => {
    symlinkSync(path.join(repo, 'node_modules'), path.join(house, 'node_modules'));
    cpSync(path.join(repo, 'tsconfig.base.json'), path.join(house, 'tsconfig.base.json'));
    for (const room of rooms) {
      mkdirSync(path.join(house, room), { recursive: true });
      cpSync(path.join(repo, room, 'tsconfig.json'), path.join(house, room, 'tsconfig.json'));
      write(`${room}/index.ts`, allowedImports(room));
    }
    write('tsconfig.json', JSON.stringify({ files: [], references: rooms.map((room) => ({ path: room })) }));
    const { vcs: _vcs, ...biome } = JSON.parse(readFileSync(path.join(repo, 'biome.json'), 'utf8'));
    write('biome.json', JSON.stringify(biome));
  });

  it('compile when every room imports all that its arrows allow', () => {
    const { status, stdout } = tool('tsc', '-b');
    assert.equal(status, 0, `${stdout}\n${howToSatisfy}`);
  });

  for (const room of rooms) {
    const forbidden = rooms.filter((other) => other !== room && !arrows[room]?.includes(other));
    it(`${room} does not compile when it imports ${list(forbidden)}`, () => {
      write(`${room}/wrong.ts`, forbidden.map((other, i) => importing(room, other, i)).join('\n'));
      const { stdout } = tool('tsc', '-p', room, '--pretty', 'false');
      rmSync(path.join(house, room, 'wrong.ts'));
      const refused = forbidden.filter((other) => stdout.includes(`/${other}/index.ts' is not listed`));
      assert.deepEqual(refused, forbidden, `tsc lets ${room} import too much. ${howToSatisfy}\n${stdout}`);
    });
  }

  it('import vscode in extension/ alone', () => {
    for (const room of rooms) write(`${room}/wrong.ts`, "import 'vscode';\n");
    const refusing = lint('noRestrictedImports');
    assert.deepEqual(
      refusing,
      rooms
        .filter((room) => room !== 'extension')
        .map((room) => `${room}/wrong.ts`)
        .sort(),
      'Biome must refuse vscode outside extension/: see noRestrictedImports in biome.json.',
    );
  });

  const impure = {
    'the clock': 'export const x = Date.now();',
    'a timer': 'export const x = setTimeout(String, 1);',
    chance: 'export const x = Math.random();',
    'ids of its own': 'export const x = crypto.randomUUID();',
    'the process': 'export const x = process.pid;',
    Node: "import 'node:fs';",
  };
  for (const [what, code] of Object.entries(impure)) {
    it(`pure rooms do not lint when they use ${what}`, () => {
      for (const room of rooms) write(`${room}/wrong.ts`, `${code}\n`);
      assert.deepEqual(
        lint('noRestrictedImports', 'noRestrictedGlobals', 'noJsRestrictedProperties'),
        pureRooms.map((room) => `${room}/wrong.ts`).sort(),
        'Biome must refuse it in pure rooms only: see the first override in biome.json. ' +
          'A pure room takes time, ids and chance as data or from a port.',
      );
    });
  }

  function allowedImports(room: string): string {
    const lines = (arrows[room] ?? []).map((other, i) => importing(room, other, i));
    return [...lines, `export const name: string = '${room}';`].join('\n');
  }

  function importing(room: string, other: string, index: number): string {
    const from = path.posix.relative(room, `${other}/index.ts`);
    return `import { name as n${index} } from '${from}';\nexport const x${index}: string = n${index};`;
  }

  function write(file: string, text: string): void {
    writeFileSync(path.join(house, file), text);
  }

  /** The files that any of these lint rules complains about. */
  function lint(...rules: readonly string[]): string[] {
    const { stdout, stderr } = tool('biome', 'lint', '--reporter=concise', '--max-diagnostics=none');
    const complaints = `${stdout}\n${stderr}`
      .split('\n')
      .filter((line) => rules.some((rule) => line.includes(`/${rule}:`)));
    return [...new Set(complaints.map((line) => /[\w/]+\.ts/.exec(line)?.[0] ?? line))].sort();
  }

  function tool(name: string, ...args: readonly string[]) {
    const file = path.join(repo, 'node_modules/.bin', name);
    return spawnSync(file, args, { cwd: house, encoding: 'utf8' });
  }
});

function list(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'nothing';
}
