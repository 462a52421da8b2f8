/**
 * The language client: the bundle `dist/language-client.cjs`, loaded with the first workflow document, because the
 * client library is larger than the rest of the extension. Nothing else imports this file but as a type.
 */
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import {
  GRAPH_REQUEST,
  type GraphAnswer,
  type GraphParams,
  type LanguageOptions,
  RUNS_NOTIFICATION,
  type RunsParams,
  TOOLS_NOTIFICATION,
  type ToolsParams,
} from '../../schemas/protocol/language.ts';
import { COMMANDS, SETTINGS } from '../contributions.ts';
import { provideOutline } from './outline.ts';

const FILES = ['**/*.workflow.json', '**/*.scenario.json', '**/handoff.config.json'];
const WATCHED = '**/{*.workflow.json,*.scenario.json,handoff.config.json}';

export interface RunningServer {
  graph(uri: string): Promise<GraphAnswer>;
  tell(tools: ToolsParams): Promise<void>;
  tellRuns(runs: RunsParams): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the server. @throws where its process does not start */
export async function startServer(module: string, log: vscode.LogOutputChannel): Promise<RunningServer> {
  const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  const client = new LanguageClient(
    'handoff',
    'Handoff',
    { module, transport: TransportKind.stdio },
    optionsWith(watcher, log),
  );
  await client.start();
  const outline = provideOutline(client);
  const settings = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(SETTINGS.codeLens)) refreshLenses(client);
    if (change.affectsConfiguration(SETTINGS.edgeHints)) refreshHints(client);
  });
  return {
    graph: (uri) => client.sendRequest<GraphAnswer>(GRAPH_REQUEST, { uri } satisfies GraphParams),
    tell: (tools) => client.sendNotification(TOOLS_NOTIFICATION, tools),
    tellRuns: (runs) => client.sendNotification(RUNS_NOTIFICATION, runs),
    async stop() {
      settings.dispose();
      outline.dispose();
      watcher.dispose();
      await client.dispose();
    },
  };
}

function optionsWith(watcher: vscode.FileSystemWatcher, log: vscode.LogOutputChannel): LanguageClientOptions {
  const commands = { graph: COMMANDS.openGraph, scenarios: COMMANDS.runScenarios, handoffs: COMMANDS.resume };
  return {
    documentSelector: FILES.map((pattern) => ({ pattern })),
    synchronize: { fileEvents: watcher },
    outputChannel: log,
    initializationOptions: {
      hasSchemas: true,
      commands,
      sentences: vscode.l10n.bundle,
    } satisfies LanguageOptions,
    middleware: {
      // The library's own provider would stand beside the one of `outline.ts`.
      provideDocumentSymbols: () => undefined,
      provideCodeLenses: (document, token, next) => (isOn(SETTINGS.codeLens) ? next(document, token) : []),
      provideInlayHints: (document, range, token, next) =>
        isOn(SETTINGS.edgeHints) ? next(document, range, token) : [],
    },
  };
}

function isOn(setting: string): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(setting, true);
}

/** One provider serves all documents, so one that is open finds it. */
function refreshLenses(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/codeLens');
  for (const document of vscode.workspace.textDocuments)
    feature.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
}

function refreshHints(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/inlayHint');
  for (const document of vscode.workspace.textDocuments)
    feature.getProvider(document)?.onDidChangeInlayHints.fire();
}
