/** Pages in Chromium for the measurements; nothing is loaded from outside. */
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** A page with one of the scripts of this folder, built as for production. */
export async function openPage(browser: Browser, entry: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => console.error(String(error)));
  await page.setContent('<!DOCTYPE html><html lang="en"><body style="margin:0"></body></html>');
  const wrapping = JSON.parse(readFileSync('.ci/worker-function.json', 'utf8')) as Wrapping;
  const scripts = [
    await bundle('engine/main/layout-worker.ts', wrapping),
    await bundle(`bench/graph/${entry}`),
  ];
  for (const { script, style } of scripts) {
    if (style) await page.addStyleTag({ content: style });
    await page.addScriptTag({ content: script });
  }
  return page;
}

interface Wrapping {
  banner: string;
  footer: string;
}

async function bundle(entry: string, wrapping: Wrapping = { banner: '', footer: '' }) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: wrapping.banner },
    footer: { js: wrapping.footer },
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}
