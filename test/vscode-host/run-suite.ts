/**
 * Runs a mocha suite inside VS Code's extension host, shown in a headless browser.
 * Invariant: passing needs the suite's own report. The workbench says 0 also when its extension host was
 * killed, so no report means failure.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { makeProfile, removeProfile } from './profile.ts';
import { installVsix, startServer } from './server.ts';
import { openBrowser, workbenchUrl } from './workbench.ts';

export interface SuiteRun {
  /** Packages to install before; the suite tests these. */
  readonly vsix: readonly string[];
  /** The bundle whose `run()` VS Code calls. */
  readonly tests: string;
  /** The folder to open. The suite may change it: give it a copy. */
  readonly workspace: string;
  /** Where the suite writes `{ passed, failed, pending }`. */
  readonly report: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How much to print: only what the suite says, the workbench's own chatter too, or nothing. */
  readonly print?: 'suite' | 'everything' | 'nothing';
}

export type Outcome =
  | { readonly kind: 'ran'; readonly passed: number; readonly failed: number; readonly pending: number }
  | { readonly kind: 'broken'; readonly because: string };

const suiteMs = 240_000;
const driver = path.join(import.meta.dirname, 'driver');
const chatter =
  /^(Resolv|Creating a socket|\[reconnection|Updating additional|\[Agent|\[Account|\[DefaultAccount|Canceled: |\[Service Worker\]|Timed out waiting for authentication|getaddrinfo ENOTFOUND)/;

export async function runSuite(run: SuiteRun): Promise<Outcome> {
  rmSync(run.report, { force: true });
  const profile = makeProfile();
  const endings: Array<() => unknown> = [() => removeProfile(profile)];
  try {
    for (const vsix of run.vsix) await installVsix(profile, vsix);
    const env = { ...run.env, VSCODE_TEST_REPORT: path.resolve(run.report) };
    const server = await startServer(profile, { env, testDriver: true });
    endings.unshift(server.stop);
    const browser = await openBrowser(profile);
    endings.unshift(() => browser.close());
    const page = browser.pages()[0] ?? (await browser.newPage());
    const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
    const url = workbenchUrl(server, run.workspace, [
      ['extensionDevelopmentPath', remote(driver)],
      ['extensionTestsPath', remote(run.tests)],
    ]);
    const ended = await untilEnd(page, url, server.ended, run.print ?? 'suite');
    const outcome = outcomeOf(ended, run.report);
    if (outcome.kind === 'broken' && run.print !== 'nothing') process.stderr.write(server.output());
    return outcome;
  } finally {
    for (const end of endings) await end();
  }
}

/** Loads the workbench and resolves to why it ended; `undefined` when the suite itself came to its end. */
async function untilEnd(
  page: Page,
  url: string,
  serverEnded: Promise<unknown>,
  print: NonNullable<SuiteRun['print']>,
): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, suiteMs, `the suite did not end within ${suiteMs / 1000} s`);
  });
  const crashed = new Promise<string>((resolve) => {
    page.on('crash', () => resolve('the browser page crashed'));
  });
  const exited = new Promise<undefined>((resolve) => {
    void page.exposeFunction('codeAutomationExit', () => resolve(undefined));
  });
  await page.exposeFunction('codeAutomationLog', (_level: string, args: readonly unknown[]) => {
    const line = logLine(args);
    if (print === 'nothing' || (print === 'suite' && chatter.test(line))) return;
    process.stdout.write(`${line}\n`);
  });
  try {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return await Promise.race([exited, late, crashed, serverEnded.then(() => 'the VS Code server ended')]);
  } finally {
    clearTimeout(timer);
  }
}

/** Fills `%s`, `%d` and `%o` as the console does. */
function logLine([first, ...rest]: readonly unknown[]): string {
  const texts = rest.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  if (typeof first !== 'string') return [JSON.stringify(first), ...texts].join(' ');
  const filled = first.replace(/%[sdo]/g, () => texts.shift() ?? '');
  return [filled, ...texts].join(' ');
}

function outcomeOf(because: string | undefined, report: string): Outcome {
  if (because) return { kind: 'broken', because };
  if (!existsSync(report)) return { kind: 'broken', because: 'the extension host ended without a report' };
  const { passed = 0, failed = 0, pending = 0 } = JSON.parse(readFileSync(report, 'utf8'));
  return { kind: 'ran', passed, failed, pending };
}
