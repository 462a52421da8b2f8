/** The window's one status bar item: what waits, who I am, and whether anything runs. */
import * as vscode from 'vscode';
import { COMMANDS, type ContextKey, type QueueState } from './contributions.ts';
import type { Sessions } from './engine/sessions.ts';
import { displayName } from './people/directory.ts';
import type { QueueTree } from './queue/tree.ts';

const { t } = vscode.l10n;

/** Follows the sessions: the item, and the context keys that menus and welcome texts ask for. */
export function showStatus(sessions: Sessions, queue: QueueTree): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('handoff.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Handoff';
  const update = () => {
    const me = sessions.all.find((session) => session.me !== null);
    setContext('handoff.state', sessions.state);
    setContext('handoff.signedIn', me !== undefined);
    const who = me?.me ? displayName(me.me, me.people) : undefined;
    const { text, tooltip, command } = words(
      sessions.state,
      queue.waiting().length,
      queue.open().length,
      who,
    );
    item.text = text;
    item.tooltip = tooltip;
    item.command = command;
    item.accessibilityInformation = { label: `Handoff: ${tooltip}` };
    if (sessions.all.length > 0) item.show();
    else item.hide();
  };
  update();
  return vscode.Disposable.from(item, sessions.onDidChange(update), queue.onDidChangeTreeData(update));
}

interface Words {
  text: string;
  tooltip: string;
  command: string;
}

function words(state: QueueState, mine: number, open: number, who: string | undefined): Words {
  const as = who ? t('as {0}', who) : t('not signed in');
  const count = who ? mine : open;
  switch (state) {
    case 'live':
      return {
        text: `$(person) ${count}`,
        tooltip: count === 0 ? t('Nothing waits ({0})', as) : t('{0} waiting ({1})', count, as),
        command: who ? COMMANDS.resume : COMMANDS.signIn,
      };
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
      return { text: '$(lock) Handoff', tooltip: t('The store is read-only'), command: COMMANDS.showLog };
    default:
      return {
        text: '$(warning) Handoff',
        tooltip: t('The engine cannot be reached'),
        command: COMMANDS.showLog,
      };
  }
}

function setContext(key: ContextKey, value: string | boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
