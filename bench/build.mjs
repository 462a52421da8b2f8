/** Builds the benchmark as the product is built (the source runner slows closures down) and runs it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const outdir = mkdtempSync(path.join(root, 'node_modules/.bench-'));
await build({
  absWorkingDir: root,
  entryPoints: {
    run: 'bench/run.ts',
    'bare-server': 'bench/bare-server.ts',
    cli: 'engine/main/cli.ts',
    'snapshot-worker': 'engine/host/projection/snapshot-worker.ts',
  },
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
const { status } = spawnSync(process.execPath, [...process.argv.slice(2), path.join(outdir, 'run.js')], {
  stdio: 'inherit',
  cwd: root,
});
rmSync(outdir, { recursive: true });
process.exitCode = status ?? 1;
