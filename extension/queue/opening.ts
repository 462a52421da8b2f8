/**
 * The commands behind clicks on rows: one a row, without arguments. VS Code keeps the arguments of a row's command only until
 * that row is refreshed, and a click that was made on the row before, and arrives after, is dropped without a word. A command
 * of its own outlives every refresh, so no click is lost.
 */
import * as vscode from 'vscode';
import { type Node, nodeId } from './nodes.ts';

export class Opening implements vscode.Disposable {
  readonly #commands = new Map<string, { id: string; ending: vscode.Disposable }>();
  readonly #open: (node: Node) => void;
  #made = 0;

  constructor(open: (node: Node) => void) {
    this.#open = open;
  }

  /** The command that opens this row; the same at every call. */
  commandOf(node: Node, title: string): vscode.Command {
    const key = nodeId(node);
    const known = this.#commands.get(key) ?? this.#register(key, node);
    return { command: known.id, title };
  }

  /** Gives up the commands of rows that are no longer there. */
  keepOnly(isThere: (key: string) => boolean): void {
    for (const [key, { ending }] of this.#commands) {
      if (isThere(key)) continue;
      ending.dispose();
      this.#commands.delete(key);
    }
  }

  dispose(): void {
    this.keepOnly(() => false);
  }

  #register(key: string, node: Node): { id: string; ending: vscode.Disposable } {
    this.#made += 1;
    // An underscore keeps it out of every list of commands.
    const id = `_handoff.row.${this.#made}`;
    const made = { id, ending: vscode.commands.registerCommand(id, () => this.#open(node)) };
    this.#commands.set(key, made);
    return made;
  }
}
