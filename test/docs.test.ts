import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, type FileKind } from '../engine/language/language.ts';
import { read } from '../engine/model/read.ts';
import { readScenarios } from '../engine/model/scenario.ts';
import { playScenario } from '../engine/simulate/scenario.ts';
import { ERROR_NUMBERS } from '../schemas/protocol/codes.ts';
import { fencesOf, pageOf, pathOf, withGenerated } from './docs-pages.ts';
import { GENERATED } from './docs-tables.ts';

const PAGES = ['bridge.md', 'requirements.md', 'scenarios.md', 'store.md', 'workflow.md'];
const KINDS: readonly FileKind[] = ['workflow', 'scenario', 'config'];
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function linesOnlyIn(text: string, fresh: string) {
  const [before, after] = [text.split('\n'), fresh.split('\n')];
  return {
    stale: before.filter((line) => !after.includes(line)),
    missing: after.filter((line) => !before.includes(line)),
  };
}

describe('the pages under docs/', () => {
  for (const page of PAGES) {
    it(`${page} shows what the code says; UPDATE_DOCS=1 with this test writes it anew`, () => {
      const text = pageOf(page);
      const fresh = withGenerated(text, GENERATED);
      if (process.env.UPDATE_DOCS) writeFileSync(pathOf(page), fresh);
      else assert.deepEqual(linesOnlyIn(text, fresh), { stale: [], missing: [] });
      assert.match(text, /<!-- generated: /);
    });

    it(`${page} has examples without a fault`, () => {
      const text = pageOf(page);
      const configs = fencesOf(text, 'json config');
      const config = configs[0] === undefined ? undefined : JSON.parse(configs[0]);
      for (const kind of KINDS)
        for (const example of fencesOf(text, `json ${kind}`))
          assert.deepEqual(check(example, { kind, config }), [], example);
    });

    it(`${page} links to what is there`, () => {
      const there = readdirSync(path.dirname(pathOf(page)));
      const links = [...pageOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
      assert.deepEqual(
        links.filter((target) => !there.includes(target)),
        [],
      );
    });
  }

  it('workflow.md has examples to check', () => {
    assert.ok(fencesOf(pageOf('workflow.md'), 'json workflow').length >= 4);
  });

  it('scenarios.md has an example whose scenarios hold', async () => {
    const page = pageOf('scenarios.md');
    const [text = ''] = fencesOf(page, 'json workflow');
    const { workflow } = read(text);
    const { scenarios } = readScenarios(fencesOf(page, 'json scenario')[0] ?? '').file ?? { scenarios: [] };
    assert.ok(workflow && scenarios.length === 2);
    for (const scenario of scenarios) {
      const config = scenario.config ?? {};
      const subject = {
        bot: 'post',
        path: 'parcel.workflow.json',
        text,
        hash: digest(text),
        workflow,
        config,
        digest,
      };
      const played = await playScenario(subject, scenario);
      assert.equal(played.error, undefined, scenario.name);
    }
  });

  it('bridge.md explains each error code', () => {
    const explained = [...pageOf('bridge.md').matchAll(/^\| `([a-z-]+)` \| (-\d+) \| \S/gm)];
    assert.deepEqual(
      explained.map(([, code, number]) => [code, Number(number)]),
      Object.entries(ERROR_NUMBERS),
    );
  });
});
