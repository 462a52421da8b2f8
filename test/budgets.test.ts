import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What esbuild says of one file in dist/. */
interface Output {
  readonly bytes: number;
  readonly entryPoint?: string;
  readonly imports: ReadonlyArray<{ readonly path: string; readonly kind: string }>;
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

const KB = 1000;
const lazy = ['@modelcontextprotocol/client', 'ajv', 'nodemailer'];

describe('bundle sizes', () => {
  let outputs: Readonly<Record<string, Output>>;

  before(() => {
    const root = path.resolve(import.meta.dirname, '..');
    execFileSync(process.execPath, ['esbuild.config.mjs'], { cwd: root });
    outputs = JSON.parse(readFileSync(path.join(root, 'dist/meta.json'), 'utf8')).outputs;
  });

  it('dist/extension.cjs stays within 150 KB', () => {
    within(150, ['dist/extension.cjs']);
  });

  it('what every command loads stays within 80 KB', () => {
    within(80, loadedWith('dist/cli.js'));
  });

  // Everything `handoff serve` has read before its bridge answers, beyond the commands themselves: half of it
  // our own code, a quarter its libraries (ws, sql.js, CEL's and JSON's parsers), a quarter the schemas' validators;
  // what waits for its first use is not in it. The goal is 400; this holds what is reached, with a little room.
  it('what a starting engine loads stays within 610 KB', () => {
    const sources = ['engine/main/engine.ts', 'engine/main/lifetime.ts'];
    within(610, [...new Set(sources.flatMap((source) => loadedWith(bundleOf(source))))]);
  });

  for (const name of lazy) {
    it(`${name} is a chunk that is loaded when it is needed`, () => {
      const eager = loadedWith(bundleOf('engine/main/engine.ts')).flatMap((file) =>
        Object.keys(outputOf(file).inputs),
      );
      const present = Object.values(outputs).some((output) => Object.keys(output.inputs).some(isOf(name)));
      assert.deepEqual(eager.filter(isOf(name)), [], `load ${name} with import() where it is used`);
      assert.ok(present, `${name} is in no bundle: take it out of this list if it is gone`);
    });
  }

  it('each webview stays within 250 KB', () => {
    const webviews = Object.keys(outputs).filter((file) => /^dist\/webview\/[^/]+\.js$/.test(file));
    assert.notEqual(webviews.length, 0);
    for (const file of webviews) within(250, [file]);
  });

  function within(budget: number, files: readonly string[]): void {
    const size = files.reduce((sum, file) => sum + outputOf(file).bytes, 0) / KB;
    assert.ok(size <= budget, `${files[0]} is ${size.toFixed(0)} KB, over ${budget}. ${largest(files)}`);
  }

  /** A file and the chunks it imports at once, not those behind import(). */
  function loadedWith(file: string, seen = new Set<string>()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    for (const each of outputOf(file).imports) {
      if (each.kind === 'import-statement' && each.path in outputs) loadedWith(each.path, seen);
    }
    return [...seen];
  }

  /** The file that a source became which is loaded with import(). */
  function bundleOf(source: string): string {
    const found = Object.entries(outputs).find(([, output]) => output.entryPoint === source);
    assert.ok(found, `${source} is no longer loaded with import()`);
    return found[0];
  }

  function outputOf(file: string): Output {
    const output = outputs[file];
    assert.ok(output, `${file} was not built`);
    return output;
  }

  function largest(files: readonly string[]): string {
    const inputs = files.flatMap((file) => Object.entries(outputOf(file).inputs));
    const sorted = inputs.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
    return `Largest: ${sorted
      .slice(0, 5)
      .map(([name, { bytesInOutput }]) => `${name} ${Math.round(bytesInOutput / KB)} KB`)
      .join(', ')}`;
  }
});

function isOf(name: string): (input: string) => boolean {
  return (input) => input.includes(`node_modules/${name}/`);
}
