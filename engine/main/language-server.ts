/**
 * The language server: a process of its own that speaks LSP on standard input and output, for any editor.
 *
 * Owns: which documents are open and what was last said of each. Does not own: what there is to say (`engine/language`).
 * 1. A text is looked at once a version; diagnostics and graph come from that look. 2. What VS Code's own JSON support
 * says by the contributed schemas is not said again.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createConnection,
  DiagnosticSeverity,
  type Diagnostic as LspDiagnostic,
  ProposedFeatures,
  RequestType,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { GRAPH_REQUEST, type GraphAnswer, type GraphParams } from '../../schemas/protocol/language.ts';
import { graphOf } from '../language/graph/graph.ts';
import { check, type Diagnostic, kindOf } from '../language/language.ts';
import type { Config } from '../model/config.ts';
import { configAbove } from './validate/check-files.ts';

/** Wait after the last change before a text is looked at, in milliseconds. */
const QUIET_MS = 120;
const SAID_BY_SCHEMA: ReadonlySet<string> = new Set(['invalid-json', 'invalid-schema']);

const graphRequest = new RequestType<GraphParams, GraphAnswer, void>(GRAPH_REQUEST);
const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const documents = new TextDocuments(TextDocument);
const looks = new Map<string, { version: number; diagnostics: readonly Diagnostic[] }>();
const due = new Map<string, NodeJS.Timeout>();

connection.onInitialize(() => ({
  capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental },
  serverInfo: { name: 'handoff' },
}));

documents.onDidChangeContent(({ document: { uri } }) => {
  clearTimeout(due.get(uri));
  due.set(
    uri,
    setTimeout(() => tell(uri), QUIET_MS),
  );
});

documents.onDidClose(({ document: { uri } }) => {
  clearTimeout(due.get(uri));
  due.delete(uri);
  looks.delete(uri);
  void connection.sendDiagnostics({ uri, diagnostics: [] });
});

/** A configuration changed: what it says of people and rules may concern every open text. */
connection.onDidChangeWatchedFiles(() => {
  looks.clear();
  for (const { uri } of documents.all()) tell(uri);
});

connection.onRequest(graphRequest, ({ uri }): GraphAnswer => {
  const document = documents.get(uri);
  if (document === undefined || kindOf(uri) !== 'workflow') return { kind: 'unknown' };
  const { version } = document;
  return { ...graphOf(document.getText(), look(document)), version };
});

documents.listen(connection);
connection.listen();

function tell(uri: string): void {
  const document = documents.get(uri);
  if (document === undefined) return;
  const diagnostics = look(document)
    .filter(({ code }) => !SAID_BY_SCHEMA.has(code))
    .map(asLsp);
  void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
}

function look(document: TextDocument): readonly Diagnostic[] {
  const { uri, version } = document;
  const known = looks.get(uri);
  if (known?.version === version) return known.diagnostics;
  const kind = kindOf(uri);
  const diagnostics = kind === undefined ? [] : check(document.getText(), { kind, ...surroundingsOf(uri) });
  looks.set(uri, { version, diagnostics });
  return diagnostics;
}

/** A text that is no file yet has no configuration above it. */
function surroundingsOf(uri: string): { file?: string; config?: Config } {
  if (!uri.startsWith('file:')) return {};
  const file = fileURLToPath(uri);
  const config = configAbove(path.dirname(file));
  return { file, ...(config === undefined ? {} : { config }) };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

function asLsp({ code, severity, message, range }: Diagnostic): LspDiagnostic {
  return { source: 'handoff', code, severity: SEVERITIES[severity], message, range };
}
