/**
 * What became of the scenarios that somebody ran: a line each in an output channel, and the step that failed marked in its
 * file. Works without trust, because nothing of the folder is started.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import { environment } from '../engine/launch.ts';
import { type Played, play, type Result } from './play.ts';

const OURS = /\.(workflow|scenario)\.json$|[\\/]handoff\.config\.json$/;
const { t } = vscode.l10n;

export class Scenarios implements vscode.Disposable {
  readonly #entry: string;
  readonly #output = vscode.window.createOutputChannel('Handoff Scenarios');
  readonly #marks = vscode.languages.createDiagnosticCollection('handoff-scenarios');
  readonly #changed: vscode.Disposable;

  constructor(context: vscode.ExtensionContext) {
    this.#entry = path.join(context.extensionPath, 'dist', 'cli.js');
    this.#changed = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (this.#marks.has(document.uri)) this.#marks.delete(document.uri);
    });
  }

  /** Plays scenario files of the disk, after what is unsaved of ours was saved, and says how it went. */
  async run(files: readonly vscode.Uri[]): Promise<void> {
    const unsaved = vscode.workspace.textDocuments.filter(
      ({ isDirty, fileName }) => isDirty && OURS.test(fileName),
    );
    await Promise.all(unsaved.map((document) => document.save()));
    const progress = {
      location: vscode.ProgressLocation.Notification,
      title: t('Running scenarios'),
      cancellable: true,
    };
    const played = await vscode.window.withProgress(progress, async (_report, token) => {
      const ending = new AbortController();
      token.onCancellationRequested(() => ending.abort());
      return play({
        command: process.execPath,
        args: [this.#entry],
        files: files.map(({ fsPath }) => fsPath),
        cwd: path.dirname(files[0]?.fsPath ?? this.#entry),
        env: environment(),
        signal: ending.signal,
      });
    });
    await this.#show(played);
  }

  dispose(): void {
    this.#output.dispose();
    this.#marks.dispose();
    this.#changed.dispose();
  }

  async #show(played: Played): Promise<void> {
    this.#output.clear();
    this.#marks.clear();
    if (played.kind === 'cancelled') return;
    if (played.kind === 'failed') {
      this.#output.appendLine(played.why);
      await this.#point(t('The scenarios could not be run.'));
      return;
    }
    const { results, unreadable } = played;
    for (const result of results) this.#output.appendLine(lineFor(result));
    if (unreadable !== '') this.#output.appendLine(unreadable);
    const failed = results.filter(({ status }) => status === 'failed');
    this.#mark(failed);
    if (failed.length > 0)
      await this.#point(t('{0} of {1} scenarios failed.', failed.length, results.length));
    else if (unreadable !== '') await this.#point(t('Some scenarios could not be read.'));
    else vscode.window.setStatusBarMessage(`$(pass) ${t('{0} scenarios passed', results.length)}`, SHOWN_MS);
  }

  #mark(failed: readonly Result[]): void {
    for (const file of new Set(failed.map((result) => result.file))) {
      const marks = failed
        .filter((result) => result.file === file)
        .map(({ line, name, error }) => {
          const place = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
          const mark = new vscode.Diagnostic(place, `${name}: ${error ?? ''}`);
          mark.source = 'handoff';
          return mark;
        });
      this.#marks.set(vscode.Uri.file(file), marks);
    }
  }

  async #point(message: string): Promise<void> {
    const show = t('Show Results');
    if ((await vscode.window.showErrorMessage(message, show)) === show) this.#output.show();
  }
}

const SHOWN_MS = 10_000;

function lineFor({ file, line, name, status, error }: Result): string {
  return status === 'failed' ? `✗ ${name}\n  ${file}:${line}: ${error ?? ''}` : `✓ ${name}`;
}
