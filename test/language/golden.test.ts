import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check, RULES } from '../../engine/language/language.ts';
import { bots, config, runnable } from './surroundings.ts';

const folder = path.join(import.meta.dirname, 'fixtures');

/** The diagnostics of a golden file with one code, as `line: text they stand at`. */
function found(file: string, code: string): string[] {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const lines = text.split('\n');
  return check(text, { kind: 'workflow', config, bots, runnable, file })
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ range: { start, end } }) => {
      assert.equal(start.line, end.line);
      const at = lines[start.line]?.slice(start.character, end.character) ?? '';
      return `${start.line + 1}: ${at.replace(/^"|"$/g, '')}`;
    });
}

/** What the comments `// want "text"` say of the line after each of them. */
function wanted(file: string): string[] {
  const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const text = /\/\/ want (.*)$/.exec(line)?.[1];
    return text === undefined ? [] : [`${index + 2}: ${text.replace(/^"|"$/g, '')}`];
  });
}

describe('each diagnostic', () => {
  const codes = Object.keys(RULES);

  it('has a golden pair: add fixtures/CODE.wrong.workflow.json and fixtures/CODE.right.workflow.json', () => {
    const files = codes.flatMap((code) => [`${code}.right.workflow.json`, `${code}.wrong.workflow.json`]);
    assert.deepEqual(readdirSync(folder).sort(), files.sort());
  });

  for (const code of codes) {
    it(`${code} stands where it is wanted, and nowhere in the right file`, () => {
      const expected = wanted(`${code}.wrong.workflow.json`);
      assert.notEqual(expected.length, 0);
      assert.deepEqual(found(`${code}.wrong.workflow.json`, code), expected);
      assert.deepEqual(found(`${code}.right.workflow.json`, code), []);
    });
  }

  it('R69 names the article that asks for a person, and stands where a model alone decides', () => {
    assert.match(RULES['regulated-without-human'].text, /Article 14/);
    assert.notEqual(
      found('regulated-without-human.wrong.workflow.json', 'regulated-without-human').length,
      0,
    );
  });

  it('that is an error stands in no right file', () => {
    for (const file of readdirSync(folder).filter((name) => name.includes('.right.'))) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const errors = check(text, { kind: 'workflow', config }).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], file);
    }
  });
});
