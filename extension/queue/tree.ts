/**
 * The Handoff Queue. Rows keep their identity, so a change refreshes one row, and groups only when rows move between them.
 * 1. A refresh is as small as the change. 2. A click is never lost to one (`opening.ts`). 3. Times are drawn anew only where
 * their words change, so selection and focus stay.
 */
import * as vscode from 'vscode';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { COMMANDS, VIEWS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { Sessions } from '../engine/sessions.ts';
import { timers } from '../engine/socket.ts';
import { type Checks, check, keepPossible } from './checks.ts';
import { Contents, type Listed } from './contents.ts';
import { QueueDrag } from './drag.ts';
import { byUrgency, type Group, groupOf } from './groups.ts';
import { assigneeItem, folderItem, groupItem, leafItem, viewerOf, wordsOf } from './items.ts';
import { type Node, nodeId } from './nodes.ts';
import { Opening } from './opening.ts';
import { Refreshes } from './refreshes.ts';
import { type Row, rowOf } from './row.ts';
import { QueueStore } from './store.ts';

const { t } = vscode.l10n;
const LOOK_AT_TIMES_MS = 5_000;

/** What a click on a row runs. */
const OPENS: Record<Node['kind'], string> = {
  folder: COMMANDS.open,
  group: COMMANDS.open,
  assignee: COMMANDS.open,
  handoff: COMMANDS.open,
  talk: COMMANDS.openConversation,
  answer: COMMANDS.openReviewOf,
};

export class QueueTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #log: vscode.LogOutputChannel;
  readonly #stores = new Map<Session, QueueStore>();
  readonly #checks: Checks = new Map();
  readonly #opening = new Opening((node) => void vscode.commands.executeCommand(OPENS[node.kind], node));
  readonly #changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly #refreshes = new Refreshes<Node>((nodes) => this.#changed.fire(nodes), timers);
  readonly #item = new vscode.EventEmitter<Listed>();
  readonly #checked = new vscode.EventEmitter<void>();
  /** What each row said when it was drawn last. */
  readonly #said = new Map<string, string>();
  /** The groups of each folder when they were drawn last. */
  readonly #shown = new Map<QueueStore, ReadonlySet<Group>>();
  readonly contents = new Contents(() => [...this.#stores.values()]);
  readonly drag = new QueueDrag();
  readonly onDidChangeTreeData = this.#changed.event;
  /** One handoff was read anew. */
  readonly onDidChangeItem = this.#item.event;
  readonly onDidChangeChecked = this.#checked.event;
  readonly view: vscode.TreeView<Node>;
  readonly #disposables: vscode.Disposable[];

  constructor(sessions: Sessions, log: vscode.LogOutputChannel) {
    this.#sessions = sessions;
    this.#log = log;
    this.view = vscode.window.createTreeView(VIEWS.queue, {
      treeDataProvider: this,
      showCollapseAll: false,
      dragAndDropController: this.drag,
      manageCheckboxStateManually: true,
    });
    const clock = setInterval(() => this.#refreshTimes(), LOOK_AT_TIMES_MS);
    this.#disposables = [
      this.view,
      this.drag,
      this.#opening,
      this.#refreshes,
      this.#changed,
      this.#item,
      this.#checked,
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items)
          check(this.#checks, node, state === vscode.TreeItemCheckboxState.Checked);
        this.#checked.fire();
      }),
      sessions.onDidAdd((session) => this.#add(session)),
      sessions.onDidRemove((session) => this.#remove(session)),
      { dispose: () => clearInterval(clock) },
    ];
    for (const session of sessions.all) this.#add(session);
  }

  storeOf(session: Session): QueueStore | undefined {
    return this.#stores.get(session);
  }

  checked(): Listed[] {
    return [...this.#checks.values()].flatMap(({ store, id }) => {
      const item = store.items.get(id);
      return item ? [{ store, item }] : [];
    });
  }

  /** Sets the check marks of these, or takes them off. */
  mark(listed: readonly Listed[], on: boolean): void {
    const nodes = listed.map(({ store, item }) => this.contents.nodes.handoff(store, item.id));
    for (const node of nodes) check(this.#checks, node, on);
    this.#refreshes.ask(nodes);
    this.#checked.fire();
  }

  rowOf(store: QueueStore, item: HandoffItem): Row {
    return rowOf(item, viewerOf(store), Date.now(), t, store.changedRuns.get(item.run));
  }

  async selectNext(): Promise<void> {
    const [next] = this.contents.waiting();
    if (next && this.view.visible)
      await this.view.reveal(this.contents.nodes.handoff(next.store, next.item.id), { select: true });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'folder':
        return folderItem(node);
      case 'group':
        return groupItem(node, this.contents.count(node.store, node.group));
      case 'assignee':
        return assigneeItem(node, this.contents.waitingFor(node.store, node.assignee).length);
      default:
        this.#said.set(nodeId(node), saidBy(node));
        return leafItem(node, this.#opening, this.#checks);
    }
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined || node.kind === 'folder')
      for (const store of node ? [node.store] : this.#stores.values())
        this.#shown.set(store, new Set(this.contents.groups(store)));
    return this.contents.children(node);
  }

  getParent(node: Node): Node | undefined {
    return this.contents.parent(node);
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
    store.onDidNote((id) => this.#refreshes.ask([this.contents.nodes.handoff(store, id)]));
    store.beside.onDidChange((what) => {
      if (what === 'talks') this.#refreshGroups(store, ['takeovers']);
      else if (what === 'answers') this.#refreshGroups(store, ['reviews']);
      else this.#settle();
    });
    this.#refreshAll();
  }

  #remove(session: Session): void {
    const store = this.#stores.get(session);
    store?.dispose();
    this.#stores.delete(session);
    if (store) this.contents.nodes.forget(store);
    this.#refreshAll();
  }

  #onItem(store: QueueStore, before: HandoffItem | undefined, after: HandoffItem): void {
    const viewer = viewerOf(store);
    const [was, is] = [before && groupOf(before, viewer), groupOf(after, viewer)];
    const stays = before && was === is && byUrgency(before, after) === 0;
    if (stays && before.assignee === after.assignee)
      this.#refreshes.ask([this.contents.nodes.handoff(store, after.id)]);
    else this.#refreshGroups(store, was === undefined ? [is] : [...new Set([was, is])]);
    this.#item.fire({ store, item: after });
  }

  /** The groups alone, unless one of them appears or vanishes: that changes what they are in. */
  #refreshGroups(store: QueueStore, groups: readonly Group[]): void {
    const { contents } = this;
    const shown = this.#shown.get(store) ?? new Set();
    const stand = groups.every((group) => shown.has(group) && contents.count(store, group) > 0);
    const isInFolder = this.#stores.size > 1 && shown.size > 0;
    if (stand) this.#refreshes.ask(groups.map((group) => contents.nodes.group(store, group)));
    else this.#refreshes.ask(isInFolder ? [contents.nodes.folder(store)] : undefined);
    this.#settle();
  }

  #refreshAll(): void {
    this.#refreshes.ask(undefined);
    this.#settle();
  }

  /** Drops what belongs to rows that are gone, and tells how many wait. */
  #settle(): void {
    keepPossible(this.#checks, ({ store, id }) => ({ item: store.items.get(id), viewer: viewerOf(store) }));
    const there = new Set(this.contents.leaves().map(nodeId));
    this.#opening.keepOnly((key) => there.has(key));
    for (const key of this.#said.keys()) if (!there.has(key)) this.#said.delete(key);
    this.#checked.fire();
    this.#showCount();
  }

  #refreshTimes(): void {
    if (!this.view.visible) return;
    const stale = this.contents.leaves().filter((node) => {
      const said = this.#said.get(nodeId(node));
      return said !== undefined && said !== saidBy(node);
    });
    if (stale.length > 0) this.#refreshes.ask(stale);
  }

  #showCount(): void {
    const signedIn = this.#sessions.all.some((session) => session.me !== null);
    const count = signedIn ? this.contents.waiting().length : this.contents.open().length;
    const words = signedIn ? t('{0} waiting for you', count) : t('{0} waiting; sign in to decide', count);
    this.view.badge = count > 0 ? { value: count, tooltip: words } : undefined;
    this.view.message = this.#message(signedIn);
  }

  #message(signedIn: boolean): string | undefined {
    const stores = [...this.#stores.values()];
    const beyond = stores.reduce((sum, store) => sum + store.beyond, 0);
    if (this.#sessions.state === 'stale') return t('Connection lost. Showing what was known.');
    if (stores.some(({ beside }) => beside.halted))
      return t(
        'Effects are stopped. Decisions are kept; nothing is carried out until somebody resumes them.',
      );
    if (this.contents.open().length === 0) return undefined;
    if (this.#sessions.state === 'read-only') return t('The store is read-only. Nothing can be decided.');
    if (!signedIn) return t('You are reading. Sign in to decide.');
    return beyond > 0 ? t('{0} more are not listed.', beyond) : undefined;
  }
}

/** What of a row may change with time alone. */
function saidBy(node: Node): string {
  const row = wordsOf(node);
  return row ? `${row.inGroup}\n${row.icon.id} ${row.icon.colour ?? ''}\n${row.contextValue}` : '';
}
