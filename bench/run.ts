/** `npm run bench -- store`: prints figures and whether the goals are met; ends with 0 either way. */
import { existsSync, statSync } from 'node:fs';
import { lineOf, machine } from './figures.ts';
import { type InProcess, measureInProcess } from './in-process.ts';
import { measureLargeStore } from './large-store.ts';
import { measureOverTheBridge } from './over-the-bridge.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const MEGABYTE = 1024 * 1024;

/** Requesters, requests of one round, and the goals as parts of the reference. */
const IN_PROCESS = [
  { requesters: 1, requests: 500, creates: 0.55, decides: undefined },
  { requesters: 100, requests: 5000, creates: 0.14, decides: 0.35 },
];
const OVER_THE_BRIDGE = [
  { requesters: 1, requests: 300, goal: 0.8 },
  { requesters: 100, requests: 3000, goal: 0.8 },
];

console.log(machine());
console.log(
  `Medians of ${ROUNDS} rounds, interleaved with their reference; the spread of the ratio in brackets.`,
);

console.log('\nIn the process, of a bare append + fdatasync of the same bytes with the same group commit:');
// The first thousands of requests run before the code is compiled.
await measureInProcess(100, 3000);
for (const { requesters, requests, creates, decides } of IN_PROCESS) {
  const samples: InProcess[] = [];
  for (let round = 0; round < ROUNDS; round += 1) samples.push(await measureInProcess(requesters, requests));
  const who = whoOf(requesters);
  console.log(
    lineOf(
      `creates, ${who}`,
      samples.map((one) => one.creates),
      creates,
    ),
  );
  console.log(
    lineOf(
      `decides, ${who}`,
      samples.map((one) => one.decides),
      decides,
    ),
  );
  console.log(
    lineOf(
      '  creates, all rows written',
      samples.map((one) => one.createsWritten),
    ),
  );
  console.log(
    lineOf(
      '  decides, all rows written',
      samples.map((one) => one.decidesWritten),
    ),
  );
}

console.log('\nOver the bridge, of a bare WebSocket server that writes and syncs each message:');
for (const { requesters, requests, goal } of OVER_THE_BRIDGE) {
  const samples = await measureOverTheBridge(requesters, requests, ROUNDS);
  const who = whoOf(requesters);
  console.log(lineOf(`creates, ${who}`, samples.creates, goal));
  console.log(lineOf(`decides, ${who}`, samples.decides, goal));
}

const { handoffs, startMs, rss } = await measureLargeStore(10_000);
console.log(`\nStart on ${handoffs.toLocaleString('en')} open handoffs: ${Math.round(startMs)} ms`);
console.log(`RSS of this process then: ${Math.round(rss / MEGABYTE)} MB`);
const bundle = 'dist/extension.cjs';
console.log(
  `${bundle}: ${existsSync(bundle) ? `${(statSync(bundle).size / 1024).toFixed(1)} KB` : 'not built, see npm run build'}`,
);

function whoOf(requesters: number): string {
  return requesters === 1 ? '1 requester' : `${requesters} requesters`;
}
