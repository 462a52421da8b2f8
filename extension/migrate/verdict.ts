/** How a waiting run's definition differs from today's, in words. Pure. */
import type { RunChanges } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import type { Translate } from '../words.ts';

export function verdictText(verdict: RunChanges['verdict'], t: Translate): string {
  const words: Record<RunChanges['verdict'], string> = {
    same: t('It has the definition of today.'),
    safe: t('Safe to migrate: what lies ahead of it is the same.'),
    'needs-mapping': t('Needs a mapping: a step it stands at is gone or has another name.'),
    'ask-again': t('Must be asked again: what a person was asked, or what would follow, differs.'),
  };
  return words[verdict];
}

/** The engine's reasons, then how many steps are new, gone or different; one a line. */
export function changesText({ why, nodes }: RunChanges, t: Translate): string {
  const count = (text: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${text}: ${names.map((name) => oneLine(name, 40)).join(', ')}`];
  return [
    ...why.map((line) => oneLine(line, 300)),
    ...count(t('New steps'), nodes.added),
    ...count(t('Steps that are gone'), nodes.removed),
    ...count(t('Steps that differ'), nodes.changed),
  ].join('\n');
}
