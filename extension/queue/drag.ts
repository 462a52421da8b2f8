/** Dragging a handoff onto who is to decide it: a name, a group, or another handoff that waits for them. */
import * as vscode from 'vscode';
import { type Node, nodeId } from './nodes.ts';

const MIME = 'application/vnd.code.tree.handoff.queue';
type Handoff = Node & { kind: 'handoff' };

export interface Drop {
  readonly handoffs: readonly Handoff[];
  /** Nothing where it was dropped below all rows. */
  readonly onto: Node | undefined;
}

export class QueueDrag implements vscode.TreeDragAndDropController<Node>, vscode.Disposable {
  readonly dropMimeTypes = [MIME];
  readonly dragMimeTypes = [MIME];
  readonly #dropped = new vscode.EventEmitter<Drop>();
  readonly onDidDrop = this.#dropped.event;
  #dragged: readonly Handoff[] = [];

  handleDrag(source: readonly Node[], transfer: vscode.DataTransfer): void {
    this.#dragged = source.filter((node) => node.kind === 'handoff');
    if (this.#dragged.length > 0)
      transfer.set(MIME, new vscode.DataTransferItem(this.#dragged.map(nodeId).join('\n')));
  }

  handleDrop(onto: Node | undefined, transfer: vscode.DataTransfer): void {
    const handoffs = this.#dragged;
    this.#dragged = [];
    if (handoffs.length > 0 && transfer.get(MIME)) this.#dropped.fire({ handoffs, onto });
  }

  dispose(): void {
    this.#dropped.dispose();
  }
}
