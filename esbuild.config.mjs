/**
 * The one build: everything in `dist/`, from the array of entries below.
 * `node esbuild.config.mjs [--watch]`. Leaves no file in `dist/` that this build did not write, and records
 * what went into each file in `dist/meta.json` (read by the size budgets and the third-party notices).
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { context } from 'esbuild';
import { thirdPartyNotices } from './.ci/notices.mjs';

/** CommonJS packages inside an ESM bundle still ask for these. */
const commonJsNames = [
  "import { createRequire as bundleRequire } from 'node:module';",
  'const require = bundleRequire(import.meta.url);',
  'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('');

const shared = { bundle: true, minify: true, sourcemap: true, metafile: true, logLevel: 'warning' };
const onNode = { ...shared, platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
const inVsCode = { ...onNode, format: 'cjs', external: ['vscode'] };
const inBrowser = { ...shared, platform: 'browser', target: 'es2022', format: 'iife' };

/** Makes a bundle one function of the page, from which the page builds a worker: the page needs no right to load one. */
const asFunction = JSON.parse(readFileSync('.ci/worker-function.json', 'utf8'));

/** `files` maps an output without its ending to its source; the files of one entry share chunks. */
const entries = [
  {
    files: {
      cli: 'engine/main/cli.ts',
      'language-server': 'engine/main/language-server.ts',
      'snapshot-worker': 'engine/host/projection/snapshot-worker.ts',
    },
    // Chunks lie beside cli.js, so that `new URL('./…', import.meta.url)` means the same in all of them.
    options: { ...onNode, format: 'esm', splitting: true, chunkNames: '[name]-[hash]' },
    banner: commonJsNames,
  },
  {
    files: {
      extension: 'extension/extension.ts',
      'language-client': 'extension/language/client.ts',
      operator: 'extension/operator/desk.ts',
      verbs: 'extension/commands/verbs.ts',
      'web-socket': 'extension/engine/web-socket.ts',
    },
    options: inVsCode,
    ending: '.cjs',
  },
  {
    files: {
      'webview/review': 'webview/review/main.ts',
      'webview/graph': 'webview/graph/main.ts',
      'webview/conversation': 'webview/conversation/main.ts',
      'webview/oversight': 'webview/oversight/main.ts',
    },
    options: inBrowser,
  },
  {
    files: { 'webview/graph-layout': 'engine/main/layout-worker.ts' },
    options: { ...inBrowser, mainFields: ['module', 'main'] },
    ...asFunction,
  },
  {
    files: { 'test/index': 'test/extension/suite/index.ts', ...suiteFiles('test/extension/suite') },
    options: { ...inVsCode, external: ['vscode', 'mocha'], minify: false },
    ending: '.cjs',
  },
];

const copies = { 'sql-wasm.wasm': 'node_modules/sql.js/dist/sql-wasm.wasm' };

const contexts = await Promise.all(entries.map((entry) => context(optionsOf(entry))));
if (process.argv.includes('--watch')) await Promise.all(contexts.map((each) => each.watch()));
else await buildOnce().catch(stopAtErrors);

async function buildOnce() {
  const results = await Promise.all(contexts.map((each) => each.rebuild()));
  await Promise.all(contexts.map((each) => each.dispose()));
  const meta = { inputs: {}, outputs: {} };
  for (const { metafile } of results) {
    Object.assign(meta.inputs, metafile.inputs);
    Object.assign(meta.outputs, metafile.outputs);
  }
  mkdirSync('dist', { recursive: true });
  for (const [name, source] of Object.entries(copies)) copyFileSync(source, path.join('dist', name));
  writeFileSync('dist/meta.json', JSON.stringify(meta));
  writeFileSync('dist/THIRD-PARTY.txt', thirdPartyNotices(shippedInputs(meta)));
  removeStrays([...Object.keys(meta.outputs), ...Object.keys(copies).map((name) => `dist/${name}`)]);
}

/** esbuild has printed its own errors, with file and line. */
function stopAtErrors(error) {
  if (!error.errors?.length) throw error;
  process.exit(1);
}

function optionsOf(entry) {
  return {
    ...entry.options,
    entryPoints: entry.files,
    outdir: 'dist',
    outExtension: { '.js': entry.ending ?? '.js' },
    banner: { js: entry.banner ?? '' },
    footer: { js: entry.footer ?? '' },
  };
}

/** Sources of the files that are packaged: everything but the test bundle. */
function shippedInputs(meta) {
  const shipped = Object.entries(meta.outputs).filter(([file]) => !file.startsWith('dist/test/'));
  return shipped.flatMap(([, output]) => Object.keys(output.inputs));
}

/** Inside VS Code mocha finds its test files by name, so each becomes a file of its own. */
function suiteFiles(folder) {
  const tests = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  return Object.fromEntries(tests.map((file) => [`test/${path.parse(file).name}`, path.join(folder, file)]));
}

function removeStrays(written) {
  const kept = new Set(
    [...written, 'dist/meta.json', 'dist/THIRD-PARTY.txt'].map((file) => path.normalize(file)),
  );
  for (const found of readdirSync('dist', { recursive: true, withFileTypes: true })) {
    const file = path.join(found.parentPath, found.name);
    if (found.isFile() && !kept.has(file)) rmSync(file);
  }
}
