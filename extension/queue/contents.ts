/** What is below what in the queue, and what waits in all of its folders. */
import * as vscode from 'vscode';
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { SETTINGS } from '../contributions.ts';
import { byUrgency, GROUPS, type Group, groupOf, undoableUntil } from './groups.ts';
import { viewerOf } from './items.ts';
import { type Node, Nodes } from './nodes.ts';
import type { QueueStore } from './store.ts';

/** One handoff of one store. */
export interface Listed {
  store: QueueStore;
  item: HandoffItem;
}

export class Contents {
  readonly nodes = new Nodes();
  readonly stores: () => readonly QueueStore[];

  constructor(stores: () => readonly QueueStore[]) {
    this.stores = stores;
  }

  /** Open handoffs that the signed-in people of this window may decide, most urgent first. */
  waiting(): Listed[] {
    return this.#listed(['mine', 'teams', 'low']);
  }

  /** Every open handoff: what I may decide first, then conversations that wait, then those of others. */
  open(): Listed[] {
    return [...this.waiting(), ...this.#listed(['takeovers']), ...this.#listed(['others'])];
  }

  /** Decisions of this person that can still be taken back, the one with the least time left first. */
  undoable(now: number): (Listed & { until: number })[] {
    return this.stores()
      .flatMap((store) =>
        [...store.items.values()].flatMap((item) => {
          const until = undoableUntil(item, viewerOf(store), now);
          return until === undefined ? [] : [{ store, item, until }];
        }),
      )
      .sort((a, b) => a.until - b.until);
  }

  children(node?: Node): Node[] {
    switch (node?.kind) {
      case undefined: {
        const shown = this.stores().filter((store) => this.groups(store).length > 0);
        if (this.stores().length > 1) return shown.map((store) => this.nodes.folder(store));
        return shown.flatMap((store) => this.groupNodes(store));
      }
      case 'folder':
        return this.groupNodes(node.store);
      case 'group':
        return this.#rows(node.store, node.group);
      case 'assignee':
        return this.waitingFor(node.store, node.assignee).map(({ id }) => this.nodes.handoff(node.store, id));
      default:
        return [];
    }
  }

  parent(node: Node): Node | undefined {
    const { store } = node;
    const folder = this.stores().length > 1 ? this.nodes.folder(store) : undefined;
    switch (node.kind) {
      case 'folder':
        return undefined;
      case 'group':
        return folder;
      case 'assignee':
        return this.nodes.group(store, 'others');
      case 'talk':
        return this.nodes.group(store, 'takeovers');
      case 'answer':
        return this.nodes.group(store, 'reviews');
      case 'handoff': {
        const item = store.items.get(node.id);
        if (!item) return folder;
        const group = groupOf(item, viewerOf(store));
        return group === 'others'
          ? this.nodes.assignee(store, item.assignee)
          : this.nodes.group(store, group);
      }
      default:
        return node satisfies never;
    }
  }

  /** Those that have rows, from top to bottom. */
  groups(store: QueueStore): Group[] {
    return GROUPS.filter((group) => this.count(store, group) > 0);
  }

  groupNodes(store: QueueStore): Node[] {
    return this.groups(store).map((group) => this.nodes.group(store, group));
  }

  count(store: QueueStore, group: Group): number {
    if (group === 'reviews') return store.beside.answers.length;
    const talks = group === 'takeovers' ? store.beside.talks.length : 0;
    return talks + this.#items(store, group).length;
  }

  /** Of those that others decide, the ones that wait for the same. */
  waitingFor(store: QueueStore, assignee: string | null): HandoffItem[] {
    return this.#items(store, 'others').filter((item) => item.assignee === assignee);
  }

  /** Every row that opens something, whether its group is open or not. */
  leaves(): Node[] {
    return this.stores().flatMap((store) => [
      ...[...store.items.keys()].map((id) => this.nodes.handoff(store, id)),
      ...this.#talks(store),
      ...this.#rows(store, 'reviews'),
    ]);
  }

  #rows(store: QueueStore, group: Group): Node[] {
    if (group === 'reviews') return store.beside.answers.map(({ id }) => this.nodes.answer(store, id));
    const items = this.#items(store, group);
    if (group === 'others') {
      const assignees = new Set(items.map(({ assignee }) => assignee));
      return [...assignees].map((assignee) => this.nodes.assignee(store, assignee));
    }
    const handoffs = items.map(({ id }) => this.nodes.handoff(store, id));
    return group === 'takeovers' ? [...handoffs, ...this.#talks(store)] : handoffs;
  }

  #talks(store: QueueStore): Node[] {
    return store.beside.talks.map(({ bot, conversation }) => this.nodes.talk(store, bot, conversation));
  }

  #listed(groups: readonly Group[]): Listed[] {
    return this.stores()
      .flatMap((store) =>
        groups.flatMap((group) => this.#items(store, group).map((item) => ({ store, item }))),
      )
      .sort((a, b) => byUrgency(a.item, b.item));
  }

  #items(store: QueueStore, group: Group): HandoffItem[] {
    const viewer = viewerOf(store);
    if (group === 'reviews') return [];
    if (group !== 'decided')
      return [...store.items.values()]
        .filter((item) => groupOf(item, viewer) === group && !isTaken(store, item))
        .sort(byUrgency);
    const shown = vscode.workspace.getConfiguration().get<number>(SETTINGS.decidedShown, 10);
    return store.closed
      .slice(0, shown)
      .flatMap((id) => store.items.get(id) ?? [])
      .filter((item) => item.status !== 'open');
  }
}

/** A conversation that somebody has is one row, not one more for the handoff that gave it. */
function isTaken({ beside }: QueueStore, { takeover, bot, conversation }: HandoffItem): boolean {
  return takeover && beside.talks.some((talk) => talk.bot === bot && talk.conversation === conversation);
}
