/** The window's status bar: what waits, who I am, what is stopped; and beside it, for some seconds, what can be taken back. */
import * as vscode from 'vscode';
import { COMMANDS, type ContextKey } from './contributions.ts';
import type { Sessions } from './engine/sessions.ts';
import { displayName } from './people/directory.ts';
import type { QueueTree } from './queue/tree.ts';
import { statusWords } from './status-words.ts';

const { t } = vscode.l10n;
const SECOND = 1000;

/** Follows the sessions: the item, and the context keys that menus and welcome texts ask for. */
export function showStatus(sessions: Sessions, queue: QueueTree): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('handoff.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Handoff';
  const update = () => {
    const me = sessions.all.find((session) => session.me !== null);
    const stores = queue.contents.stores();
    const halted = stores.some(({ beside }) => beside.halted === true);
    setContext('handoff.state', sessions.state);
    setContext('handoff.signedIn', me !== undefined);
    setContext('handoff.halted', halted);
    const { text, tooltip, command } = statusWords(
      {
        state: sessions.state,
        who: me?.me ? displayName(me.me, me.people) : undefined,
        mine: queue.contents.waiting().length,
        open: queue.contents.open().length,
        taken: stores.flatMap(({ beside, session }) =>
          beside.talks.filter(({ owner }) => owner === session.me),
        ).length,
        halted,
      },
      t,
    );
    item.text = text;
    item.tooltip = tooltip;
    item.command = command;
    item.accessibilityInformation = { label: `Handoff: ${tooltip}` };
    if (sessions.all.length > 0) item.show();
    else item.hide();
  };
  const showChecked = () => setContext('handoff.checked', queue.checked().length > 0);
  update();
  showChecked();
  return vscode.Disposable.from(
    item,
    sessions.onDidChange(update),
    queue.onDidChangeTreeData(update),
    queue.onDidChangeChecked(() => {
      update();
      showChecked();
    }),
    offerUndo(queue),
  );
}

/** As long as a decision of this person can be taken back, an item says so and for how long. */
function offerUndo(queue: QueueTree): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('handoff.undo', vscode.StatusBarAlignment.Left, 9);
  item.name = t('Handoff: undo');
  item.command = COMMANDS.undo;
  let clock: NodeJS.Timeout | undefined;
  const update = () => {
    const now = Date.now();
    const [first, ...more] = queue.contents.undoable(now);
    clearTimeout(clock);
    if (!first) {
      item.hide();
      return;
    }
    const seconds = Math.ceil((first.until - now) / SECOND);
    item.text = t('$(discard) Undo {0} ({1} s)', first.item.ticket, seconds);
    item.tooltip =
      more.length === 0
        ? t('Take your decision back before it is carried out')
        : t('Take a decision back before it is carried out; {0} more can be', more.length);
    item.accessibilityInformation = { label: t('Undo {0}', first.item.ticket), role: 'button' };
    item.show();
    clock = setTimeout(update, SECOND);
  };
  return vscode.Disposable.from(item, queue.onDidChangeItem(update), {
    dispose: () => clearTimeout(clock),
  });
}

function setContext(key: ContextKey, value: string | boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
