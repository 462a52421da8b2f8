/** The pages under `docs/` as tests read them: examples by their fence, and parts that are generated. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../docs');

export function pathOf(page: string): string {
  return path.join(folder, page);
}

export function pageOf(page: string): string {
  return readFileSync(pathOf(page), 'utf8');
}

/** The texts of all fences that open with this word or words, such as `json workflow`. */
export function fencesOf(text: string, info: string): string[] {
  return [...text.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)]
    .filter(([, words]) => words === info)
    .map(([, , content]) => content ?? '');
}

/** The page with each part between `<!-- generated: name -->` and `<!-- end -->` made anew. */
export function withGenerated(text: string, parts: Readonly<Record<string, () => string>>): string {
  return text.replace(/^(<!-- generated: ([\w-]+) -->\n).*?^(<!-- end -->)$/gms, (_all, open, name, end) => {
    const part = parts[name];
    if (!part) throw new Error(`nothing generates "${name}"`);
    return `${open}\n${part()}\n${end}`;
  });
}
