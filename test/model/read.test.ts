import assert from 'node:assert/strict';
import { read } from '../../engine/model/read.ts';

/** The problems of a text as `code: what they stand at`. */
function problemsOf(text: string): string[] {
  return read(text).problems.map(
    ({ code, offset, length }) => `${code}: ${text.slice(offset, offset + length)}`,
  );
}

const say = { id: 'say', type: 'send_message', message: 'hi' };

describe('reading a workflow', () => {
  it('gives one model for both shapes and their mixtures (R3, R19)', () => {
    const nested = read(
      JSON.stringify({
        nodes: [
          { id: 'a', type: 'logic', data: { condition: 'x > 1' } },
          { id: 'b', type: 'send_message', data: { message: 'hi' } },
        ],
        edges: [{ source: 'a', target: 'b', sourceHandle: 'true' }],
      }),
    );
    const flat = read(
      JSON.stringify({
        nodes: [
          { id: 'a', type: 'logic', condition: 'x > 1' },
          { id: 'b', type: 'send_message', message: 'hi' },
        ],
        edges: [{ from: 'a', to: 'b', sourceHandle: 'true' }],
      }),
    );
    const mixed = read(
      JSON.stringify({
        nodes: [
          { id: 'a', type: 'logic', condition: 'over', data: { condition: 'x > 1' } },
          { id: 'b', type: 'send_message', message: 'hi', data: {} },
        ],
        edges: [{ source: 'a', to: 'b', sourceHandle: 'true' }],
      }),
    );
    assert.ok(nested.workflow);
    assert.deepEqual(flat.workflow, nested.workflow);
    assert.deepEqual(mixed.workflow, nested.workflow);
  });

  it('takes comments and trailing commas', () => {
    assert.deepEqual(problemsOf('{ // why\n "nodes": [ /* none */ ], "edges": [], }'), []);
  });

  it('gives edges by source in the order of the file', () => {
    const { workflow } = read(
      JSON.stringify({
        nodes: [say],
        edges: [
          { from: 'say', to: 'say' },
          { from: 'say', to: 'say', when: 'a' },
        ],
      }),
    );
    assert.deepEqual(
      workflow?.outgoing.get('say')?.map(({ index }) => index),
      [0, 1],
    );
  });

  it('takes a null handle or condition, which graph editors write, as none', () => {
    const { workflow } = read(
      JSON.stringify({
        nodes: [say],
        edges: [{ source: 'say', target: 'say', sourceHandle: null, when: null }],
      }),
    );
    assert.deepEqual(workflow?.edges, [{ index: 0, source: 'say', target: 'say' }]);
  });

  it('keeps node ids apart from what every object has (T41)', () => {
    const ids = ['__proto__', 'constructor', 'toString'];
    const { workflow } = read(JSON.stringify({ nodes: ids.map((id) => ({ ...say, id })), edges: [] }));
    assert.deepEqual([...(workflow?.nodes.keys() ?? [])], ids);
    assert.equal(workflow?.outgoing.get('toString'), undefined);
  });

  it('keeps a node of an unknown type, with information', () => {
    const text = JSON.stringify({ nodes: [{ id: 'a', type: 'teleport', speed: 1 }] });
    const { workflow, problems } = read(text);
    assert.deepEqual(workflow?.nodes.get('a'), {
      id: 'a',
      type: 'unknown',
      declaredType: 'teleport',
      fields: { speed: 1 },
    });
    assert.deepEqual(
      problems.map(({ code, severity, nodeId }) => [code, severity, nodeId]),
      [['unknown-node-type', 'information', 'a']],
    );
  });

  it('takes an action that is no handoff as an unknown type', () => {
    const { workflow } = read(
      JSON.stringify({ nodes: [{ id: 'a', type: 'action', actionType: 'send_fax' }] }),
    );
    assert.equal(workflow?.nodes.get('a')?.type, 'unknown');
  });

  it('does not refuse a file for a condition that cannot be read, and says where', () => {
    const text = JSON.stringify({
      nodes: [say],
      edges: [{ from: 'say', to: 'say', when: 'a == "b" &&& c' }],
    });
    assert.ok(read(text).workflow);
    assert.deepEqual(problemsOf(text), ['invalid-expression: &']);
  });
});

