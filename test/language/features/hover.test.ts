import assert from 'node:assert/strict';
import {
  documentSymbols,
  foldingRanges,
  hover,
  inlayHints,
  lenses,
  semanticTokens,
  TOKEN_TYPES,
} from '../../../engine/language/editor.ts';
import { CONFIG, marked, opened, refund, SCENARIO } from './marked.ts';

const around = { 'refund.scenario.json': SCENARIO, 'handoff.config.json': CONFIG };

function said(workflow: string): string {
  const { file, offset, folder } = marked({ ...around, 'refund.workflow.json': workflow });
  const found = hover(file, offset, folder)?.contents;
  return typeof found === 'object' && 'value' in found ? found.value : '';
}

describe('hover', () => {
  const CASES: [string, [string, string], RegExp[]][] = [
    ['a node', ['"id": "review"', '"id": "rev|iew"'], [/\*\*review\*\* · human/, /`approved`, `rejected`/]],
    [
      'a node at an edge, and the edge',
      ['"target": "review"', '"target": "re|view"'],
      [/human/, /From `lookup` to `review`: then\./],
    ],
    [
      'a handle',
      ['"sourceHandle": "verified"', '"sourceHandle": "ver|ified"'],
      [/when the address is verified/],
    ],
    [
      'a variable: type, origin and a value',
      ['{{order.total}}', '{{or|der.total}}'],
      [/`order` · an object · set by `lookup`/, /"total": 120/, /A refund is paid/],
    ],
    [
      'a member of a variable: its own type and value',
      ['{{order.total}}', '{{order.to|tal}}'],
      [/`order\.total` · a number · set by `lookup`/, /"A refund is paid[^"]*":\n\n```json\n120\n```/],
    ],
    [
      'what a reviewer of a scenario decided',
      ['{{order.total}}', '{{response.appr|oved}}'],
      [/`response\.approved` · /, /```json\ntrue\n```/],
    ],
    [
      'a variable where it is set',
      ['"outputVariable": "email"', '"outputVariable": "em|ail"'],
      [/a text · set by `verify`/, /sam@acme.com/],
    ],
    ['a node type', ['"type": "human"', '"type": "hu|man"'], [/A run can wait here\. It asks a person\./]],
    ['a field with templates', ['"prompt":', '"pro|mpt":'], [/filled in/]],
    ['a tool', ['"orders__get_order"', '"orders__|get_order"'], [/`orders__get_order` · read/]],
    ['people', ['"role:finance"', '"role:fin|ance"'], [/Alice/]],
    ['a bot', ['"bot": "shop"', '"bot": "sh|op"'], [/Shop assistant/]],
  ];
  for (const [what, [from, to], expected] of CASES)
    it(`tells about ${what}`, () => {
      const text = said(refund().replace(from, to));
      for (const each of expected) assert.match(text, each);
    });

  it('says where a variable is not set', () => {
    const text = said(refund().replace('{{order.total}}', '{{nob|ody}}'));
    assert.match(text, /not set on any way here/);
  });
});

describe('what is written beside a workflow', () => {
  const file = opened(
    'refund.workflow.json',
    refund({ edges: ', { "from": "review", "to": "start", "when": "response.approved" }' }),
  );
  const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  it('says behind each edge when it is taken', () => {
    assert.deepEqual(
      inlayHints(file, all).map(({ label }) => label),
      ['then', 'when the address is verified', 'then', 'if response.approved'],
    );
    assert.deepEqual(inlayHints(file, { start: all.start, end: { line: 3, character: 0 } }), []);
  });

  it('colours what stands in braces and conditions', () => {
    const { data } = semanticTokens(file);
    const found: string[] = [];
    let line = 0;
    let character = 0;
    for (let at = 0; at < data.length; at += 5) {
      const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
      line += down;
      character = down === 0 ? character + right : right;
      const offset = file.lines.offsetAt({ line, character });
      found.push(`${file.text.slice(offset, offset + length)} ${TOKEN_TYPES[type]}`);
    }
    assert.deepEqual(found, [
      '{{ operator',
      'email variable',
      '}} operator',
      '{{ operator',
      'order variable',
      'total property',
      '}} operator',
      'response variable',
      'approved property',
    ]);
  });

  it('lists nodes with what they set, and edges', () => {
    const symbols = documentSymbols(file);
    assert.deepEqual(
      symbols.slice(0, 5).map(({ name, detail }) => `${name}: ${detail}`),
      ['start: trigger', 'verify: auth_gate', 'lookup: mcp_tool', 'review: human', 'start → verify: '],
    );
    assert.deepEqual(
      symbols[2]?.children?.map(({ name }) => name),
      ['order'],
    );
  });

  it('folds nodes of several lines', () => {
    assert.equal(foldingRanges(file).length, 2);
  });

  it('offers the graph, the scenarios and each handoff', () => {
    const { folder, file: workflow } = marked({
      ...around,
      'refund.workflow.json': refund().replace('"shop"', '"shop|"'),
    });
    const found = lenses(workflow, folder).map((lens) =>
      lens.kind === 'scenarios'
        ? `${lens.count} in ${lens.files}`
        : lens.kind === 'handoffs'
          ? lens.node
          : lens.kind,
    );
    assert.deepEqual(found, ['graph', '1 in file:///shop/refund.scenario.json', 'review']);
  });
});
