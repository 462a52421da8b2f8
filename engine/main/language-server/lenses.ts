/** The lines above files and handoffs, with the editor's own commands. */
import type { CodeLens } from 'vscode-languageserver';
import type { LanguageCommands } from '../../../schemas/protocol/language.ts';
import type { Lens } from '../../language/editor.ts';

export function lensesWith(lenses: readonly Lens[], commands: LanguageCommands, uri: string): CodeLens[] {
  return lenses.flatMap((lens) => {
    const id = commands[lens.kind];
    if (id === undefined) return [];
    const { title, argument } = sayingOf(lens, uri);
    return [{ range: lens.range, command: { title, command: id, arguments: [argument] } }];
  });
}

function sayingOf(lens: Lens, uri: string): { title: string; argument: unknown } {
  switch (lens.kind) {
    case 'graph':
      return { title: 'Open graph', argument: uri };
    case 'scenarios':
      return {
        title: `Run ${lens.count} ${lens.count === 1 ? 'scenario' : 'scenarios'}`,
        argument: lens.files,
      };
    case 'handoffs':
      return { title: 'Open handoffs here', argument: { node: lens.node } };
    default:
      return lens satisfies never;
  }
}
