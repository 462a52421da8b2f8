/**
 * `node --import tsx bench/graph.ts [layouts] [growth] [drawings]`: the graph beside its peers, in one run, rounds interleaved. Prints medians and
 * whether the goals are met; ends with 0 either way.
 */
import { cpus } from 'node:os';
import type { Page } from 'playwright-core';
import { place } from '../engine/language/graph/place.ts';
import type { Graph, PlacedGraph } from '../schemas/protocol/graph.ts';
import { openPage, startBrowser } from './graph/browser.ts';
import { crossings, d3, elk, ours } from './graph/layouts.ts';
import { exampleGraphs, madeGraph } from './graph/workflows.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);

console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${ROUNDS} rounds`,
);
const PARTS = { layouts, growth, drawings };
for (const [name, measure] of Object.entries(PARTS))
  if (process.argv.length < 3 || process.argv.includes(name)) await measure();

async function layouts(): Promise<void> {
  const graph = madeGraph(1000);
  ours(graph); // as the page does: the worker is warm after its first graph
  const times = { ours: [] as number[], elk: [] as number[], d3: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(ours(graph).ms);
    times.elk.push((await elk(graph)).ms);
    times.d3.push(d3(graph).ms);
  }
  ratio('layout of 1,000 nodes, beside elkjs', times.ours, times.elk, 1 / 3);
  ratio('layout of 1,000 nodes, beside d3-dag', times.ours, times.d3);
  const known = [
    ...exampleGraphs(),
    ['made, 100 nodes', madeGraph(100)] as const,
    ['made, 1,000 nodes', graph] as const,
  ];
  let [sum, sumOfElk] = [0, 0];
  for (const [name, each] of known) {
    const [mine, theirs, dag] = [crossings(ours(each)), crossings(await elk(each)), crossings(d3(each))];
    if (!name.startsWith('made')) [sum, sumOfElk] = [sum + mine, sumOfElk + theirs];
    line(`crossings, ${name}`, `${mine} (elkjs ${theirs}, d3-dag ${dag})`);
  }
  line('crossings of all examples', `${sum} of ${sumOfElk}`, sum <= 1.3 * sumOfElk);
}

function growth(): void {
  const sizes = [100, 1000, 5000, 20_000];
  const times = sizes.map((size) => {
    const graph = madeGraph(size);
    return median(Array.from({ length: 3 }, () => ours(graph).ms));
  });
  line('layout by size', sizes.map((size, at) => `${size}: ${times[at]?.toFixed(0)} ms`).join(', '));
  const [first, last] = [times[1] ?? 1, times[3] ?? 1];
  line('exponent of the layout, 1,000 to 20,000', (Math.log(last / first) / Math.log(20)).toFixed(2));
}

async function drawings(): Promise<void> {
  const browser = await startBrowser();
  const [us, them] = [
    await openPage(browser, 'ours-page.mjs'),
    await openPage(browser, 'react-flow-page.mjs'),
  ];
  const graph = madeGraph(2000);
  const placed = place(graph, []);
  const first = await paint(us, graph);
  const times = { ours: [] as number[], top: [] as number[], all: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(await paint(us, graph));
    times.top.push(await paint(them, placed, false));
    times.all.push(await paint(them, placed, true));
  }
  ratio('first paint of 2,000 nodes, React Flow at its top', times.ours, times.top, 1 / 3);
  ratio('first paint of 2,000 nodes, React Flow showing all', times.ours, times.all, 1 / 3);
  line('our first paint with bundle cold and layout', `${first.toFixed(0)} ms`);
  await paint(us, madeGraph(20_000));
  for (const [name, zoom] of [
    ['from far away', 0],
    ['labels alone', 9],
    ['all texts', 5],
  ] as const) {
    const { times: frames, elements } = await pan(us, zoom);
    const sorted = [...frames].sort((a, b) => a - b);
    const slow = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    const text = `median ${median(frames).toFixed(1)} ms, p95 ${slow.toFixed(1)} ms a frame, up to ${elements} elements`;
    line(`panning 20,000 nodes, ${name}`, text, median(frames) <= 20);
  }
  await browser.close();
}

/** Only the page in front gets frames. */
async function paint(page: Page, graph: Graph | PlacedGraph, fit = true): Promise<number> {
  await page.bringToFront();
  return page.evaluate(([data, all]) => (globalThis as unknown as Timed).firstPaint(data, all), [
    graph,
    fit,
  ] as const);
}

async function pan(page: Page, zoom: number): Promise<{ times: number[]; elements: number }> {
  await page.bringToFront();
  return page.evaluate(
    (presses) => (globalThis as unknown as Timed).pan(150, presses, 'step number 10000'),
    zoom,
  );
}

interface Timed {
  firstPaint(graph: unknown, fit: boolean): Promise<number>;
  pan(frames: number, zoom: number, words: string): Promise<{ times: number[]; elements: number }>;
}

function ratio(name: string, mine: readonly number[], theirs: readonly number[], goal?: number): void {
  const ratios = mine.map((value, at) => value / (theirs[at] ?? Number.NaN));
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const text = `${median(mine).toFixed(0)} ms of ${median(theirs).toFixed(0)} ms, ratio ${median(ratios).toFixed(2)} (${spread})`;
  line(name, text, goal === undefined ? undefined : median(ratios) <= goal);
}

function line(name: string, text: string, met?: boolean): void {
  console.log(`${name.padEnd(52)} ${text}${met === undefined ? '' : met ? '  met' : '  MISSED'}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
