/**
 * A review page in Chromium under the policy its panel gives it, with a host made of two arrays: what the page said, and
 * what it saved. Everything but the page's own document and script is counted as a request that must not be.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { reviewHtml } from '../../extension/review/html.ts';
import type { FromPage, ToPage } from '../../schemas/protocol/webview.ts';
import { THEMES, type ThemeName } from './themes.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const NONCE = 'c2NyaXB0';
export const PANEL_NONCE = 'panel-nonce';
export const HANDOFF = '0193-refund';

export interface Stage {
  open(options?: { theme?: ThemeName; width?: number; height?: number; saved?: unknown }): Promise<Review>;
  close(): Promise<void>;
}

export interface Review {
  page: Page;
  /** Requests beyond the document and its script. */
  strangers: string[];
  /** Errors and policy violations the page logged. */
  complaints: string[];
  send(message: ToPage): Promise<void>;
  /** What the page said so far. */
  said(): Promise<(FromPage & { nonce: string })[]>;
  saved(): Promise<unknown>;
  /** All that can be read on it. */
  text(): Promise<string>;
  close(): Promise<void>;
}

/** Bundles the page as the build does and starts one browser for a suite. */
export async function openStage(): Promise<Stage> {
  const script = await bundle();
  const server = await serve(script);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGS,
  });
  return {
    open: (options = {}) => openReview(browser, origin, options),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['webview/review/main.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

async function serve(script: string): Promise<Server> {
  const html = reviewHtml({
    script: '/review.js',
    scriptNonce: NONCE,
    handoff: HANDOFF,
    folder: '/shop',
    panelNonce: PANEL_NONCE,
  });
  const server = createServer((request, response) => {
    const isScript = request.url === '/review.js';
    response.setHeader(
      'content-type',
      isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
    );
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function openReview(
  browser: Browser,
  origin: string,
  {
    theme = 'dark',
    width = 1000,
    height = 760,
    saved,
  }: { theme?: ThemeName; width?: number; height?: number; saved?: unknown },
): Promise<Review> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (![`${origin}/`, `${origin}/review.js`].includes(request.url())) strangers.push(request.url());
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
      page.evaluate((data) => window.postMessage(data, '*'), message).then(() => settled(page)),
    said: () => page.evaluate(() => (window as unknown as Recorder).said as (FromPage & { nonce: string })[]),
    saved: () => page.evaluate(() => (window as unknown as Recorder).state),
    text: () => page.evaluate(readable),
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

/** Two frames: the page has drawn, and observers of visibility have been called. */
function settled(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
      ),
  );
}

function readable(): string {
  const root = document.querySelector('handoff-review')?.shadowRoot;
  return [...(root?.children ?? [])]
    .map((child) => (child instanceof HTMLElement ? child.innerText : ''))
    .join('\n');
}
