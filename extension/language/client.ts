/**
 * The language client: the bundle `dist/language-client.cjs`, loaded with the first workflow document, because the
 * client library is larger than the rest of the extension. Nothing else imports this file but as a type.
 */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { GRAPH_REQUEST, type GraphAnswer, type GraphParams } from '../../schemas/protocol/language.ts';

const FILES = ['**/*.workflow.json', '**/*.scenario.json', '**/handoff.config.json'];

export interface RunningServer {
  graph(uri: string): Promise<GraphAnswer>;
  stop(): Promise<void>;
}

/** Starts the server. @throws where its process does not start */
export async function startServer(module: string, log: vscode.LogOutputChannel): Promise<RunningServer> {
  const watcher = vscode.workspace.createFileSystemWatcher('**/handoff.config.json');
  const client = new LanguageClient(
    'handoff',
    'Handoff',
    { module, transport: TransportKind.stdio },
    {
      documentSelector: FILES.map((pattern) => ({ pattern })),
      synchronize: { fileEvents: watcher },
      outputChannel: log,
    },
  );
  await client.start();
  return {
    graph: (uri) => client.sendRequest<GraphAnswer>(GRAPH_REQUEST, { uri } satisfies GraphParams),
    async stop() {
      watcher.dispose();
      await client.dispose();
    },
  };
}
