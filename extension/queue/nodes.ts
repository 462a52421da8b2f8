/** The rows of the queue as values that stay the same objects, so that VS Code knows them again after a refresh. */
import type { Group } from './groups.ts';
import type { QueueStore } from './store.ts';

export type Node =
  | { kind: 'folder'; store: QueueStore }
  | { kind: 'group'; store: QueueStore; group: Group }
  /** Those in "Waiting for others" that wait for the same. */
  | { kind: 'assignee'; store: QueueStore; assignee: string | null }
  | { kind: 'handoff'; store: QueueStore; id: string }
  | { kind: 'talk'; store: QueueStore; bot: string; conversation: string }
  | { kind: 'answer'; store: QueueStore; id: string };

export class Nodes {
  readonly #known = new Map<string, Node>();

  folder(store: QueueStore): Node {
    return this.#same({ kind: 'folder', store });
  }

  group(store: QueueStore, group: Group): Node {
    return this.#same({ kind: 'group', store, group });
  }

  assignee(store: QueueStore, assignee: string | null): Node {
    return this.#same({ kind: 'assignee', store, assignee });
  }

  handoff(store: QueueStore, id: string): Node {
    return this.#same({ kind: 'handoff', store, id });
  }

  talk(store: QueueStore, bot: string, conversation: string): Node {
    return this.#same({ kind: 'talk', store, bot, conversation });
  }

  answer(store: QueueStore, id: string): Node {
    return this.#same({ kind: 'answer', store, id });
  }

  /** A store that is gone takes its rows along. */
  forget(store: QueueStore): void {
    for (const [id, node] of this.#known) if (node.store === store) this.#known.delete(id);
  }

  #same(made: Node): Node {
    const id = nodeId(made);
    const known = this.#known.get(id);
    if (known?.store === made.store) return known;
    this.#known.set(id, made);
    return made;
  }
}

/** Unique in the window; also the id of the tree item. */
export function nodeId(node: Node): string {
  const folder = node.store.session.folder.toString();
  switch (node.kind) {
    case 'folder':
      return folder;
    case 'group':
      return `${folder}#${node.group}`;
    case 'assignee':
      return `${folder}#for#${node.assignee ?? ''}`;
    case 'handoff':
      return `${folder}#id#${node.id}`;
    case 'talk':
      return `${folder}#talk#${JSON.stringify([node.bot, node.conversation])}`;
    case 'answer':
      return `${folder}#answer#${node.id}`;
    default:
      return node satisfies never;
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'store' in value;
}
