/** Who this window acts as, one token a store, in VS Code's secret storage and nowhere else. */
import type * as vscode from 'vscode';

export class Identities {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  tokenFor(folder: vscode.Uri): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(keyOf(folder)));
  }

  async remember(folder: vscode.Uri, token: string): Promise<void> {
    await this.#secrets.store(keyOf(folder), token);
  }

  async forget(folder: vscode.Uri): Promise<void> {
    await this.#secrets.delete(keyOf(folder));
  }
}

function keyOf(folder: vscode.Uri): string {
  return `handoff.token:${folder.toString()}`;
}
