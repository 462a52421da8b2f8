/** The text editor of the workbench, by keyboard. What stands in a file is read from disk: save before asking. */
import { readFileSync, watch, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PATIENCE, untilDone } from './workbench.ts';

const quickInput = (page: Page): Locator =>
  page.locator('.quick-input-widget input[type="text"]:visible').first();

/** Opens a file of the folder by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  await untilDone(`${name} was not opened`, async () => {
    await page.keyboard.press('Control+p');
    await quickInput(page).fill(name, PATIENCE);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor(PATIENCE);
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: name }).waitFor(PATIENCE);
    await page.locator('.monaco-editor .view-line').first().waitFor(PATIENCE);
  });
}

/** Puts the cursor behind the first place where a saved file says this, in the editor of the first group. */
export async function putCursorBehind(page: Page, file: string, text: string): Promise<void> {
  const before = readFileSync(file, 'utf8').split(text)[0] ?? '';
  const lines = `${before}${text}`.split('\n');
  const [line, column] = [lines.length, (lines.at(-1) ?? '').length + 1];
  await untilDone(`the cursor did not come behind ${text}`, async () => {
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+g');
    await quickInput(page).fill(`:${line}:${column}`, PATIENCE);
    await page.keyboard.press('Enter');
    await cursorAt(page, line, column).waitFor(PATIENCE);
    await page.locator('.monaco-editor.focused').first().waitFor(PATIENCE);
  });
}

/** Opens the quick fixes at the cursor. @returns the row of one of them */
export async function openFixes(page: Page, title: string): Promise<Locator> {
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  await untilDone(`no fix says ${title}`, async () => {
    await page.keyboard.press('Control+.');
    await row.waitFor(PATIENCE);
  });
  return row;
}

/** Where the status bar says that the cursor is, counted from one. */
export function cursorAt(page: Page, line: number, column: number): Locator {
  return page.getByRole('button', { name: new RegExp(`^Ln ${line}, Col ${column}\\b`) });
}

/** The line of a saved file, counted from one, in which this stands first. */
export function lineOf(file: string, text: string): number {
  return (readFileSync(file, 'utf8').split(text)[0] ?? '').split('\n').length;
}

/** Saves what was just changed, and waits until it is. */
export async function save(page: Page): Promise<void> {
  const dirty = page.locator('.tab.dirty');
  await dirty.waitFor();
  await page.keyboard.press('Control+s');
  await dirty.waitFor({ state: 'detached' });
}

/** Resolves with the text of a file, of a folder that is there, once it is as expected. */
export function textOf(file: string, isExpected: (text: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    const watcher = watch(path.dirname(file), () => look());
    const look = () => {
      const text = readOr(file, '');
      if (!isExpected(text)) return;
      watcher.close();
      resolve(text);
    };
    look();
  });
}

function readOr(file: string, missing: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return missing;
    throw error;
  }
}

/** Whether the focus is in a text editor, where what one types goes. */
export function isTyping(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
}

/** Sets settings of an open folder, whatever it had. */
export async function setFolderSettings(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings, null, 2));
}
