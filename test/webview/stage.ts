/**
 * A page in Chromium under the policy its panel gives it, with a host made of two arrays: what the page said, and what it
 * saved. Everything but the page's own document and script is counted as a request that must not be.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { pageHtml } from '../../extension/page-html.ts';
import { THEMES, type ThemeName } from './themes.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const PAGE_NONCE = 'page-nonce';

export interface StageOf {
  /** The page's main file. */
  entry: string;
  /** Its one element. */
  element: string;
  /** What it is told of itself. */
  data: Readonly<Record<string, string>> & { folder: string };
}

export interface OpenOptions {
  theme?: ThemeName;
  width?: number;
  height?: number;
  saved?: unknown;
}

export interface Stage<In, Out> {
  open(options?: OpenOptions): Promise<OpenPage<In, Out>>;
  close(): Promise<void>;
}

export interface OpenPage<In, Out> {
  page: Page;
  /** Requests beyond the document and its script. */
  strangers: string[];
  /** Errors and policy violations the page logged. */
  complaints: string[];
  send(message: In): Promise<void>;
  /** What the page said so far. */
  said(): Promise<(Out & { nonce: string })[]>;
  saved(): Promise<unknown>;
  /** All that can be read on it. */
  text(): Promise<string>;
  /** The id of what has the focus, within the element. */
  focused(): Promise<string>;
  /** Serious and critical faults that axe finds. */
  faults(): Promise<string[]>;
  /** Elements of the page that match, in its shadow tree. */
  count(selector: string): Promise<number>;
  close(): Promise<void>;
}

/** Bundles the page as the build does and starts one browser for a suite. */
export async function openStage<In, Out>(stage: StageOf): Promise<Stage<In, Out>> {
  const script = await bundle(stage.entry);
  const server = await serve(script, stage);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ARGS });
  return {
    open: (options = {}) => openPage(browser, origin, stage.element, options),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

async function serve(script: string, { data }: StageOf): Promise<Server> {
  const html = pageHtml({
    title: 'Page',
    script: '/page.js',
    scriptNonce: 'c2NyaXB0',
    data: { ...data, nonce: PAGE_NONCE },
  });
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', `text/${isScript ? 'javascript' : 'html'}; charset=utf-8`);
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function openPage<In, Out>(
  browser: Browser,
  origin: string,
  element: string,
  { theme = 'dark', width = 1000, height = 760, saved }: OpenOptions,
): Promise<OpenPage<In, Out>> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (![`${origin}/`, `${origin}/page.js`].includes(request.url())) strangers.push(request.url());
  });
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript('globalThis.__name = (named) => named;'); // tsx wraps named functions in it
  await page.addInitScript(prepare, { ...THEMES[theme], saved });
  await page.goto(`${origin}/`);
  return {
    page,
    strangers,
    complaints,
    send: (message) =>
      page.evaluate((data) => window.postMessage(data, '*'), message as unknown).then(() => settled(page)),
    said: () => page.evaluate(() => (window as unknown as Recorder).said as (Out & { nonce: string })[]),
    saved: () => page.evaluate(() => (window as unknown as Recorder).state),
    text: () => page.evaluate(readable, element),
    focused: () =>
      page.evaluate((name) => document.querySelector(name)?.shadowRoot?.activeElement?.id ?? '', element),
    faults: () => serious(page),
    count: (selector) =>
      page.evaluate(
        ([name, query]) =>
          document.querySelector(name ?? '')?.shadowRoot?.querySelectorAll(query ?? '').length ?? -1,
        [element, selector],
      ),
    close: () => context.close(),
  };
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

function readable(element: string): string {
  const root = document.querySelector(element)?.shadowRoot;
  return [...(root?.children ?? [])]
    .map((child) => (child instanceof HTMLElement ? child.innerText : ''))
    .join('\n');
}

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`);
  });
}
