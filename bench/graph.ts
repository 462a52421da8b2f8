/**
 * `npm run bench -- graph`: the graph beside its peers, in one run, rounds interleaved. Prints medians and whether the goals
 * are met; ends with 0 either way.
 */
import type { Page } from 'playwright-core';
import { place } from '../engine/language/graph/place.ts';
import type { Graph, PlacedGraph } from '../schemas/protocol/graph.ts';
import { figure, machine, median, timesLine } from './figures.ts';
import { openPage, startBrowser } from './graph/browser.ts';
import { crossings, d3, elk, ours } from './graph/layouts.ts';
import { exampleGraphs, madeGraph } from './graph/workflows.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

console.log(`${machine()}, ${ROUNDS} rounds`);
await layouts();
growth();
await drawings();

async function layouts(): Promise<void> {
  const graph = madeGraph(1000);
  ours(graph); // as the page does: the worker is warm after its first graph
  const times = { ours: [] as number[], elk: [] as number[], d3: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.ours.push(ours(graph).ms);
    times.elk.push((await elk(graph)).ms);
  }
  // Slow, and no goal: once is enough.
  times.d3.push(d3(graph).ms);
  print(timesLine('layout of 1,000 nodes, beside elkjs', times.ours, times.elk, 1 / 3));
  print(timesLine('layout of 1,000 nodes, beside d3-dag, once', times.ours.slice(-1), times.d3));
  const known = [
    ...exampleGraphs(),
    ['made, 100 nodes', madeGraph(100)] as const,
    ['made, 1,000 nodes', graph] as const,
  ];
  let [sum, sumOfElk] = [0, 0];
  for (const [name, each] of known) {
    const dag = each === graph ? '-' : crossings(d3(each));
    const [mine, theirs] = [crossings(ours(each)), crossings(await elk(each))];
    if (!name.startsWith('made')) [sum, sumOfElk] = [sum + mine, sumOfElk + theirs];
    print(figure(`crossings, ${name.split('/')[0]}`, `${mine} (elkjs ${theirs}, d3-dag ${dag})`));
  }
  const goal = { of: 1.3, isMet: sum <= 1.3 * sumOfElk };
  print(figure('crossings of all examples, beside elkjs', `${sum} of ${sumOfElk}`, goal));
}

function growth(): void {
  const sizes = [100, 1000, 5000, 20_000];
  const times = sizes.map((size) => {
    const graph = madeGraph(size);
    return median(Array.from({ length: 3 }, () => ours(graph).ms));
  });
  print(figure('layout by size', sizes.map((size, at) => `${size}: ${times[at]?.toFixed(0)} ms`).join(', ')));
  const [first, last] = [times[1] ?? 1, times[3] ?? 1];
  print(
    figure('exponent of the layout, 1,000 to 20,000', (Math.log(last / first) / Math.log(20)).toFixed(2)),
  );
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
  print(timesLine('first paint of 2,000 nodes, React Flow at its top', times.ours, times.top, 1 / 3));
  print(timesLine('first paint of 2,000 nodes, React Flow showing all', times.ours, times.all, 1 / 3));
  print(figure('our first paint with bundle cold and layout', `${first.toFixed(0)} ms`));
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
    print(figure(`panning 20,000 nodes, ${name}`, text, { of: 20, isMet: median(frames) <= 20 }));
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

function print(line: string): void {
  console.log(line);
}
