/** A list of what waits, most urgent first. A ticket that somebody was told can be typed, also of one that is not listed. */
import * as vscode from 'vscode';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import type { App } from '../app.ts';
import { nothingWaits } from '../errors.ts';
import type { Listed } from '../queue/contents.ts';
import type { QueueStore } from '../queue/store.ts';
import { isTicket, sameTicket } from './ticket.ts';

const { t } = vscode.l10n;
const PAGE = 1000;

interface Picking {
  title?: string;
  /** Only what waits at this node. */
  node?: string;
}

type Item = vscode.QuickPickItem & { found?: Listed; ticket?: string };

/** @returns what was picked, or nothing */
export async function pickHandoff(
  { queue, sessions }: App,
  { title = t('Resume a handoff'), node }: Picking = {},
): Promise<{ store: QueueStore; id: string } | undefined> {
  const waiting = queue.contents.open().filter(({ item }) => node === undefined || item.node === node);
  if (waiting.length === 0 && (node !== undefined || sessions.state !== 'live')) {
    await nothingWaits();
    return undefined;
  }
  const items = waiting.map(
    (found): Item => ({ ...wordsOf(queue.rowOf(found.store, found.item), found.item), found }),
  );
  const picked = await pick(items, title);
  if (picked?.found) return { store: picked.found.store, id: picked.found.item.id };
  if (picked?.ticket === undefined) return undefined;
  return lookUp(queue.contents.stores(), picked.ticket);
}

/** A quick pick that also takes a ticket none of its items has. */
function pick(items: readonly Item[], title: string): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = title;
  list.placeholder = t('What waits, most urgent first; or type a ticket such as H-1042');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = items;
  list.onDidChangeValue((value) => {
    const isKnown = items.some(({ found }) => found && sameTicket(found.item.ticket, value));
    const unknown: Item[] =
      isTicket(value) && !isKnown
        ? [{ label: t('$(search) Look up {0}', value.trim().toUpperCase()), ticket: value, alwaysShow: true }]
        : [];
    list.items = [...items, ...unknown];
  });
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.activeItems[0]);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

async function lookUp(
  stores: readonly QueueStore[],
  ticket: string,
): Promise<{ store: QueueStore; id: string } | undefined> {
  for (const store of stores) {
    let after: string | undefined;
    do {
      const page = await store.session.request('handoff/list', {
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      const found = page.items.find((item) => sameTicket(item.ticket, ticket));
      if (found) return { store, id: found.id };
      after = page.next;
    } while (after !== undefined);
  }
  await vscode.window.showInformationMessage(t('No engine here knows the ticket {0}.', ticket.trim()));
  return undefined;
}

function wordsOf(row: ReturnType<App['queue']['rowOf']>, { ticket }: HandoffItem): vscode.QuickPickItem {
  return {
    label: `$(${row.icon.id}) ${row.label.replaceAll('$(', '$ (')}`,
    description: `${ticket} · ${row.description}`,
  };
}
