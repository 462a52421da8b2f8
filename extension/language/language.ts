/** The language server of this window: started by the first file it knows, or by whoever asks it something. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GraphAnswer, RunsParams, ToolsParams } from '../../schemas/protocol/language.ts';
import type * as client from './client.ts';

const KNOWN = /\.(workflow|scenario)\.json$|[\\/]handoff\.config\.json$/;

export class Language implements vscode.Disposable {
  readonly #built: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #opened: vscode.Disposable;
  #server: Promise<client.RunningServer> | undefined;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#built = path.join(context.extensionPath, 'dist');
    this.#log = log;
    this.#opened = vscode.workspace.onDidOpenTextDocument((document) => this.#meet(document));
    for (const document of vscode.workspace.textDocuments) this.#meet(document);
  }

  /** @throws where the server does not start or ended */
  async graph(uri: vscode.Uri): Promise<GraphAnswer> {
    const server = await this.#start();
    return server.graph(uri.toString());
  }

  /** Says which tools an engine knows, if the server runs: it is not started for that. */
  async tell(tools: ToolsParams): Promise<void> {
    const server = await this.#server;
    await server?.tell(tools);
  }

  /** Says how the last runs of a folder went, if the server runs. */
  async tellRuns(runs: RunsParams): Promise<void> {
    const server = await this.#server;
    await server?.tellRuns(runs);
  }

  async dispose(): Promise<void> {
    this.#opened.dispose();
    const server = await this.#server?.catch(() => undefined);
    await server?.stop();
  }

  #meet({ fileName }: vscode.TextDocument): void {
    if (!KNOWN.test(fileName)) return;
    this.#start().catch((error: unknown) => this.#log.error(error instanceof Error ? error : String(error)));
  }

  /** One that did not start is tried again by the next who asks. */
  #start(): Promise<client.RunningServer> {
    this.#server ??= this.#load().catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }

  async #load(): Promise<client.RunningServer> {
    const load = createRequire(path.join(this.#built, 'extension.cjs'));
    const { startServer } = load('./language-client.cjs') as typeof client;
    return startServer(path.join(this.#built, 'language-server.js'), this.#log);
  }
}
