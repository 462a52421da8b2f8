import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fencesOf, pageOf } from '../docs-pages.ts';

const root = path.resolve(import.meta.dirname, '../..');
const COMMAND = ['--import', import.meta.resolve('tsx'), path.join(root, 'engine/main/cli.ts')];

interface Matcher {
  readonly name: string;
  readonly severity: string;
  readonly pattern: { readonly regexp: string } & Readonly<Record<string, number | string>>;
}

interface Place {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
  };
}

interface Sarif {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly columnKind: string;
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly helpUri: string;
          readonly shortDescription: { readonly text: string };
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly Place[];
      readonly relatedLocations?: readonly Place[];
    }[];
  }[];
}

describe('handoff validate', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'validate-'));
    cpSync(path.join(root, 'test/language/fixtures'), path.join(folder, 'workflows'), {
      recursive: true,
      filter: (file) => !/right\.workflow\.json$/.test(file),
    });
    cpSync(path.join(root, 'examples/refund'), path.join(folder, 'workflows/my shop'), {
      recursive: true,
      filter: (file) => path.basename(file) !== '.handoff',
    });
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const handoff = (...args: string[]) =>
    spawnSync(process.execPath, [...COMMAND, ...args], { cwd: folder, encoding: 'utf8' });

  const wanted = (): {
    file: string;
    line: number;
    column: number;
    severity: string;
    message: string;
    code: string;
  }[] =>
    (
      JSON.parse(handoff('validate', '--format', 'json', 'workflows').stdout) as {
        files: {
          path: string;
          diagnostics: {
            code: string;
            severity: string;
            message: string;
            range: { start: { line: number; character: number } };
          }[];
        }[];
      }
    ).files.flatMap(({ path: file, diagnostics }) =>
      diagnostics.map(({ code, severity, message, range: { start } }) => ({
        file,
        line: start.line + 1,
        column: start.character + 1,
        severity,
        message,
        code,
      })),
    );

  it('writes lines that the problem matcher $handoff of a task reads, every one of them', () => {
    const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      contributes: { problemMatchers: Matcher[] };
    };
    const [matcher] = contributes.problemMatchers;
    assert.ok(matcher?.name === 'handoff' && contributes.problemMatchers.length === 1);
    const { regexp, ...groups } = matcher.pattern;
    const pattern = new RegExp(regexp);
    const text = handoff('validate', 'workflows').stdout;
    const read = text.split('\n').flatMap((line) => {
      const match = pattern.exec(line);
      if (match === null) return [];
      const group = (name: string): string => match[Number(groups[name])] ?? '';
      const place = { file: group('file'), line: Number(group('line')), column: Number(group('column')) };
      return [{ ...place, severity: group('severity'), message: group('message'), code: group('code') }];
    });
    assert.ok(read.length > 100, `${read.length} lines`);
    assert.deepEqual(read, wanted());
    assert.deepEqual(text.trimEnd().split('\n').length, read.length + 1);
    // VS Code knows `error` and `warning`; what else a line says counts as the matcher's own severity.
    assert.equal(matcher.severity, 'info');
  });

  it('is run by the task of the page, with that matcher', () => {
    const [task] = fencesOf(pageOf('validate.md'), 'json task');
    const { tasks } = JSON.parse(task ?? '{}') as { tasks: { command: string; problemMatcher: string }[] };
    assert.deepEqual(
      tasks.map(({ command, problemMatcher }) => ({ command, problemMatcher })),
      [{ command: 'handoff validate workflows', problemMatcher: '$handoff' }],
    );
  });

  it('writes SARIF by the line that the GitHub Actions example runs, with rules, pages and places', () => {
    const yaml = readFileSync(path.join(root, 'docs/ci/handoff-validate.yml'), 'utf8');
    const [line = ''] = yaml.match(/(?<=run: )node .*validate.*/) ?? [];
    assert.match(
      line,
      /^node \.handoff-studio\/dist\/cli\.js validate --format sarif workflows > handoff\.sarif$/,
    );
    assert.match(yaml, /sarif_file: handoff\.sarif/);
    const here = line.replace('node .handoff-studio/dist/cli.js', () =>
      quoted([process.execPath, ...COMMAND]),
    );
    const ran = spawnSync('sh', ['-c', here], { cwd: folder, encoding: 'utf8' });
    assert.equal(ran.status, 1, ran.stderr);
    const sarif = JSON.parse(readFileSync(path.join(folder, 'handoff.sarif'), 'utf8')) as Sarif;
    assert.equal(sarif.version, '2.1.0');
    const [run] = sarif.runs;
    assert.ok(run && sarif.runs.length === 1);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    const { name, rules } = run.tool.driver;
    assert.equal(name, 'handoff');
    assert.ok(rules.length > 40);
    for (const rule of rules) {
      assert.match(rule.helpUri, new RegExp(`^https://.*/docs/diagnostics/${rule.id}\\.md$`));
      assert.ok(rule.shortDescription.text.length > 0);
      assert.ok(['error', 'warning', 'note'].includes(rule.defaultConfiguration.level));
    }
    const places = run.results.flatMap(({ locations, relatedLocations = [] }) => [
      ...locations,
      ...relatedLocations,
    ]);
    for (const { physicalLocation } of places) {
      const { uri } = physicalLocation.artifactLocation;
      assert.match(uri, /^workflows\/[^ ]+$/);
      const text = readFileSync(path.join(folder, decodeURIComponent(uri)), 'utf8').split('\n');
      const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
      assert.ok(startLine >= 1 && endLine <= text.length && startLine <= endLine, uri);
      assert.ok(startColumn >= 1 && endColumn <= (text[endLine - 1]?.length ?? 0) + 1, uri);
    }
    assert.ok(places.length > run.results.length, 'a proof has related places');
    const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };
    assert.deepEqual(
      run.results.map(({ ruleId, ruleIndex, level, message, locations: [place] }) => ({
        rule: [ruleId, rules[ruleIndex]?.id],
        level,
        message: message.text,
        file: decodeURIComponent(place?.physicalLocation.artifactLocation.uri ?? ''),
        line: place?.physicalLocation.region.startLine,
      })),
      wanted().map(({ code, severity, message, file, line: at }) => ({
        rule: [code, code],
        level: levels[severity as keyof typeof levels],
        message,
        file,
        line: at,
      })),
    );
  });

  it('links from its page to what is there', () => {
    for (const [, target = ''] of pageOf('validate.md').matchAll(/\]\((?!https?:)([^)#]+)/g))
      assert.ok(readFileSync(path.join(root, 'docs', target), 'utf8').length > 0, target);
  });
});

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