describe('a workflow file is not loadable', () => {
  const table: [string, string, string[]][] = [
    ['with an id twice', JSON.stringify({ nodes: [say, say] }), ['duplicate-id: "say"']],
    [
      'with an edge to nowhere',
      JSON.stringify({ nodes: [say], edges: [{ from: 'say', to: 'gone' }] }),
      ['dangling-edge: "gone"'],
    ],
    [
      'with an edge from nowhere',
      JSON.stringify({ nodes: [say], edges: [{ source: 'gone', target: 'say' }] }),
      ['dangling-edge: "gone"'],
    ],
    [
      'with an edge without an end',
      '{"nodes":[],"edges":[{}]}',
      ['invalid-schema: {}', 'invalid-schema: {}'],
    ],
    ['without nodes', '{}', ['invalid-schema: {']],
    ['that is a list', '[]', ['invalid-schema: [']],
    [
      'with a field that is missing',
      '{"nodes":[{"id":"a","type":"send_message"}]}',
      ['invalid-schema: "send_message"'],
    ],
    [
      'with a field of another type',
      '{"nodes":[{"id":"a","type":"send_message","data":{"message":7}}]}',
      ['invalid-schema: 7'],
    ],
    [
      'with an option that is a handle',
      '{"nodes":[{"id":"a","type":"human","prompt":"x","options":["timeout"]}]}',
      ['invalid-schema: "timeout"'],
    ],
    [
      'with an escalation that is none',
      '{"nodes":[{"id":"a","type":"human","prompt":"x","escalation":{"action":"shout"}}]}',
      ['invalid-schema: "shout"'],
    ],
  ];
  for (const [title, text, expected] of table) {
    it(title, () => {
      assert.deepEqual(problemsOf(text), expected);
      assert.equal(read(text).workflow, undefined);
    });
  }

  const refused: [string, string, string][] = [
    ['with a key twice (T42)', '{"nodes":[],"nodes":[]}', '"nodes"'],
    ['with a key __proto__ (T41)', '{"nodes":[],"__proto__":{}}', '"__proto__"'],
    ['with a key constructor (T41)', '{"nodes":[],"x":{"constructor":1}}', '"constructor"'],
    ['with a byte order mark', '\uFEFF{"nodes":[]}', '\uFEFF'],
    ['with a NUL (F41)', '{"nodes":[]}\0', '\0'],
    ['with an escaped NUL (F41)', '{"nodes":[], "name":"\\u0000"}', '"\\u0000"'],
    ['with half a surrogate pair (F41)', '{"nodes":[], "name":"\\ud800"}', '"\\ud800"'],
    [
      'with a number that cannot be kept (T42)',
      '{"nodes":[], "version": 9007199254740993}',
      '9007199254740993',
    ],
    ['without an end', '{"nodes":[]', ''],
    ['that is empty', '', ''],
  ];
  for (const [title, text, at] of refused) {
    it(title, () => {
      const { workflow, problems } = read(text);
      assert.equal(workflow, undefined);
      const [first] = problems;
      assert.equal(first?.code, 'invalid-json');
      assert.equal(text.slice(first.offset, first.offset + first.length), at);
    });
  }

  it('beyond 64 levels, however deep (F40)', () => {
    const deep = (levels: number) => `{"nodes":[],"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    assert.ok(read(deep(63)).workflow);
    assert.equal(read(deep(64)).problems[0]?.code, 'invalid-json');
    assert.equal(read(deep(1_000_000)).problems[0]?.code, 'invalid-json');
  });

  it('beyond its size (T32)', () => {
    assert.match(read(' '.repeat(9 * 1024 * 1024)).problems[0]?.message ?? '', /larger than 8 MiB/);
  });
});
