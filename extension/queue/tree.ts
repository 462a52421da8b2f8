/**
 * The Handoff Queue. Rows keep their identity, so a change refreshes one row, and two groups only when it moves
 * between them: a click never lands on a row that is being rebuilt.
 */
import * as vscode from 'vscode';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { COMMANDS, SETTINGS, VIEWS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { Sessions } from '../engine/sessions.ts';
import { byUrgency, GROUPS, type Group, groupOf, type Viewer } from './groups.ts';
import { groupLabel, type Row, rowOf } from './row.ts';
import { QueueStore } from './store.ts';

const { t } = vscode.l10n;
const REFRESH_TIMES_MS = 60_000;

export type Node =
  | { kind: 'folder'; store: QueueStore }
  | { kind: 'group'; store: QueueStore; group: Group }
  | { kind: 'handoff'; store: QueueStore; id: string };

export class QueueTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #log: vscode.LogOutputChannel;
  readonly #stores = new Map<Session, QueueStore>();
  readonly #nodes = new Map<string, Node>();
  readonly #changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly #item = new vscode.EventEmitter<{ store: QueueStore; id: string }>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** One handoff was read anew. */
  readonly onDidChangeItem = this.#item.event;
  readonly view: vscode.TreeView<Node>;
  readonly #disposables: vscode.Disposable[];

  constructor(sessions: Sessions, log: vscode.LogOutputChannel) {
    this.#sessions = sessions;
    this.#log = log;
    this.view = vscode.window.createTreeView(VIEWS.queue, { treeDataProvider: this, showCollapseAll: false });
    const clock = setInterval(() => this.#refreshTimes(), REFRESH_TIMES_MS);
    this.#disposables = [
      this.view,
      this.#changed,
      this.#item,
      sessions.onDidAdd((session) => this.#add(session)),
      sessions.onDidRemove((session) => this.#remove(session)),
      { dispose: () => clearInterval(clock) },
    ];
    for (const session of sessions.all) this.#add(session);
  }

  storeOf(session: Session): QueueStore | undefined {
    return this.#stores.get(session);
  }

  /** Open handoffs that the signed-in people of this window may decide, most urgent first. */
  waiting(): { store: QueueStore; item: HandoffItem }[] {
    return [...this.#stores.values()]
      .flatMap((store) => this.#items(store, 'mine').map((item) => ({ store, item })))
      .sort((a, b) => byUrgency(a.item, b.item));
  }

  /** Every open handoff, those that others decide included. */
  open(): { store: QueueStore; item: HandoffItem }[] {
    const others = [...this.#stores.values()].flatMap((store) =>
      this.#items(store, 'others').map((item) => ({ store, item })),
    );
    return [...this.waiting(), ...others.sort((a, b) => byUrgency(a.item, b.item))];
  }

  rowOf(store: QueueStore, item: HandoffItem): Row {
    return rowOf(item, viewerOf(store), Date.now(), t);
  }

  async selectNext(): Promise<void> {
    const [next] = this.waiting();
    if (next && this.view.visible)
      await this.view.reveal(this.#handoff(next.store, next.item.id), { select: true });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'folder':
        return this.#folderItem(node.store);
      case 'group':
        return this.#groupItem(node.store, node.group);
      case 'handoff':
        return this.#handoffItem(node);
      default:
        return node satisfies never;
    }
  }

  getChildren(node?: Node): Node[] {
    if (node?.kind === 'group')
      return this.#items(node.store, node.group).map((item) => this.#handoff(node.store, item.id));
    if (node?.kind === 'folder') return this.#groups(node.store);
    const shown = [...this.#stores.values()].filter((store) => store.items.size > 0);
    if (this.#stores.size > 1)
      return shown.map((store) => this.#node(`${keyOf(store)}`, { kind: 'folder', store }));
    return shown.flatMap((store) => this.#groups(store));
  }

  getParent(node: Node): Node | undefined {
    const folder =
      this.#stores.size > 1
        ? this.#node(keyOf(node.store), { kind: 'folder', store: node.store })
        : undefined;
    if (node.kind !== 'handoff') return node.kind === 'group' ? folder : undefined;
    const item = node.store.items.get(node.id);
    return item ? this.#group(node.store, groupOf(item, viewerOf(node.store))) : folder;
  }

  dispose(): void {
    for (const store of this.#stores.values()) store.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #add(session: Session): void {
    const store = new QueueStore(session, this.#log);
    this.#stores.set(session, store);
    store.onDidChangeAll(() => this.#refreshAll());
    store.onDidChangeItem(({ before, after }) => this.#onItem(store, before, after));
    this.#refreshAll();
  }

  #remove(session: Session): void {
    this.#stores.get(session)?.dispose();
    this.#stores.delete(session);
    this.#refreshAll();
  }

  #onItem(store: QueueStore, before: HandoffItem | undefined, after: HandoffItem): void {
    const viewer = viewerOf(store);
    const stays =
      before && groupOf(before, viewer) === groupOf(after, viewer) && byUrgency(before, after) === 0;
    const isFirst = store.items.size === 1;
    if (stays) this.#changed.fire(this.#handoff(store, after.id));
    else if (isFirst) this.#changed.fire(undefined);
    else this.#refreshGroups(store);
    this.#showCount();
    this.#item.fire({ store, id: after.id });
  }

  /** A group that appears or vanishes changes its parent; else the groups alone are read again. */
  #refreshGroups(store: QueueStore): void {
    const parent = this.#stores.size > 1 ? this.#node(keyOf(store), { kind: 'folder', store }) : undefined;
    this.#changed.fire(parent);
  }

  #refreshAll(): void {
    this.#changed.fire(undefined);
    this.#showCount();
  }

  #refreshTimes(): void {
    if (!this.view.visible) return;
    const due = this.open().filter(({ item }) => item.dueAt !== undefined);
    if (due.length > 0) this.#changed.fire(due.map(({ store, item }) => this.#handoff(store, item.id)));
  }

  #showCount(): void {
    const signedIn = this.#sessions.all.some((session) => session.me !== null);
    const count = signedIn ? this.waiting().length : this.open().length;
    const words = signedIn ? t('{0} waiting for you', count) : t('{0} waiting; sign in to decide', count);
    this.view.badge = count > 0 ? { value: count, tooltip: words } : undefined;
    this.view.message = this.#message(signedIn);
  }

  #message(signedIn: boolean): string | undefined {
    const beyond = [...this.#stores.values()].reduce((sum, store) => sum + store.beyond, 0);
    if (this.#sessions.state === 'stale') return t('Connection lost. Showing what was known.');
    if (this.open().length === 0) return undefined;
    if (this.#sessions.state === 'read-only') return t('The store is read-only. Nothing can be decided.');
    if (!signedIn) return t('You are reading. Sign in to decide.');
    return beyond > 0 ? t('{0} more are not listed.', beyond) : undefined;
  }

  #groups(store: QueueStore): Node[] {
    return GROUPS.filter((group) => this.#items(store, group).length > 0).map((group) =>
      this.#group(store, group),
    );
  }

  #items(store: QueueStore, group: Group): HandoffItem[] {
    const viewer = viewerOf(store);
    if (group !== 'decided')
      return [...store.items.values()].filter((item) => groupOf(item, viewer) === group).sort(byUrgency);
    const shown = vscode.workspace.getConfiguration().get<number>(SETTINGS.decidedShown, 10);
    return store.closed
      .slice(0, shown)
      .flatMap((id) => store.items.get(id) ?? [])
      .filter((item) => item.status !== 'open');
  }

  #folderItem(store: QueueStore): vscode.TreeItem {
    const item = new vscode.TreeItem(store.session.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = keyOf(store);
    item.tooltip = store.session.folder.fsPath;
    item.iconPath = vscode.ThemeIcon.Folder;
    item.contextValue = 'folder';
    return item;
  }

  #groupItem(store: QueueStore, group: Group): vscode.TreeItem {
    const count = this.#items(store, group).length;
    const state =
      group === 'decided'
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.Expanded;
    const item = new vscode.TreeItem(groupLabel(group, t), state);
    item.id = `${keyOf(store)}#${group}`;
    item.description = String(count);
    item.tooltip = t('{0}: {1}', groupLabel(group, t), count);
    item.contextValue = 'group';
    return item;
  }

  #handoffItem({ store, id }: Node & { kind: 'handoff' }): vscode.TreeItem {
    const handoff = store.items.get(id);
    if (!handoff) return new vscode.TreeItem(t('No longer known'));
    const row = this.rowOf(store, handoff);
    const item = new vscode.TreeItem(row.label);
    item.id = `${keyOf(store)}#${id}`;
    item.description = row.description;
    item.tooltip = row.tooltip.join('\n');
    item.accessibilityInformation = { label: row.accessibleLabel, role: 'treeitem' };
    item.iconPath = new vscode.ThemeIcon(
      row.icon.id,
      row.icon.colour ? new vscode.ThemeColor(row.icon.colour) : undefined,
    );
    item.contextValue = row.contextValue;
    item.command = { command: COMMANDS.open, title: t('Open Review'), arguments: [this.#handoff(store, id)] };
    return item;
  }

  #group(store: QueueStore, group: Group): Node {
    return this.#node(`${keyOf(store)}#${group}`, { kind: 'group', store, group });
  }

  #handoff(store: QueueStore, id: string): Node {
    return this.#node(`${keyOf(store)}#id#${id}`, { kind: 'handoff', store, id });
  }

  #node(key: string, made: Node): Node {
    const known = this.#nodes.get(key);
    if (known?.store === made.store) return known;
    this.#nodes.set(key, made);
    return made;
  }
}

function keyOf(store: QueueStore): string {
  return store.session.folder.toString();
}

export function viewerOf({ session }: QueueStore): Viewer {
  return { me: session.me, people: session.people };
}
