/**
 * The files around a file, as the features see them: open ones as they stand in the editor, the others from the disk.
 *
 * 1. What is known of a text is kept until it changes; an edit of an open file costs what the edit costs.
 * 2. The disk is read again only after something there changed. A folder without a configuration or an open workspace is not
 *    searched.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Surroundings } from '../../language/document.ts';
import {
  botIn,
  type Folder,
  type OpenFile,
  openFile,
  type RunFacts,
  type ToolFacts,
} from '../../language/editor.ts';
import { kindOf } from '../../language/language.ts';
import { Lines } from '../../language/lines.ts';
import { type Config, readConfig } from '../../model/config.ts';
import { type Beside, botsBeside } from '../bots-beside.ts';
import { runnableBeside } from '../runnable-beside.ts';
import { CONFIG_FILE, filesBelow } from '../workspace.ts';

/** What engines told of their folders, by the folder's path. */
export interface Told {
  tools(root: string): readonly ToolFacts[];
  lastRun(root: string, bot: string): RunFacts | undefined;
}

export class Files {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #told: Told;
  /** Folders that the editor has open, as paths. */
  workspaces: readonly string[] = [];
  readonly #open = new Map<string, { version: number; file: OpenFile }>();
  readonly #onDisk = new Map<string, OpenFile>();
  readonly #listed = new Map<string, readonly string[]>();
  readonly #configs = new Map<string, { text: string; config: Config | undefined }>();

  constructor(documents: TextDocuments<TextDocument>, told: Told) {
    this.#documents = documents;
    this.#told = told;
  }

  /** An open document, if it is one of ours. */
  file(uri: string): OpenFile | undefined {
    const document = this.#documents.get(uri);
    const kind = kindOf(uri);
    if (document === undefined || kind === undefined) return undefined;
    const known = this.#open.get(uri);
    if (known?.version === document.version) return known.file;
    const text = document.getText();
    const file = openFile({ uri, kind, text, lines: document }, known?.file);
    this.#open.set(uri, { version: document.version, file });
    return file;
  }

  forget(uri: string): void {
    this.#open.delete(uri);
  }

  /** Something on the disk changed. */
  forgetDisk(): void {
    this.#onDisk.clear();
    this.#listed.clear();
  }

  /** What lies around a file; the same object answers for the whole of one request. */
  around(uri: string): Folder {
    const root = this.#rootOf(uri);
    let files: readonly OpenFile[] | undefined;
    return {
      files: () => {
        files ??= this.#filesOf(uri, root);
        return files;
      },
      config: () => this.#configOf(uri),
      tools: () => (root === undefined ? [] : this.#told.tools(root)),
      lastRun: (bot) => (root === undefined ? undefined : this.#told.lastRun(root, bot)),
    };
  }

  /** What the checks of a file need: its path, the configuration, and the workflows beside it. */
  surroundings(uri: string): Surroundings & { file: string } {
    const file = pathOf(uri) ?? uri;
    const config = this.#configOf(uri);
    const own = pathOf(uri);
    const found = own === undefined ? undefined : configAbove(path.dirname(own));
    const workflows = new Map(
      this.around(uri)
        .files()
        .flatMap((other) => {
          const at = pathOf(other.uri);
          return at === undefined ? [] : [[at, other] as const];
        }),
    );
    const beside: Beside = {
      root: found === undefined ? undefined : path.dirname(found),
      config,
      files: [...workflows.keys()],
      botIn: (other) => {
        const opened = workflows.get(other);
        return opened === undefined ? '' : botIn(opened);
      },
    };
    return {
      file,
      bots: botsBeside(file, beside),
      // A file that lies in no open folder is alone here, whatever lies beside it.
      ...(this.#rootOf(uri) === undefined ? {} : { runnable: runnableBeside(file, beside) }),
      ...(config === undefined ? {} : { config }),
    };
  }

  #filesOf(uri: string, root: string | undefined): OpenFile[] {
    const open = this.#documents.all().flatMap((document) => this.file(document.uri) ?? []);
    const own = this.file(uri);
    if (root === undefined) return own === undefined ? [] : [own];
    const paths = new Map(open.map((file) => [pathOf(file.uri), file]));
    const known = this.#listed.get(root) ?? ENDINGS.flatMap((ending) => filesBelow(root, ending));
    this.#listed.set(root, known);
    const unsaved = open.filter((file) => {
      const at = pathOf(file.uri);
      return at !== undefined && !known.includes(at) && isBelow(at, root);
    });
    return [...known.flatMap((file) => paths.get(file) ?? this.#read(file) ?? []), ...unsaved];
  }

  #read(file: string): OpenFile | undefined {
    const known = this.#onDisk.get(file);
    const kind = kindOf(file);
    if (known !== undefined || kind === undefined) return known;
    const text = textOf(file);
    if (text === undefined) return undefined;
    const read = openFile({ uri: pathToFileURL(file).href, kind, text, lines: new Lines(text) });
    this.#onDisk.set(file, read);
    return read;
  }

  #rootOf(uri: string): string | undefined {
    const file = pathOf(uri);
    if (file === undefined) return undefined;
    const workspace = this.workspaces.find((folder) => isBelow(file, folder));
    const config = configAbove(path.dirname(file));
    return config === undefined ? workspace : path.dirname(config);
  }

  /** The nearest configuration; what is wrong in one that is being written leaves the last good one in force. */
  #configOf(uri: string): Config | undefined {
    const own = pathOf(uri);
    const file = own === undefined ? undefined : configAbove(path.dirname(own));
    if (file === undefined) return undefined;
    const text = this.#openText(file) ?? textOf(file) ?? '';
    const known = this.#configs.get(file);
    if (known?.text === text) return known.config;
    const config = readConfig(text).config ?? known?.config;
    this.#configs.set(file, { text, config });
    return config;
  }

  #openText(file: string): string | undefined {
    return this.#documents
      .all()
      .find(({ uri }) => pathOf(uri) === file)
      ?.getText();
  }
}

const ENDINGS = ['.workflow.json', '.scenario.json', CONFIG_FILE];

function pathOf(uri: string): string | undefined {
  return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

function configAbove(folder: string): string | undefined {
  const file = path.join(folder, CONFIG_FILE);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : configAbove(parent);
}

/** A file that is just being removed or may not be read is not there. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
