import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check, type Diagnostic, type Fix, fixes } from '../../engine/language/language.ts';
import { Lines } from '../../engine/language/lines.ts';
import type { Config } from '../../engine/model/config.ts';

const folder = path.join(import.meta.dirname, 'fixtures');

const config: Config = {
  people: {
    alice: { name: 'Alice', roles: ['finance', 'lead'], teams: ['support'] },
    bob: { name: 'Bob', teams: ['support'] },
  },
};
const bots = new Map([['taken', './other.workflow.json']]);

function look(text: string): Diagnostic[] {
  return check(text, { kind: 'workflow', config, bots });
}

/** The text after the edits of a fix, as an editor applies them. */
function applied(text: string, { edits }: Fix): string {
  const lines = new Lines(text);
  const placed = edits.map(({ range, newText }, index) => ({
    start: lines.offsetAt(range.start),
    end: lines.offsetAt(range.end),
    newText,
    index,
  }));
  placed.sort((a, b) => b.start - a.start || b.index - a.index);
  return placed.reduce(
    (done, { start, end, newText }) => done.slice(0, start) + newText + done.slice(end),
    text,
  );
}

function count(diagnostics: readonly Diagnostic[], code: string): number {
  return diagnostics.filter((diagnostic) => diagnostic.code === code).length;
}

/** Codes that nothing but the author can put right. */
const WITHOUT_FIX = [
  'bot-speaks-during-takeover',
  'empty-pool',
  'endless-loop',
  'hidden-escalation',
  'invalid-expression',
  'invalid-json',
  'maybe-undefined-variable',
  'not-run-yet',
  'same-person-twice',
];

describe('quick fixes', () => {
  for (const file of readdirSync(folder).filter((name) => name.includes('.wrong.'))) {
    const code = file.slice(0, file.indexOf('.'));
    const text = readFileSync(path.join(folder, file), 'utf8');
    const before = look(text);
    const found = before.filter((diagnostic) => diagnostic.code === code);

    it(`of ${code} ${WITHOUT_FIX.includes(code) ? 'are not offered' : 'put it right and break nothing'}`, () => {
      const offered = found.flatMap((diagnostic) => fixes(text, diagnostic, { config, bots }));
      const real = offered.filter(({ kind }) => kind === 'fix');
      assert.equal(real.length === 0, WITHOUT_FIX.includes(code));
      for (const fix of real) {
        const after = look(applied(text, fix));
        assert.ok(count(after, code) < count(before, code), `${fix.title}\n${applied(text, fix)}`);
        const errors = (all: readonly Diagnostic[]) =>
          all.filter((diagnostic) => diagnostic.severity === 'error' && diagnostic.code !== code).length;
        assert.ok(errors(after) <= errors(before), `${fix.title}\n${applied(text, fix)}`);
      }
    });

    it(`of ${code} can also be not to hear of it, where the file can still be run`, () => {
      const silences = found.flatMap((diagnostic) =>
        fixes(text, diagnostic, { config, bots }).filter(({ kind }) => kind === 'silence'),
      );
      const unloadable = ['invalid-json', 'invalid-schema', 'duplicate-id', 'dangling-edge'].includes(code);
      assert.equal(silences.length > 0, !unloadable);
      for (const fix of silences) {
        assert.ok(count(look(applied(text, fix)), code) < count(before, code), applied(text, fix));
      }
    });
  }

  const fixed = (text: string, title: RegExp): string => {
    for (const diagnostic of look(text)) {
      const fix = fixes(text, diagnostic).find((one) => title.test(one.title));
      if (fix !== undefined) return applied(text, fix);
    }
    return assert.fail(`no fix ${title}`);
  };

  it('keep comments, trailing commas and the shape of the file', () => {
    const text = [
      '{',
      '  "nodes": [',
      '    { "id": "start", "type": "trigger", "data": { "triggerType": "manual" } }, // begins',
      '    // asks the shop',
      '    { "id": "look", "type": "mcp_tool", "data": { "toolName": "a__get" } }, // last',
      '  ],',
      '  "edges": [{ "source": "start", "target": "look" }]',
      '}',
    ].join('\n');
    assert.equal(
      fixed(text, /Send a message after "look"/),
      [
        '{',
        '  "nodes": [',
        '    { "id": "start", "type": "trigger", "data": { "triggerType": "manual" } }, // begins',
        '    // asks the shop',
        '    { "id": "look", "type": "mcp_tool", "data": { "toolName": "a__get" } }, // last',
        '    { "id": "msg_look", "type": "send_message", "data": { "message": "That is done. Write again if you need anything else." } }',
        '  ],',
        '  "edges": [{ "source": "start", "target": "look" }, { "source": "look", "target": "msg_look" }]',
        '}',
      ].join('\n'),
    );
  });

  it('set a field where the other fields of its node stand', () => {
    const nested =
      '{ "nodes": [{ "id": "a", "type": "human", "data": { "prompt": "Send {{user_id}} a parcel?" } }] }';
    assert.match(
      fixed(nested, /After 24 hours/),
      /"data": \{ "prompt": "[^"]*", "timeout": "24h", "escalation": "auto_reject" \}/,
    );
  });

  it('quote a text that was taken for a variable', () => {
    const text = '{ "nodes": [{ "id": "a", "type": "logic", "condition": "platform == web" }], "edges": [] }';
    assert.match(fixed(text, /Compare with the text "web"/), /"condition": "platform == \\"web\\""/);
  });
});
