import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { check, checker } from '../../engine/language/language.ts';
import { readConfig } from '../../engine/model/config.ts';

const root = path.resolve(import.meta.dirname, '../..');
const EXAMPLES = filesIn('examples', /^[^/]*\/[^/]*\.workflow\.json$/);
const WRONG = filesIn('test/language/fixtures', /\.wrong\.workflow\.json$/);
const CONFIG = readConfig('{ "people": { "alice": { "roles": ["finance"] } } }').config;

function filesIn(folder: string, name: RegExp): string[] {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => name.test(file)).map((file) => path.join(root, folder, file));
}

/** Stories one after another, each with its own names. */
function storiesOf(count: number): string {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const nodes = numbers.flatMap((n) => [
    { id: `lookup_${n}`, type: 'mcp_tool', data: { toolName: 'shop__get', outputVariable: `order_${n}` } },
    { id: `check_${n}`, type: 'logic', condition: `{{order_${n}.total}} > 500` },
    { id: `review_${n}`, type: 'human', prompt: `Refund {{order_${n}.total}}?`, timeout: '4h' },
    { id: `refund_${n}`, type: 'mcp_tool', data: { toolName: 'pay__refund', arguments: '{"a": "{{x}}"}' } },
    { id: `told_${n}`, type: 'send_message', data: { message: `Done: {{order_${n}.id}}` } },
  ]);
  const edges = numbers.flatMap((n) => [
    { source: `lookup_${n}`, target: `check_${n}` },
    { source: `check_${n}`, target: `review_${n}`, sourceHandle: 'true' },
    { source: `check_${n}`, target: `refund_${n}`, sourceHandle: 'false' },
    { source: `review_${n}`, target: `refund_${n}`, sourceHandle: 'approved' },
    { source: `refund_${n}`, target: `told_${n}`, when: `order_${n}.total > 1` },
    { from: `told_${n}`, to: `lookup_${(n + 1) % count}` },
  ]);
  const trigger = { id: 'start', type: 'trigger', data: { triggerType: 'message_received' } };
  return JSON.stringify(
    { nodes: [trigger, ...nodes], edges: [{ from: 'start', to: 'lookup_0' }, ...edges] },
    null,
    2,
  );
}

/** A change of a text as an author makes it: by place in thousandths, so that it fits any length. */
type Change = (text: string) => string;

const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '/',
    '//',
    '/*',
    '*/',
    ' ',
    '\n',
    '\r\n',
    '0',
    'e',
    '\u0000',
    '\ud800',
  ],
  ...['"id": "a"', '{{order.id}}', '{{', '}}', 'null', '"__proto__": 1', '"when": "x > 1",', '😀'],
  ...['{"id": "new", "type": "human", "prompt": "Ask {{message}}"},', '{"from": "new", "to": "start"},'],
];

function at(text: string, thousandth: number): number {
  return Math.floor((text.length * thousandth) / 1000);
}

const typing = fc.tuple(fc.nat(1000), fc.constantFrom(...PIECES)).map(
  ([place, piece]): Change =>
    (text) =>
      text.slice(0, at(text, place)) + piece + text.slice(at(text, place)),
);

const removing = fc.tuple(fc.nat(1000), fc.nat(40)).map(
  ([place, length]): Change =>
    (text) =>
      text.slice(0, at(text, place)) + text.slice(at(text, place) + length),
);

/** Takes whole lines away or puts them somewhere else. */
const moving = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 12 }), fc.option(fc.nat(1000))).map(
  ([from, count, to]): Change =>
    (text) => {
      const lines = text.split('\n');
      const cut = lines.splice(Math.floor((lines.length * from) / 1000), count);
      if (to !== null) lines.splice(Math.floor((lines.length * to) / 1000), 0, ...cut);
      return lines.join('\n');
    },
);

/** Sound edits, which most are: another name, another value. */
const rewording = fc
  .tuple(
    fc.nat(1000),
    fc.constantFrom('"approved"', '"refund_1"', '"start"', '"x > 500"', '"{{order.total}} <"', '7'),
  )
  .map(
    ([place, word]): Change =>
      (text) => {
        const strings = [...text.matchAll(/"(?:[^"\\\n]|\\.)*"/g)];
        const found = strings[Math.floor((strings.length * place) / 1000)];
        return found === undefined
          ? text
          : text.slice(0, found.index) + word + text.slice(found.index + found[0].length);
      },
  );

const undoing = fc.constant<Change>((text) => text);

describe('checking one text after another', () => {
  it('says after each edit what is said of the text alone, whatever the edits are (R12)', () => {
    const texts = [
      ...[...EXAMPLES, ...WRONG].map((file) => readFileSync(file, 'utf8')),
      storiesOf(2),
      storiesOf(8),
    ];
    assert.ok(EXAMPLES.length > 0 && WRONG.length > 20);
    const edits = fc.array(fc.oneof(typing, removing, moving, rewording, rewording, rewording, undoing), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.constantFrom(...texts), edits, fc.nat(7), (first, changes, configs) => {
        const look = checker();
        look(first, { kind: 'workflow' });
        let text = first;
        for (const [at, change] of changes.entries()) {
          const hasConfig = (configs & (1 << (at % 3))) !== 0;
          const options = { kind: 'workflow' as const, ...(hasConfig && CONFIG ? { config: CONFIG } : {}) };
          const edited = change(text);
          assert.deepEqual(look(edited, options), check(edited, options));
          assert.deepEqual(look(text, options), check(text, options));
          assert.deepEqual(look(edited, options), check(edited, options));
          text = edited;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('says the same of a text that was left and comes back', () => {
    const text = storiesOf(200);
    const look = checker();
    const before = look(text, { kind: 'workflow' });
    const edited = text.replace('Refund {{order_50.total}}?', 'May we refund {{order_50.total}}?');
    const after = look(edited, { kind: 'workflow' });
    assert.deepEqual(after, check(edited, { kind: 'workflow' }));
    assert.deepEqual(look(text, { kind: 'workflow' }), before);
  });
});
