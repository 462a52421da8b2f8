/**
 * What is said of each open document: looked at once a version, told after a short quiet. A newer version calls off what was
 * planned for an older one.
 */
import { type Checker, checker, type Diagnostic } from '../../language/language.ts';
import type { Files } from './files.ts';

/** Wait after the last change before a text is looked at, in milliseconds. */
const QUIET_MS = 120;

export class Looks {
  readonly #files: Files;
  readonly #versionOf: (uri: string) => number | undefined;
  readonly #tell: (uri: string, version: number, diagnostics: readonly Diagnostic[]) => void;
  readonly #known = new Map<string, { version: number; diagnostics: readonly Diagnostic[] }>();
  /** One a document: each keeps what it knows of its last text. */
  readonly #checkers = new Map<string, Checker>();
  readonly #due = new Map<string, NodeJS.Timeout>();

  constructor(
    files: Files,
    versionOf: (uri: string) => number | undefined,
    tell: (uri: string, version: number, diagnostics: readonly Diagnostic[]) => void,
  ) {
    this.#files = files;
    this.#versionOf = versionOf;
    this.#tell = tell;
  }

  /** A document changed. */
  soon(uri: string): void {
    clearTimeout(this.#due.get(uri));
    this.#due.set(
      uri,
      setTimeout(() => this.#now(uri), QUIET_MS),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.#due.get(uri));
    this.#due.delete(uri);
    this.#known.delete(uri);
    this.#checkers.delete(uri);
  }

  /** What lies around the documents changed: all of them are looked at again. */
  all(uris: readonly string[]): void {
    this.#known.clear();
    for (const uri of uris) this.soon(uri);
  }

  /** What there is to say of the text as it stands now. */
  of(uri: string): readonly Diagnostic[] {
    const file = this.#files.file(uri);
    const version = this.#versionOf(uri);
    if (file === undefined || version === undefined) return [];
    const known = this.#known.get(uri);
    if (known?.version === version) return known.diagnostics;
    const look = this.#checkers.get(uri) ?? checker();
    this.#checkers.set(uri, look);
    const diagnostics = look(file.text, { kind: file.kind, ...this.#files.surroundings(uri) });
    this.#known.set(uri, { version, diagnostics });
    return diagnostics;
  }

  #now(uri: string): void {
    this.#due.delete(uri);
    const version = this.#versionOf(uri);
    if (version !== undefined) this.#tell(uri, version, this.of(uri));
  }
}
