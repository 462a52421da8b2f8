/**
 * A graph page in Chromium under the policy its panel gives it, with a host that records what the page said. Everything
 * but the page's own document and scripts is counted as a request that must not be.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { graphHtml } from '../../../extension/graph/html.ts';
import type { FromGraphPage, GraphView, ToGraphPage } from '../../../schemas/protocol/graph-page.ts';
import { coloursOf, type ThemeName } from './colours.ts';

const asFunction = JSON.parse(readFileSync('.ci/worker-function.json', 'utf8')) as Wrapping;
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const PANEL_NONCE = 'panel-nonce';

export interface GraphStage {
  open(options?: { theme?: ThemeName; width?: number; height?: number; saved?: unknown }): Promise<OpenGraph>;
  close(): Promise<void>;
}

export interface OpenGraph {
  page: Page;
  /** Requests beyond the document and its scripts. */
  strangers: string[];
  /** Errors and policy violations the page logged. */
  complaints: string[];
  send(message: ToGraphPage): Promise<void>;
  /** Sends a view and waits until it is drawn. */
  show(view: Partial<GraphView>): Promise<void>;
  said(): Promise<(FromGraphPage & { nonce: string })[]>;
  saved(): Promise<unknown>;
  close(): Promise<void>;
}

/** Bundles the page as the build does and starts one browser for a suite. */
export async function openGraphStage(): Promise<GraphStage> {
  const scripts = new Map([
    ['/graph.js', await bundle('webview/graph/main.ts')],
    ['/graph-layout.js', await bundle('engine/main/layout-worker.ts', asFunction)],
  ]);
  const server = await serve(scripts);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGS,
  });
  return {
    open: (options = {}) => openPage(browser, origin, options),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Wrapping {
  banner: string;
  footer: string;
}

async function bundle(entry: string, wrapped: Wrapping = { banner: '', footer: '' }): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    banner: { js: wrapped.banner },
    footer: { js: wrapped.footer },
  });
  return outputFiles[0]?.text ?? '';
}

async function serve(scripts: ReadonlyMap<string, string>): Promise<Server> {
  const html = graphHtml({
    worker: '/graph-layout.js',
    script: '/graph.js',
    scriptNonce: 'c2NyaXB0',
    uri: 'file:///shop/refund.workflow.json',
    panelNonce: PANEL_NONCE,
  });
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '');
    response.setHeader('content-type', `text/${script ? 'javascript' : 'html'}; charset=utf-8`);
    response.end(script ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function openPage(
  browser: Browser,
  origin: string,
  {
    theme = 'dark',
    width = 1000,
    height = 760,
    saved,
  }: { theme?: ThemeName; width?: number; height?: number; saved?: unknown },
): Promise<OpenGraph> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  const own = ['/', '/graph.js', '/graph-layout.js'].map((file) => `${origin}${file}`);
  page.on('request', (request) => {
    const url = request.url();
    if (!own.includes(url) && !url.startsWith('blob:')) strangers.push(url);
  });
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript('globalThis.__name = (named) => named;'); // tsx wraps named functions in it
  await page.addInitScript(prepare, { ...coloursOf(theme), saved });
  await page.goto(`${origin}/`);
  const send = (message: ToGraphPage): Promise<void> =>
    page.evaluate((data) => window.postMessage(data, '*'), message).then(() => settled(page));
  return {
    page,
    strangers,
    complaints,
    send,
    async show(view) {
      const whole: GraphView = {
        file: 'refund.workflow.json',
        graph: null,
        state: { kind: 'live' },
        ...view,
      };
      await send({ kind: 'view', view: whole });
      if (whole.graph && whole.graph.nodes.length > 0) await page.waitForFunction(isDrawn);
      await settled(page);
    },
    said: () =>
      page.evaluate(() => (window as unknown as Recorder).said as (FromGraphPage & { nonce: string })[]),
    saved: () => page.evaluate(() => (window as unknown as Recorder).state),
    close: () => context.close(),
  };
}

function isDrawn(): boolean {
  const svg = document.querySelector('handoff-graph')?.shadowRoot?.querySelector('svg');
  return (svg?.querySelectorAll('.node, .far-nodes').length ?? 0) > 0;
}

interface Recorder {
  said: unknown[];
  state: unknown;
}

/** Runs in the page before its script: VS Code's colours and a host that records. */
function prepare({
  kind,
  colours,
  saved,
}: {
  kind: string;
  colours: Record<string, string>;
  saved: unknown;
}): void {
  const recorder = window as unknown as Recorder & { acquireVsCodeApi: unknown };
  recorder.said = [];
  recorder.state = saved;
  recorder.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => recorder.said.push(message),
    getState: () => recorder.state,
    setState: (state: unknown) => {
      recorder.state = state;
    },
  });
  new MutationObserver((_changes, observer) => {
    if (!document.body) return;
    observer.disconnect();
    document.body.className = kind;
    const { style } = document.documentElement;
    for (const [name, colour] of Object.entries(colours)) style.setProperty(`--vscode-${name}`, colour);
    style.setProperty('--vscode-font-family', 'system-ui, sans-serif');
    style.setProperty('--vscode-font-size', '13px');
    style.setProperty('--vscode-editor-font-family', 'monospace');
  }).observe(document, { childList: true, subtree: true });
}

/** A few frames: the page has taken a message in and has drawn. */
export function settled(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
      ),
  );
}
