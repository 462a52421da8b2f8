/**
 * The language server: a process of its own that speaks LSP on standard input and output, for any editor.
 *
 * Owns: which documents are open, and the files around them. Does not own: what there is to say (`engine/language`).
 * 1. A text is looked at once a version; diagnostics, quick fixes and graph come from that look. 2. What an editor's own
 * JSON support says by the contributed schemas is not said again. 3. Files are read, nothing is written or started.
 */
import { fileURLToPath } from 'node:url';
import {
  CodeActionKind,
  CodeActionTriggerKind,
  createConnection,
  type InitializeParams,
  ProposedFeatures,
  RequestType,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  decodeLanguageOptions,
  GRAPH_REQUEST,
  type GraphAnswer,
  type GraphParams,
  type LanguageOptions,
  type LastRun,
  RUNS_NOTIFICATION,
  type RunsParams,
  TOOLS_NOTIFICATION,
  type ToolsParams,
} from '../../schemas/protocol/language.ts';
import * as editor from '../language/editor.ts';
import { graphOf } from '../language/graph/graph.ts';
import { kindOf } from '../language/language.ts';
import { inEnglish, sayingWith } from '../language/words.ts';
import { Files } from './language-server/files.ts';
import { lensesWith } from './language-server/lenses.ts';
import { Looks } from './language-server/looks.ts';

const SAID_BY_SCHEMA: ReadonlySet<string> = new Set(['invalid-json', 'invalid-schema']);
const REFUSED = -32803;

const graphRequest = new RequestType<GraphParams, GraphAnswer, void>(GRAPH_REQUEST);
const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
const documents = new TextDocuments(TextDocument);
const tools = new Map<string, readonly editor.ToolFacts[]>();
const runs = new Map<string, readonly LastRun[]>();
const files = new Files(documents, {
  tools: (root) => tools.get(root) ?? [],
  lastRun: (root, bot) => runs.get(root)?.find((run) => run.bot === bot),
});
const looks = new Looks(
  files,
  (uri) => documents.get(uri)?.version,
  (uri, version, diagnostics) => {
    const unsaid = diagnostics.filter(({ code }) => options.hasSchemas !== true || !SAID_BY_SCHEMA.has(code));
    const reported = unsaid.map((diagnostic) => editor.reported(diagnostic, uri));
    void connection.sendDiagnostics({ uri, version, diagnostics: reported });
  },
);
let options: LanguageOptions = {};
let say = inEnglish;

connection.onInitialize(({ initializationOptions, workspaceFolders }: InitializeParams) => {
  options = decodeLanguageOptions(initializationOptions);
  say = sayingWith(options.sentences);
  files.workspaces = (workspaceFolders ?? []).flatMap(({ uri }) =>
    uri.startsWith('file:') ? [fileURLToPath(uri)] : [],
  );
  return {
    serverInfo: { name: 'handoff' },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      completionProvider: { triggerCharacters: ['"', '{', '.', ':', '|'] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: { label: 'Handoff' },
      foldingRangeProvider: true,
      inlayHintProvider: true,
      codeLensProvider: {},
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
      semanticTokensProvider: {
        legend: { tokenTypes: [...editor.TOKEN_TYPES], tokenModifiers: [] },
        full: true,
        range: true,
      },
    },
  };
});

documents.onDidChangeContent(({ document: { uri } }) => {
  const changesAll = kindOf(uri) === 'config';
  if (changesAll) looks.all(documents.keys());
  else looks.soon(uri);
});

documents.onDidClose(({ document: { uri } }) => {
  looks.closed(uri);
  files.forget(uri);
  void connection.sendDiagnostics({ uri, diagnostics: [] });
});

connection.onDidChangeWatchedFiles(() => {
  files.forgetDisk();
  looks.all(documents.keys());
});

