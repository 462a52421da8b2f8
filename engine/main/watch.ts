/** Tells when files of the workspace change. Folders are watched one by one, so that the store's own writes stay unheard. */
import { type FSWatcher, readdirSync, watch } from 'node:fs';
import path from 'node:path';

const SETTLE_MS = 50;
const SKIPPED = new Set(['node_modules', '.git', '.handoff', 'dist']);

/** Calls back some milliseconds after the last of a burst of changes. @returns the end of watching */
export function watchFolder(root: string, onChange: () => void): () => void {
  let watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look();
      onChange();
    }, SETTLE_MS);
    timer.unref();
  };
  const look = (): void => {
    const next = new Map<string, FSWatcher>();
    for (const folder of foldersBelow(root)) {
      const known = watchers.get(folder);
      if (known) next.set(folder, known);
      else next.set(folder, listen(folder, changed));
    }
    for (const [folder, watcher] of watchers) if (!next.has(folder)) watcher.close();
    watchers = next;
  };
  look();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

function listen(folder: string, changed: () => void): FSWatcher {
  const watcher = watch(folder, { persistent: false }, (_event, name) => {
    if (name === null || name.endsWith('.json') || !name.includes('.')) changed();
  });
  // A folder that went away is no longer of interest; its parent tells of that.
  watcher.on('error', () => watcher.close());
  return watcher;
}

function foldersBelow(folder: string): string[] {
  const inner = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !SKIPPED.has(entry.name),
  );
  return [folder, ...inner.flatMap((entry) => foldersBelow(path.join(folder, entry.name)))];
}
