/**
 * Builds the benchmarks as the product is built (the source runner slows closures down) and runs them, one process each.
 * `npm run bench [-- part …] [--node-option …]`; without a part, all of them.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The script of a part, and what it starts as processes of their own. */
const PARTS = {
  store: {
    title: 'Durable requests',
    script: 'run',
    entries: {
      run: 'bench/run.ts',
      'bare-server': 'bench/bare-server.ts',
      cli: 'engine/main/cli.ts',
      'snapshot-worker': 'engine/host/projection/snapshot-worker.ts',
    },
  },
  language: { title: 'Diagnostics', script: 'language', entries: { language: 'bench/language.ts' } },
  features: {
    title: 'While typing',
    script: 'features',
    entries: { features: 'bench/language-features.ts' },
  },
  graph: { title: 'The graph', script: 'graph', entries: { graph: 'bench/graph.ts' } },
};

const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith('-'));
const unknown = args.filter((arg) => !arg.startsWith('-') && !Object.hasOwn(PARTS, arg));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown[0]}; parts are ${Object.keys(PARTS).join(', ')}.`);
const wanted = Object.keys(PARTS).filter((part) => args.length === options.length || args.includes(part));

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const outdir = mkdtempSync(path.join(root, 'node_modules/.bench-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: Object.assign({}, ...wanted.map((part) => PARTS[part].entries)),
    // What we are measured beside runs as it is published.
    external: ['d3-dag', 'elkjs', 'esbuild', 'playwright-core'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: true,
    outdir,
    banner: {
      js: [
        "import { createRequire as bundleRequire } from 'node:module';",
        'const require = bundleRequire(import.meta.url);',
        'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
      ].join(''),
    },
  });
  copyFileSync(path.join(root, 'node_modules/sql.js/dist/sql-wasm.wasm'), path.join(outdir, 'sql-wasm.wasm'));
  for (const part of wanted) {
    const { script, title } = PARTS[part];
    const begun = performance.now();
    console.log(`\n== ${title} (${part})`);
    const { status } = spawnSync(process.execPath, [...options, path.join(outdir, `${script}.js`)], {
      stdio: 'inherit',
      cwd: root,
    });
    console.log(`(${Math.round((performance.now() - begun) / 1000)} s)`);
    if (status !== 0) process.exitCode = status ?? 1;
  }
} finally {
  rmSync(outdir, { recursive: true });
}