connection.onRequest(graphRequest, ({ uri }): GraphAnswer => {
  const document = documents.get(uri);
  if (document === undefined || kindOf(uri) !== 'workflow') return { kind: 'unknown' };
  return { ...graphOf(document.getText(), looks.of(uri)), version: document.version };
});

connection.onNotification(TOOLS_NOTIFICATION, ({ folder, tools: listed }: ToolsParams) => {
  const facts = listed.map(({ name, description, inputSchema }) => ({
    name,
    input: inputSchema,
    ...(description === undefined ? {} : { description }),
  }));
  if (folder.startsWith('file:')) tools.set(fileURLToPath(folder), facts);
});

connection.onNotification(RUNS_NOTIFICATION, ({ folder, runs: listed }: RunsParams) => {
  if (folder.startsWith('file:')) runs.set(fileURLToPath(folder), listed);
});

/** Answers about a place in an open file of ours. */
function at<P extends { textDocument: { uri: string }; position: { line: number; character: number } }, T>(
  otherwise: T,
  answer: (file: editor.OpenFile, offset: number, folder: editor.Folder, params: P) => T,
): (params: P) => T {
  return (params) => {
    const { uri } = params.textDocument;
    const file = files.file(uri);
    if (file === undefined) return otherwise;
    return answer(file, file.lines.offsetAt(params.position), files.around(uri), params);
  };
}

/** Answers about an open file of ours as a whole. */
function whole<P extends { textDocument: { uri: string } }, T>(
  otherwise: T,
  answer: (file: editor.OpenFile, params: P) => T,
): (params: P) => T {
  return (params) => {
    const file = files.file(params.textDocument.uri);
    return file === undefined ? otherwise : answer(file, params);
  };
}

connection.onCompletion(at({ items: [], isIncomplete: false }, editor.complete));
connection.onHover(at(null, (file, offset, folder) => editor.hover(file, offset, folder) ?? null));
connection.onDefinition(at([], editor.definition));
connection.onReferences(
  at([], (file, offset, folder, { context }) => editor.references(file, offset, folder, context)),
);
connection.onPrepareRename(
  at(null, (file, offset, folder) => {
    const found = editor.renameable(file, offset, folder);
    if ('why' in found) throw new ResponseError(REFUSED, found.why);
    return found;
  }),
);
connection.onRenameRequest(
  at(null, (file, offset, folder, { newName }) => {
    const renamed = editor.rename(file, offset, newName, folder);
    if (renamed.kind === 'refused') throw new ResponseError(REFUSED, renamed.why);
    return renamed.edit;
  }),
);
connection.onDocumentSymbol(whole([], editor.documentSymbols));
connection.onFoldingRanges(whole([], editor.foldingRanges));
connection.languages.inlayHint.on(whole([], (file, { range }) => editor.inlayHints(file, range, say)));
connection.languages.semanticTokens.on(whole({ data: [] }, (file) => editor.semanticTokens(file)));
connection.languages.semanticTokens.onRange(
  whole({ data: [] }, (file, { range }) => editor.semanticTokens(file, range)),
);
connection.onCodeLens(
  whole([], (file) =>
    lensesWith(editor.lenses(file, files.around(file.uri)), options.commands ?? {}, file.uri, say),
  ),
);
connection.onCodeAction(
  whole([], (file, { range, context: { only, triggerKind } }) => [
    ...(isWanted(only, CodeActionKind.QuickFix)
      ? editor.quickFixes(file, range, looks.of(file.uri), files.surroundings(file.uri))
      : []),
    // A rewrite of the whole file is worked out when somebody asks, not with each move of the cursor.
    ...(triggerKind !== CodeActionTriggerKind.Automatic && isWanted(only, CodeActionKind.RefactorRewrite)
      ? editor.rewrites(file, range)
      : []),
  ]),
);

/** Whether an editor that asks for some kinds of actions, or for all, means this one too. */
function isWanted(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

documents.listen(connection);
connection.listen();
