import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { check, type Diagnostic, fixes } from '../../engine/language/language.ts';

const root = path.join(import.meta.dirname, '../..');
const refund = readFileSync(path.join(root, 'examples/refund/refund.workflow.json'));

/** One node of every type, as its schema's example shows it, in a row. */
function everything(): { nodes: Record<string, unknown>[]; edges: Record<string, unknown>[] } {
  const folder = path.join(root, 'schemas/workflow/nodes');
  const nodes = readdirSync(folder).map((file, index) => ({
    ...JSON.parse(readFileSync(path.join(folder, file), 'utf8')).examples[0],
    id: `n${index}`,
  }));
  const edges = nodes.slice(1).map(({ id }, index) => ({
    source: `n${index}`,
    target: id,
    ...(index % 3 === 0 ? { sourceHandle: 'approved' } : {}),
    ...(index % 4 === 0 ? { when: 'response.approved == true && order.total > 5' } : {}),
  }));
  return { nodes, edges };
}

/** What a check of a text says; every text has an answer, and every fix that is offered can be written. */
function answered(text: string): Diagnostic[] {
  const found = check(text, { kind: 'workflow' });
  for (const diagnostic of found.slice(0, 2)) fixes(text, diagnostic);
  for (const { range } of found) {
    assert.ok(range.start.line <= range.end.line);
    assert.ok(range.start.character >= 0);
  }
  return found;
}

function refused(text: string): void {
  assert.deepEqual([...new Set(answered(text).map(({ code }) => code))], ['invalid-json']);
}

/** For each value of a file a function that gives the file's text with something else in its place. */
function places(value: unknown, whole = value): ((wrong: unknown) => string)[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.entries(holder).flatMap(([key, item]) => [
    ...places(item, whole),
    (wrong) => {
      holder[key] = wrong;
      const text = JSON.stringify(whole);
      holder[key] = item;
      return text;
    },
  ]);
}

/** Nodes in a row. */
function chain(length: number): string {
  const nodes = Array.from({ length }, (_, index) => ({
    id: `n${index}`,
    type: 'send_message',
    message: `{{user_id}}`,
  }));
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: `n${index}`, to: id }));
  return JSON.stringify({ nodes, edges });
}

