/**
 * The outline of workflows and scenarios, instead of the one that VS Code's own JSON support gives for any JSON file.
 *
 * Owns: that there is one. VS Code shows the outlines of all providers side by side, and a provider whose selector is
 * `exclusive` takes the place of the others; its API types do not name that yet, and a VS Code that does not know it shows both.
 * Configuration files keep the outline of JSON.
 */
import * as vscode from 'vscode';
import { DocumentSymbolRequest, type LanguageClient } from 'vscode-languageclient/node';

interface Sole extends vscode.DocumentFilter {
  readonly exclusive: true;
}

const SELECTOR: readonly Sole[] = ['**/*.workflow.json', '**/*.scenario.json'].map((pattern) => ({
  pattern,
  exclusive: true,
}));

/** Asks a running server for outlines. */
export function provideOutline(client: LanguageClient): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(
    SELECTOR,
    {
      async provideDocumentSymbols(document, token) {
        const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
        const symbols = await client.sendRequest(DocumentSymbolRequest.type, { textDocument }, token);
        const nested = (symbols ?? []).filter((symbol) => 'range' in symbol);
        return client.protocol2CodeConverter.asDocumentSymbols(nested, token);
      },
    },
    { label: 'Handoff' },
  );
}
