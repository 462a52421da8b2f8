/** Loads upstream sql.js once a process. The wasm file lies beside the bundle, or in the package when run from source. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import initSqlJs, { type SqlJsStatic } from 'sql.js';

export type { Database, SqlJsStatic, Statement } from 'sql.js';

let loading: Promise<SqlJsStatic> | undefined;

export function loadSql(): Promise<SqlJsStatic> {
  loading ??= initSqlJs({ wasmBinary: wasmBytes() });
  return loading;
}

function wasmBytes(): ArrayBuffer {
  const beside = fileURLToPath(new URL('./sql-wasm.wasm', import.meta.url));
  const path = existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
  return new Uint8Array(readFileSync(path)).buffer;
}