describe('a text of any kind gets an answer (R80)', function () {
  this.timeout(180_000);

  it('cut off at every byte', () => {
    for (let end = 0; end < refund.length - 1; end++) {
      const text = refund.subarray(0, end).toString('utf8');
      const found = check(text, { kind: 'workflow' });
      assert.ok(found.length > 0, `nothing is said of the first ${end} bytes`);
    }
  });

  it('with a value of the wrong type in every place', () => {
    const { nodes } = everything();
    const wrongs = [null, 7, '{{', '', [], {}, true, ['x'], { a: { b: null } }];
    for (const node of nodes) {
      const told = { id: 'told', type: 'send_message', message: 'x' };
      const edges = [
        { source: node.id, target: 'told', sourceHandle: 'approved', when: 'a > 1', type: 'x', id: 'e' },
      ];
      const file = { nodes: [node, told], edges, name: 'x', bot: 'x', ignore: ['x'] };
      assert.equal(
        answered(JSON.stringify(file)).some(({ code }) => code === 'invalid-schema'),
        false,
      );
      for (const put of places(file)) for (const wrong of wrongs) answered(put(wrong));
    }
  });

  it('with a string of 10 MB, refused by its size', () => {
    refused(JSON.stringify({ nodes: [{ id: 'a', type: 'send_message', message: 'x'.repeat(10_000_000) }] }));
  });

  it('with a text as long as a file may be', () => {
    const message = '{{user_id}} '.repeat(500_000);
    answered(JSON.stringify({ nodes: [{ id: 'a', type: 'send_message', message }] }));
  });

  it('5,000 levels deep, refused by its depth', () => {
    refused(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    refused(`{"nodes":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`);
  });

  it('with NUL, a byte order mark, UTF-16, or half a character', () => {
    refused('{"nodes": [\0]}');
    refused('\uFEFF{"nodes": []}');
    refused(Buffer.from('{"nodes": []}', 'utf16le').toString('utf8'));
    refused(`{"name": "${'\uD800'}", "nodes": []}`);
    refused('{"name": "\\uD800", "nodes": []}');
  });

  it('with a key twice, or one that no object should have', () => {
    refused('{"nodes": [], "nodes": []}');
    refused('{"nodes": [{"id": "a", "type": "logic", "__proto__": {}}]}');
  });

  it('with ids that objects have by birth', () => {
    const ids = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    const nodes = ids.map((id) => ({
      id,
      type: 'human',
      prompt: '{{constructor}} {{__proto__.x}}',
      options: [id],
    }));
    const edges = ids.map((id) => ({
      from: id,
      to: '__proto__',
      sourceHandle: 'constructor',
      when: '__proto__ == 1',
    }));
    answered(JSON.stringify({ nodes, edges }));
    for (const id of ids)
      answered(
        JSON.stringify({ nodes: [{ id, type: id, data: { actionType: id } }], bot: id, ignore: [id] }),
      );
  });

  it('with a chain of 20,000 nodes, also as a circle and with one common end', () => {
    const found = answered(chain(20_000));
    assert.deepEqual([...new Set(found.map(({ code }) => code))], ['missing-trigger']);
    const { nodes, edges } = JSON.parse(chain(20_000)) as ReturnType<typeof everything>;
    answered(JSON.stringify({ nodes, edges: [...edges, { from: 'n19999', to: 'n0' }] }));
    const failing = nodes.map(({ id }) => ({ from: id, to: 'n19999', sourceHandle: 'error' }));
    answered(JSON.stringify({ nodes, edges: [...edges, ...failing] }));
  });

  it('with 2,000 nodes that all lead to each of ten', () => {
    const { nodes } = JSON.parse(chain(2000)) as ReturnType<typeof everything>;
    const edges = nodes.flatMap(({ id }) => nodes.slice(0, 10).map((to) => ({ from: id, to: to.id })));
    answered(JSON.stringify({ nodes, edges }));
  });

  it('made of pieces at random', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`      seed ${seed}`);
    const types = everything().nodes.map(({ type }) => type as string);
    const value = fc.oneof(
      fc.constantFrom(
        '{{a}}',
        '{{a.b[0]}} x',
        'a > 1',
        '1h',
        'user:x',
        'auto_approve',
        '',
        '{"x": "{{a}}"}',
        'a__pay',
      ),
      fc.integer(),
      fc.boolean(),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const field = fc.constantFrom(
      ...[
        'prompt',
        'reason',
        'condition',
        'message',
        'timeout',
        'escalation',
        'options',
        'assignee',
        'set',
        'routes',
      ],
      ...[
        'toolName',
        'arguments',
        'outputVariable',
        'takeover',
        'actionType',
        'triggerType',
        'levels',
        'ignore',
        'data',
      ],
    );
    const node = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
      type: fc.constantFrom(...types, 'other'),
      fields: fc.dictionary(field, value, { maxKeys: 5 }),
    });
    const edge = fc.record({
      from: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      to: fc.constantFrom('a', 'b', 'c', 'd'),
      sourceHandle: fc.constantFrom(undefined, 'approved', 'rejected', 'error', 'timeout', 'true'),
      when: fc.constantFrom(undefined, 'a > 1', 'a', '!(', 'response.approved', 'a == "x" && b < 2'),
    });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 8 }), fc.array(edge, { maxLength: 12 }), (nodes, edges) => {
        const flat = nodes.map(({ fields, ...rest }) => ({ ...fields, ...rest }));
        answered(JSON.stringify({ nodes: flat, edges }));
        answered(
          JSON.stringify(
            { nodes: nodes.map(({ fields, ...rest }) => ({ ...rest, data: fields })), edges },
            null,
            1,
          ),
        );
      }),
      { numRuns: 400, seed },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: refund.length }), fc.string(), (at, inserted) => {
        const text = refund.toString('utf8');
        answered(text.slice(0, at) + inserted + text.slice(at + inserted.length));
      }),
      { numRuns: 200, seed },
    );
  });
});
