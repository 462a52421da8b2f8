import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { playFiles, type Report } from '../../engine/main/scenarios/play-files.ts';
import { checkFiles } from '../../engine/main/validate/check-files.ts';
import { EXAMPLES } from '../support/example-workspace.ts';

const NAMES = ['access-request', 'compliance-review', 'contract-review', 'refund', 'support-escalation'];

const fileOf = (name: string, ending: string) => path.join(EXAMPLES, name, `${name}${ending}`);

function missedIn({ coverage }: Report): string[] {
  return Object.values(coverage).flatMap(({ nodes, edges }) =>
    [...Object.entries(nodes), ...Object.entries(edges)]
      .filter(([, count]) => count === 0)
      .map(([what]) => what),
  );
}

describe('the examples', () => {
  it('are the five use cases of the documents (R50)', () => {
    const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), NAMES);
  });

  for (const name of NAMES)
    describe(name, () => {
      it('has no diagnostic of any severity', () => {
        const { files, unreadable } = checkFiles([path.join(EXAMPLES, name)]);
        assert.deepEqual(unreadable, []);
        assert.equal(files.length, 3);
        assert.deepEqual(
          files.flatMap(({ diagnostics }) => diagnostics.map(({ code, message }) => `${code}: ${message}`)),
          [],
        );
      });

      it('passes its scenarios, and they take every node and every edge (R50, R86)', async () => {
        const report = await playFiles([fileOf(name, '.scenario.json')]);
        assert.deepEqual(report.unreadable, []);
        assert.deepEqual(
          report.scenarios.flatMap(({ name: scenario, error }) => (error ? [`${scenario}: ${error}`] : [])),
          [],
        );
        assert.deepEqual(missedIn(report), []);
      });

      it('has servers beside it, and says in its README how to run it and who decides', () => {
        const config = JSON.parse(readFileSync(path.join(EXAMPLES, name, 'handoff.config.json'), 'utf8'));
        for (const { args } of Object.values(config.mcpServers) as { args: string[] }[])
          assert.ok(existsSync(path.join(EXAMPLES, name, args[0] ?? '')), `${args[0]} is missing`);
        const readme = readFileSync(path.join(EXAMPLES, name, 'README.md'), 'utf8');
        for (const part of [
          `serve --workspace examples/${name}`,
          `test examples/${name}`,
          `${name}.workflow.json`,
        ])
          assert.ok(readme.includes(part), `the README does not say "${part}"`);
      });

      it('keeps its store and what its servers write out of git', () => {
        const written = [
          '.handoff/journal/1',
          ...readFileSync(path.join(EXAMPLES, name, '.gitignore'), 'utf8').split('\n'),
        ];
        const files = written.filter(Boolean).map((file) => path.join(EXAMPLES, name, file));
        const ignored = execFileSync('git', ['check-ignore', ...files], { cwd: EXAMPLES, encoding: 'utf8' });
        assert.deepEqual(ignored.split('\n').filter(Boolean), files);
      });
    });
});
