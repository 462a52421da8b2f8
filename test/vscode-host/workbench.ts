/** The workbench in a headless browser: what a person would click and type. */
import path from 'node:path';
import { type BrowserContext, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import type { Profile } from './profile.ts';
import type { Server } from './server.ts';

const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(
  profile: Profile,
  { viewport = { width: 1280, height: 800 } } = {},
): Promise<BrowserContext> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launchPersistentContext(profile.browser, {
    executablePath,
    headless: true,
    viewport,
    args: browserArgs,
  });
}

/** @param payload what the workbench takes from its address, as pairs of name and value */
export function workbenchUrl(
  server: Server,
  folder?: string,
  payload?: ReadonlyArray<readonly [string, string]>,
): string {
  const url = new URL(`http://127.0.0.1:${server.port}/`);
  if (folder) url.searchParams.set('folder', path.resolve(folder));
  else url.searchParams.set('ew', 'true');
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** Opens a workbench address in a page that is still blank, else in a new one, and waits until the workbench stands. */
export async function openWorkbench(browser: BrowserContext, url: string): Promise<Page> {
  const page = browser.pages().find((each) => each.url() === 'about:blank') ?? (await browser.newPage());
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.locator('.monaco-workbench .activitybar').waitFor();
  return page;
}

export const PATIENCE = { timeout: 5000 };
const TRIES = 8;

/** Runs a command by its title as the palette shows it, such as `Handoff: Approve`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const palette = page.locator('.quick-input-widget input[type="text"]:visible').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  // A webview that is just loading swallows keys and takes the focus, which closes the palette: then once more.
  await untilDone(`the palette did not offer "${title}"`, async () => {
    await page.keyboard.press('F1');
    await palette.fill(`>${title}`, PATIENCE);
    await row.waitFor(PATIENCE);
  });
  await page.keyboard.press('Enter');
}

/** Clicks a row of a tree, once, and waits for what it opens. */
export async function openRow(page: Page, text: string, opened: Locator): Promise<void> {
  await treeRow(page, text).click();
  await opened.waitFor();
}

/** Tries again what the workbench may lose while it draws. @throws with `failure` when it never came to pass */
export async function untilDone(failure: string, attempt: () => Promise<void>): Promise<void> {
  let cause: unknown;
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
      cause = error;
    }
  }
  throw new Error(failure, { cause });
}

/** Reloads the window as its own command does, which saves what is open first. */
export async function reloadWindow(page: Page): Promise<void> {
  const loaded = page.waitForEvent('domcontentloaded', { timeout: 120_000 });
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
  await page.locator('.monaco-workbench .activitybar').waitFor();
}

/** Opens a view container of the activity bar by the start of its title. */
export async function openContainer(page: Page, title: string): Promise<void> {
  await page.locator(`.activitybar .action-label[aria-label^="${title}"]`).click();
}

/** The rows of the trees in the side bar. */
export function treeRow(page: Page, text: string) {
  return page.locator('.pane-body .monaco-list-row', { hasText: text });
}

/** The document of the webview that is shown: VS Code nests it in two frames. */
export function webviewFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}
