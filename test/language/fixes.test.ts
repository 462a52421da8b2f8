import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { check, type Diagnostic, type Fix, fixes } from '../../engine/language/language.ts';
import { Lines } from '../../engine/language/lines.ts';
import { bots, config, runnable } from './surroundings.ts';

const folder = path.join(import.meta.dirname, 'fixtures');

function look(text: string): Diagnostic[] {
  return check(text, { kind: 'workflow', config, bots, runnable });
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

describe('quick fixes', () => {
  for (const file of readdirSync(folder).filter((name) => name.includes('.wrong.'))) {
    const code = file.slice(0, file.indexOf('.'));
    const text = readFileSync(path.join(folder, file), 'utf8');
    const before = look(text);
    const found = before.filter((diagnostic) => diagnostic.code === code);

    it(`of ${code} put it right and break nothing`, () => {
      const offered = found.flatMap((diagnostic) => fixes(text, diagnostic, { config, bots, runnable }));
      const real = offered.filter(({ kind }) => kind === 'fix');
      assert.notEqual(real.length, 0);
      for (const fix of real) {
        const after = look(applied(text, fix));
        assert.ok(count(after, code) < count(before, code), `${fix.title}\n${applied(text, fix)}`);
        const errors = (all: readonly Diagnostic[]) =>
          all.filter((diagnostic) => diagnostic.severity === 'error' && diagnostic.code !== code).length;
        assert.ok(errors(after) <= errors(before), `${fix.title}\n${applied(text, fix)}`);
        for (const comment of text.match(/\/\/ .*/g) ?? [])
          assert.ok(applied(text, fix).includes(comment), fix.title);
      }
    });

    it(`of ${code} can also be not to hear of it, where the file can still be run`, () => {
      const silences = found.flatMap((diagnostic) =>
        fixes(text, diagnostic, { config, bots, runnable }).filter(({ kind }) => kind === 'silence'),
      );
      const unloadable = ['invalid-json', 'invalid-schema', 'duplicate-id', 'dangling-edge'].includes(code);
      assert.equal(silences.length > 0, !unloadable);
      for (const fix of silences) {
        assert.ok(count(look(applied(text, fix)), code) < count(before, code), applied(text, fix));
      }
    });
  }

  it('of whatever is said of a golden file leave JSON of the schema, with every comment', () => {
    for (const file of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const before = look(text);
      for (const diagnostic of before) {
        const surroundings = { config, bots, runnable };
        for (const fix of fixes(text, diagnostic, surroundings).filter(({ kind }) => kind === 'fix')) {
          const after = applied(text, fix);
          const found = look(after);
          const told = `${file}: ${fix.title}\n${after}`;
          for (const code of ['invalid-json', 'invalid-schema'])
            assert.ok(count(found, code) <= count(before, code), told);
          const isRemoval = fix.title.startsWith('Remove');
          for (const comment of isRemoval ? [] : (text.match(/\/\/ .*/g) ?? []))
            assert.ok(after.includes(comment), told);
        }
      }
    }
  });

  it('write new fields behind the last one and touch nothing else', () => {
    const text = [
      '{',
      '  "nodes": [',
      '    {',
      '      "id": "a",',
      '      "type": "human",',
      '      "prompt": "Send {{user_id}} a parcel?",',
      '      "options": [ "approve", "reject" ] // both',
      '    }',
      '  ]',
      '}',
    ].join('\n');
    assert.equal(
      fixed(text, /After 24 hours/),
      text.replace(
        '"reject" ] // both',
        '"reject" ], // both\n      "timeout": "24h",\n      "escalation": "auto_reject"',
      ),
    );
  });

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

  it('can silence one node, beside what it silences already', () => {
    const text =
      '{ "nodes": [{ "id": "a", "type": "human", "prompt": "Send {{user_id}} it?", "ignore": ["vague-reason"] }] }';
    const [found] = look(text).filter(({ code }) => code === 'no-timeout');
    assert.ok(found);
    const fix = fixes(text, found).find(({ title }) => title === 'Silence no-timeout in this node');
    assert.ok(fix);
    assert.match(applied(text, fix), /"ignore": \["vague-reason", "no-timeout"\] \}/);
    assert.equal(count(look(applied(text, fix)), 'no-timeout'), 0);
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

  /** The texts after the fixes that are offered for a code, by their titles. */
  const offered = (text: string, code: string): Record<string, string> =>
    Object.fromEntries(
      look(text)
        .filter((diagnostic) => diagnostic.code === code)
        .flatMap((diagnostic) => fixes(text, diagnostic).filter(({ kind }) => kind === 'fix'))
        .map((fix) => [fix.title, applied(text, fix)]),
    );

  const broken: readonly (readonly [text: string, title: string, after: string])[] = [
    ['{"a": 1 "b": 2}', 'Add a comma', '{"a": 1, "b": 2}'],
    ['{"a": 1 // why\n "b": 2}', 'Add a comma', '{"a": 1, // why\n "b": 2}'],
    ['{"a" 1}', 'Add a colon', '{"a": 1}'],
    ["{'a': 1}", 'Write "a"', '{"a": 1}'],
    ['{"a": True}', 'Write true', '{"a": true}'],
    ['{"a": [1, 2', 'Close with ]}', '{"a": [1, 2]}'],
    ['{"a": [}', 'Add a closing bracket', '{"a": []}'],
    ['{"a": "x,\n"b": 1}', 'Add a closing quote', '{"a": "x",\n"b": 1}'],
    ['{"a": 1}}', 'Remove what follows', '{"a": 1}\n'],
    ['{"a": 12345678901234567890}', 'Write "12345678901234567890"', '{"a": "12345678901234567890"}'],
    ['\uFEFF{}', 'Remove this character', '{}'],
    ['{} /* x', 'Close the comment', '{} /* x */'],
    ['{"a": "c:\\d"}', 'Double the backslashes', '{"a": "c:\\\\d"}'],
  ];

  it('make a text JSON again by one edit, and take nothing out that was meant', () => {
    for (const [text, title, after] of broken)
      assert.equal(offered(text, 'invalid-json')[title], after, text);
    assert.deepEqual(offered('{"__proto__": 1}', 'invalid-json'), {});
  });

  const conditions: readonly (readonly [source: string, readings: readonly string[]])[] = [
    ['a = 1', ['a == 1']],
    ['a === true', ['a == true']],
    ['a == 1 and not b', ['a == 1 && !b']],
    ['a == 1 OR b', ['a == 1 || b']],
    ['a is not null', ['a != null']],
    ['a => 3', ['a >= 3']],
    ['a == on hold', ['a == "on hold"']],
    ['a == "this and that', ['a == "this and that"']],
    ['(a == 1', ['(a == 1)']],
    ['lower(a) == "x"', ['a == "x"']],
    ['a.trim() == "="', ['a == "="']],
    ['nobody = 1', []],
  ];

  it('read a condition of another language as one of this, if its variables are known', () => {
    for (const [source, readings] of conditions) {
      const trigger = { id: 's', type: 'trigger', triggerType: 'manual', inputs: ['a', 'b'] };
      const nodes = [trigger, { id: 'l', type: 'logic', condition: source }];
      const text = JSON.stringify({ nodes, edges: [{ from: 's', to: 'l' }] });
      const titles = Object.keys(offered(text, 'invalid-expression'));
      assert.deepEqual(
        titles,
        readings.map((reading) => `Write ${reading}`),
        source,
      );
    }
  });

  it('ask first whether a variable is there, and then nothing is said of it', () => {
    const text = JSON.stringify({
      nodes: [
        { id: 's', type: 'trigger', triggerType: 'manual' },
        { id: 'known', type: 'logic', condition: 'user_id' },
        { id: 'order', type: 'mcp_tool', toolName: 'shop__get', outputVariable: 'order' },
        { id: 'large', type: 'logic', condition: 'order.total > 5 || order.late' },
      ],
      edges: [
        { from: 's', to: 'known' },
        { from: 'known', to: 'order', sourceHandle: 'true' },
        { from: 'known', to: 'large', sourceHandle: 'false' },
        { from: 'order', to: 'large' },
      ],
    });
    const after = Object.values(offered(text, 'maybe-undefined-variable'));
    assert.equal(after.length, 1);
    assert.match(after[0] ?? '', /"condition":\s*"order != null && \(order\.total > 5 \|\| order\.late\)"/);
    assert.equal(count(look(after[0] ?? ''), 'maybe-undefined-variable'), 0);
  });

  it('send a message on every silent way of a node at once, or on one of them', () => {
    const text = JSON.stringify({
      nodes: [
        { id: 's', type: 'trigger', triggerType: 'message_received' },
        { id: 'a', type: 'human', prompt: 'Send {{user_id}} a parcel?', timeout: '4h' },
      ],
      edges: [{ from: 's', to: 'a' }],
    });
    const after = offered(text, 'silent-path');
    const [all = '', ...each] = Object.keys(after);
    assert.equal(all, 'Send a message on all 3 of them');
    assert.deepEqual(
      each,
      ['approved', 'rejected', 'timeout'].map((handle) => `Send a message after "${handle}"`),
    );
    assert.equal(count(look(after[all] ?? ''), 'silent-path'), 0);
    assert.equal(count(look(after[each[0] ?? ''] ?? ''), 'silent-path'), 1);
    const ids = [...(after[all] ?? '').matchAll(/"id":\s*"(msg_[^"]*)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, ['msg_a_approved', 'msg_a_rejected', 'msg_a_timeout']);
  });
});
