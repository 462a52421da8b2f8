/** The licences of the packages that the bundles contain, as one text. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param inputs source paths of the bundles, from esbuild's metafile
 * @returns one section a package: name, version, licence id and, where the package carries one, its text
 */
export function thirdPartyNotices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  return [...folders].sort().map(sectionOf).join('\n\n');
}

function packageFolder(input) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

function sectionOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)(\.|$|-)/i.test(each));
  const text = file
    ? readFileSync(path.join(folder, file), 'utf8').trim()
    : '(no licence file in the package)';
  return `=== ${name} ${version} (${license ?? 'see text'})\n\n${text}\n`;
}
