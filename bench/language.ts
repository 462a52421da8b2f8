/**
 * How long diagnostics of a workflow take, beside VS Code's own JSON language service, which parses the same text and
 * validates it by the same composed schema. `npm run bench:language [-- --quick]`.
 *
 * Prints the ratio cold (a fresh process each time) and warm (the best of several in one process), and the exponent with
 * which the time grows from 100 to 20,000 nodes. The goal is a ratio of at most 2.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { workflowOf } from './language-input.ts';

const root = path.resolve(import.meta.dirname, '..');
const NODES = 10_000;
const SIZES = [100, 300, 1000, 3000, 10_000, 20_000];

type Who = 'ours' | 'peer';

/** Makes a function that looks at a text and says how many problems it found. */
async function prepare(who: Who): Promise<(text: string) => Promise<number>> {
  if (who === 'ours') {
    const { check } = await import('../engine/language/language.ts');
    return async (text) => check(text, { kind: 'workflow' }).length;
  }
  const { getLanguageService, TextDocument } = await import('vscode-json-languageservice');
  const schema = JSON.parse(readFileSync(path.join(root, 'schemas/workflow/workflow.schema.json'), 'utf8'));
  const service = getLanguageService({});
  service.configure({
    validate: true,
    allowComments: true,
    schemas: [{ uri: schema.$id, fileMatch: ['*'], schema }],
  });
  let version = 0;
  return async (text) => {
    const document = TextDocument.create('file:///a.workflow.json', 'json', version++, text);
    const tree = service.parseJSONDocument(document);
    return (await service.doValidation(document, tree, { trailingCommas: 'ignore' })).length;
  };
}

/** Milliseconds by the clock, and of processors at work, which a busy machine does not stretch. */
interface Time {
  readonly clock: number;
  readonly work: number;
}

async function once(look: (text: string) => Promise<number>, text: string): Promise<Time> {
  const begun = performance.now();
  const before = process.cpuUsage();
  await look(text);
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - begun, work: (user + system) / 1000 };
}

function least(times: readonly Time[]): Time {
  return {
    clock: Math.min(...times.map(({ clock }) => clock)),
    work: Math.min(...times.map(({ work }) => work)),
  };
}

async function warm(who: Who, text: string, rounds: number): Promise<Time> {
  const look = await prepare(who);
  const times: Time[] = [];
  for (let round = 0; round < rounds; round++) times.push(await once(look, text));
  return least(times);
}

/** In a process of its own, so that nothing is compiled yet. */
function cold(who: Who): Time {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', script, '--cold', who], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Time;
}

function coldest(who: Who, rounds: number): Time {
  return least(Array.from({ length: rounds }, () => cold(who)));
}

/** The slope of time over size on logarithmic axes, by least squares. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(ms)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map(([a]) => a)), mean(logs.map(([, b]) => b))];
  const over = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

async function main(): Promise<void> {
  const rounds = process.argv.includes('--quick') ? 2 : 5;
  const text = workflowOf(NODES);
  console.log(
    `diagnostics of ${NODES} nodes, ${(text.length / 1e6).toFixed(1)} MB, milliseconds by the clock and of work, best of ${rounds}`,
  );
  const coldTimes = { ours: coldest('ours', rounds), peer: coldest('peer', rounds) };
  const warmTimes = { ours: await warm('ours', text, rounds), peer: await warm('peer', text, rounds) };
  for (const [name, { ours, peer }] of Object.entries({ cold: coldTimes, warm: warmTimes })) {
    for (const kind of ['clock', 'work'] as const) {
      const ratio = (ours[kind] / peer[kind]).toFixed(2);
      console.log(
        `${name} ${kind}  ours ${ours[kind].toFixed(0)}  peer ${peer[kind].toFixed(0)}  ratio ${ratio}`,
      );
    }
  }
  const points: [number, number][] = [];
  for (const size of SIZES) points.push([size, (await warm('ours', workflowOf(size), rounds)).work]);
  for (const [size, ms] of points) console.log(`${String(size).padStart(6)} nodes  ${ms.toFixed(1)}`);
  console.log(
    `exponent ${exponentOf(points).toFixed(2)}, from 1,000 nodes ${exponentOf(points.slice(2)).toFixed(2)}`,
  );
}

const who = process.argv[process.argv.indexOf('--cold') + 1];
if (process.argv.includes('--cold') && (who === 'ours' || who === 'peer')) {
  console.log(JSON.stringify(await once(await prepare(who), workflowOf(NODES))));
} else await main();
