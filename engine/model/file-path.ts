/** Paths of workflow files inside a workspace: relative to its root, with `/`, never outside (T15). */

const LONGEST = 500;

/** The file that `to` names from the file `from`; nothing where that is no path inside the workspace. */
export function fileFrom(from: string, to: string): string | undefined {
  if (to.length > LONGEST || /^(?:[\\/]|[A-Za-z][A-Za-z0-9+.-]*:)|[\0\\]/.test(to)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
