import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { isAlive } from '../../extension/engine/bridge-file.ts';
import { openStudio, pictureOfFailure, type Studio } from '../support/studio.ts';
import { openContainer, runCommand } from '../vscode-host/workbench.ts';

/** The engine of the package, started on demand from the queue, shared by two windows, stopped by one of them. */
describe('the engine as VS Code starts it', () => {
  let studio: Studio;
  let second: Page;

  before(async function () {
    this.timeout(120_000);
    studio = await openStudio({ example: 'refund' });
  });
  after(async () => {
    const pid = enginePid(studio);
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGTERM');
    await studio?.close();
  });
  afterEach(async function () {
    await pictureOfFailure({ ...studio, page: second ?? studio.page }, this.currentTest);
  });

  it('T28 asks before it starts the tool servers of a folder, and starts nothing when left alone', async () => {
    const { page } = studio;
    await openContainer(page, 'Handoff');
    await welcome(page).getByRole('button', { name: 'Start Engine' }).click();
    await pick(page, 'orders').waitFor();
    await pick(page, 'payments').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    assert.equal(existsSync(path.join(studio.workspace, '.handoff')), false);
  });

  it('R82 starts it as a process of its own, which writes to .handoff/engine.log', async () => {
    const { page } = studio;
    await welcome(page).getByRole('button', { name: 'Start Engine' }).click();
    await pick(page, 'Start them').click();
    await welcome(page).getByText('Nothing waits right now').waitFor();
    assert.ok(isAlive(enginePid(studio) ?? 0));
    assert.ok(existsSync(path.join(studio.workspace, '.handoff/engine.log')));
  });

  it('signs in as a person of the config', async () => {
    const { page } = studio;
    await runCommand(page, 'Handoff: Sign In As…');
    await pick(page, 'Alice Moreno').click();
    await welcome(page).getByText('Nothing waits for anybody').waitFor();
  });

  it('F30 gives a second window the same engine', async () => {
    const pid = enginePid(studio);
    second = await studio.newWindow();
    await openContainer(second, 'Handoff');
    await welcome(second).getByText('Nothing waits').waitFor();
    assert.equal(enginePid(studio), pid);
  });

  it('F30 goes on for the second window when the first one is closed', async () => {
    const pid = enginePid(studio);
    await studio.page.close();
    await runCommand(second, 'Handoff: Sign In As…');
    await pick(second, 'Dana Weiss').click();
    await welcome(second).getByText('Nothing waits for anybody').waitFor();
    assert.equal(enginePid(studio), pid);
    assert.ok(isAlive(pid ?? 0));
  });

  it('stops when asked to, and starts again without asking about the same servers', async () => {
    const pid = enginePid(studio) ?? 0;
    await runCommand(second, 'Handoff: Stop Engine');
    await welcome(second).getByText('clocks, reminders and links stand still').waitFor();
    await ended(pid);
    await welcome(second).getByRole('button', { name: 'Start Engine' }).click();
    await welcome(second).getByText('Nothing waits').waitFor();
    assert.notEqual(enginePid(studio), pid);
  });
});

function welcome(page: Page) {
  return page.locator('.pane-body .welcome-view');
}

function pick(page: Page, text: string) {
  return page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
}

/** Looks until the process has ended; the test's own limit is the limit. */
async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(50);
}

function enginePid(studio: Studio): number | undefined {
  const file = path.join(studio.workspace, '.handoff/bridge.json');
  return existsSync(file)
    ? Number((JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid)
    : undefined;
}
