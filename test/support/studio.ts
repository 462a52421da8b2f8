/** VS Code with Handoff Studio installed from its package, on a copy of an example, in a browser. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { packageVsix } from '../../.ci/package.ts';
import { makeProfile, removeProfile } from '../vscode-host/profile.ts';
import { installVsix, startServer } from '../vscode-host/server.ts';
import { openBrowser, openWorkbench, workbenchUrl } from '../vscode-host/workbench.ts';

export interface Studio {
  readonly page: Page;
  /** The copy of the example that is open; throw-away. */
  readonly workspace: string;
  /** What `HANDOFF_STATE_DIR` names for this VS Code and the engines it starts. */
  readonly stateDir: string;
  /** Another window on the same folder. */
  newWindow(): Promise<Page>;
  /** Ends VS Code and removes its folders. Stop engines that the test started before. */
  close(): Promise<void>;
}

export interface StudioOptions {
  /** A folder below `examples/`. */
  readonly example: string;
  /** A colour theme's id, such as `Default Light Modern`. */
  readonly theme?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '../..');
const waitMs = 30_000;

/** Packs and installs the extension and opens the example. @throws when VS Code or Chromium is not installed. */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'studio-'));
  const workspace = path.join(scratch, options.example);
  const stateDir = path.join(scratch, 'state');
  // What an earlier run of the example left: its store, and what its servers wrote.
  const isLeftOver = (file: string) => /(^\.handoff|\.jsonl)$/.test(path.basename(file));
  cpSync(path.join(root, 'examples', options.example), workspace, {
    recursive: true,
    filter: (file) => !isLeftOver(file),
  });
  const profile = makeProfile({ settings: options.settings, theme: options.theme });
  const endings: Array<() => unknown> = [
    () => removeProfile(profile),
    () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async () => {
    for (const end of endings.splice(0)) await end();
  };
  try {
    await installVsix(profile, packageVsix());
    const server = await startServer(profile, { env: { ...options.env, HANDOFF_STATE_DIR: stateDir } });
    endings.unshift(server.stop);
    const browser = await openBrowser(profile);
    endings.unshift(() => browser.close());
    browser.setDefaultTimeout(waitMs);
    const newWindow = () => openWorkbench(browser, workbenchUrl(server, workspace));
    const page = await newWindow();
    return { page, workspace, stateDir, newWindow, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Saves what the window shows when a test failed, and says where. For `afterEach`. */
export async function pictureOfFailure(studio: Studio, test: Mocha.Test | undefined): Promise<void> {
  if (test?.state !== 'failed') return;
  const file = path.join(tmpdir(), `${test.title.replace(/\W+/g, '-')}.png`);
  await studio.page.screenshot({ path: file });
  console.log(`  the window when it failed: ${file}`);
}
