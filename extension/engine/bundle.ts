/**
 * Keeps a copy of the engine outside the extension's folder: VS Code deletes that folder on an update, while an engine
 * that was started from it may still run and still load parts of itself (DESIGN "The engine as a process").
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const ENTRY = 'cli.js';
/** What lies beside the engine in the build and is not part of it, besides the extension's own `.cjs` files. */
const NOT_THE_ENGINE = new Set(['webview', 'test', 'meta.json', 'package.json']);
const KEPT_COPIES = 3;

/**
 * Copies the engine of `built` (the extension's `dist`) into `storage`, once a version and content.
 * @returns the path of the copied `cli.js`
 */
export async function installEngine(built: string, storage: string, version: string): Promise<string> {
  const content = createHash('sha256')
    .update(await readFile(path.join(built, ENTRY)))
    .digest('hex');
  const target = path.join(storage, `engine-${version}-${content.slice(0, 12)}`);
  const entry = path.join(target, ENTRY);
  if (await exists(entry)) return entry;

  const draft = `${target}.${process.pid}.tmp`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const name of await readdir(built))
    if (!NOT_THE_ENGINE.has(name) && !/\.(cjs|map)$/.test(name))
      await cp(path.join(built, name), path.join(draft, name), { recursive: true });
  await writeFile(path.join(draft, 'package.json'), '{ "type": "module" }\n');
  await putInPlace(draft, target);
  await prune(storage, target);
  return entry;
}

/** Another window may have made the same copy meanwhile; then that one is used. */
async function putInPlace(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(path.join(target, ENTRY)))) throw error;
  }
}

async function prune(storage: string, current: string): Promise<void> {
  const copies = (await readdir(storage)).filter(
    (name) => name.startsWith('engine-') && !name.endsWith('.tmp'),
  );
  const dated = await Promise.all(
    copies.map(async (name) => ({
      at: (await stat(path.join(storage, name))).mtimeMs,
      copy: path.join(storage, name),
    })),
  );
  const old = dated.filter(({ copy }) => copy !== current).sort((a, b) => b.at - a.at);
  for (const { copy } of old.slice(KEPT_COPIES - 1)) await rm(copy, { recursive: true, force: true });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
