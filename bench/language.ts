/**
 * How long diagnostics of a workflow take, beside VS Code's own JSON language service, which parses the same text and
 * validates it by the same composed schema. `npm run bench -- language`; its goal is a ratio of at most 2.
 *
 * Cold is the first text of a fresh process, warm are further ones; both are measured in turn with the peer. Then the
 * exponent with which the time grows from 100 to 20,000 nodes.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { figure, machine, timesLine } from './figures.ts';
import { workflowOf } from './language-input.ts';
import { begin, type Time } from './time.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const NODES = 10_000;
const SIZES = [100, 300, 1000, 3000, 10_000, 20_000];
const GOAL = 2;
/** Looks at small files, which take too little time to be measured once. */
const LOOKS_A_ROUND = 20_000;

const WHO = ['ours', 'peer'] as const;
type Who = (typeof WHO)[number];
type Look = (text: string) => Promise<unknown>;

/** Makes a function that looks at a text. */
async function prepare(who: Who): Promise<Look> {
  if (who === 'ours') {
    const { check } = await import('../engine/language/language.ts');
    return async (text) => check(text, { kind: 'workflow' });
  }
  const { getLanguageService, TextDocument } = await import('vscode-json-languageservice');
  const schema = JSON.parse(readFileSync('schemas/workflow/workflow.schema.json', 'utf8'));
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
    return service.doValidation(document, tree, { trailingCommas: 'ignore' });
  };
}

async function once(look: Look, text: string): Promise<Time> {
  const end = begin();
  await look(text);
  return end();
}

/** In a process of its own, so that nothing is compiled yet. */
function cold(who: Who): Time {
  const args = [fileURLToPath(import.meta.url), '--cold', who];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Time;
}

function printTimes(name: string, ours: readonly Time[], peer: readonly Time[]): void {
  for (const kind of ['clock', 'work'] as const) {
    const [mine, theirs] = [ours.map((time) => time[kind]), peer.map((time) => time[kind])];
    console.log(timesLine(`${name}, by ${kind}`, mine, theirs, GOAL));
  }
}

/** The slope of time over size on logarithmic axes, by least squares. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(ms)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map(([a]) => a)), mean(logs.map(([, b]) => b))];
  const over = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

/** The least work of some rounds. */
async function leastWork(look: Look, size: number): Promise<number> {
  const text = workflowOf(size);
  const looks = Math.max(1, Math.min(50, Math.round(LOOKS_A_ROUND / size)));
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const end = begin();
    for (let at = 0; at < looks; at++) await look(text);
    least = Math.min(least, end().work / looks);
  }
  return least;
}

async function main(): Promise<void> {
  const text = workflowOf(NODES);
  console.log(`${machine()}, ${ROUNDS} rounds`);
  console.log(
    `${NODES.toLocaleString('en')} nodes, ${(text.length / 1e6).toFixed(1)} MB, beside vscode-json-languageservice:`,
  );
  const colds = { ours: [] as Time[], peer: [] as Time[] };
  const warms = { ours: [] as Time[], peer: [] as Time[] };
  for (let round = 0; round < ROUNDS; round++) for (const who of WHO) colds[who].push(cold(who));
  printTimes('diagnostics, cold', colds.ours, colds.peer);
  const looks = { ours: await prepare('ours'), peer: await prepare('peer') };
  for (const who of WHO) await looks[who](text);
  for (let round = 0; round < ROUNDS; round++)
    for (const who of WHO) warms[who].push(await once(looks[who], text));
  printTimes('diagnostics, warm', warms.ours, warms.peer);

  const points: [number, number][] = [];
  for (const size of SIZES) points.push([size, await leastWork(looks.ours, size)]);
  for (const [size, ms] of points)
    console.log(figure(`diagnostics of ${size.toLocaleString('en')} nodes`, `${ms.toFixed(1)} ms of work`));
  const exponents = `${exponentOf(points).toFixed(2)}, from 1,000 nodes on ${exponentOf(points.slice(2)).toFixed(2)}`;
  console.log(figure('exponent from 100 to 20,000 nodes', exponents));
}

const who = WHO.find((each) => process.argv[2] === '--cold' && process.argv[3] === each);
if (who === undefined) await main();
else console.log(JSON.stringify(await once(await prepare(who), workflowOf(NODES))));
