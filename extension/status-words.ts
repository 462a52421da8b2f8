/** What the status bar says. Pure. A stop of all effects comes before everything else, in words and not by colour. */
import { COMMANDS, type QueueState } from './contributions.ts';
import type { Translate } from './words.ts';

export interface Standing {
  state: QueueState;
  /** Whose decisions this window's are; nothing where nobody signed in. */
  who: string | undefined;
  /** Handoffs this person may decide. */
  mine: number;
  /** All that wait. */
  open: number;
  /** Conversations this person has taken over. */
  taken: number;
  halted: boolean;
}

export interface Words {
  text: string;
  tooltip: string;
  command: string;
}

export function statusWords(standing: Standing, t: Translate): Words {
  switch (standing.state) {
    case 'live':
      return standing.halted ? halted(standing, t) : live(standing, t);
    case 'stale':
    case 'connecting':
      return { text: '$(sync) Handoff', tooltip: t('Connecting to the engine'), command: COMMANDS.showLog };
    case 'engine-off':
      return {
        text: '$(circle-slash) Handoff',
        tooltip: t('The engine is not running; clocks stand still. Start it'),
        command: COMMANDS.startEngine,
      };
    case 'read-only':
      return {
        text: t('$(lock) read-only'),
        tooltip: t('The store is read-only; nothing can be decided'),
        command: COMMANDS.showLog,
      };
    default:
      return {
        text: '$(warning) Handoff',
        tooltip: t('The engine cannot be reached'),
        command: COMMANDS.showLog,
      };
  }
}

function live({ who, mine, open, taken }: Standing, t: Translate): Words {
  const as = who ? t('as {0}', who) : t('not signed in');
  const count = who ? mine : open;
  const talks = taken > 0 ? [`$(comment-discussion) ${taken}`] : [];
  return {
    text: [`$(person) ${count}`, ...talks].join(' '),
    tooltip: [
      count === 0 ? t('Nothing waits ({0})', as) : t('{0} waiting ({1})', count, as),
      ...(taken > 0 ? [t('{0} conversations with you', taken)] : []),
    ].join('\n'),
    command: who ? COMMANDS.resume : COMMANDS.signIn,
  };
}

function halted(standing: Standing, t: Translate): Words {
  const { text, tooltip } = live(standing, t);
  return {
    text: t('$(stop-circle) effects stopped {0}', text),
    tooltip: [t('All effects are stopped. Resume them'), tooltip].join('\n'),
    command: COMMANDS.resumeEffects,
  };
}
