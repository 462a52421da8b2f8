/** The lines above files and handoffs, with the editor's own commands. */
import type { CodeLens } from 'vscode-languageserver';
import type { LanguageCommands } from '../../../schemas/protocol/language.ts';
import type { Lens } from '../../language/editor.ts';
import type { Say } from '../../language/words.ts';

export function lensesWith(
  lenses: readonly Lens[],
  commands: LanguageCommands,
  uri: string,
  t: Say,
): CodeLens[] {
  return lenses.flatMap((lens) => {
    const id = commands[lens.kind];
    if (id === undefined) return [];
    const { title, argument } = sayingOf(lens, uri, t);
    return [{ range: lens.range, command: { title, command: id, arguments: [argument] } }];
  });
}

function sayingOf(lens: Lens, uri: string, t: Say): { title: string; argument: unknown } {
  switch (lens.kind) {
    case 'graph':
      return { title: t('Open graph'), argument: uri };
    case 'scenarios':
      return {
        title: lens.count === 1 ? t('Run 1 scenario') : t('Run {0} scenarios', lens.count),
        argument: lens.files,
      };
    case 'handoffs':
      return { title: t('Open handoffs here'), argument: { node: lens.node } };
    default:
      return lens satisfies never;
  }
}
