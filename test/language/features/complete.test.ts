import assert from 'node:assert/strict';
import { CONFIG, labels, refund, SCENARIO, taken } from './marked.ts';

const around = { 'refund.scenario.json': SCENARIO, 'handoff.config.json': CONFIG };

function offered(nodes: string, edges = ''): string[] {
  return labels({ ...around, 'refund.workflow.json': refund({ nodes, edges }) });
}

describe('completion of names', () => {
  it('offers node ids at both ends of an edge, in both shapes', () => {
    const ids = ['start', 'verify', 'lookup', 'review'];
    for (const key of ['source', 'target', 'from', 'to'])
      assert.deepEqual(offered('', `, { "${key}": "|" }`), ids, key);
  });

  it('writes quotes where none are open', () => {
    const files = { ...around, 'refund.workflow.json': refund({ edges: ', { "source": | }' }) };
    assert.match(taken(files, 'review'), /"source": "review" \}/);
  });

  it('offers the handles of the source, those without an edge first', () => {
    assert.deepEqual(offered('', ', { "source": "verify", "sourceHandle": "|" }'), ['failed', 'verified']);
    assert.deepEqual(offered('', ', { "source": "review", "sourceHandle": "|" }').slice(0, 2), [
      'approved',
      'rejected',
    ]);
  });

  it('offers tools of connected servers before those that files name', () => {
    const files = {
      ...around,
      'refund.workflow.json': refund({ nodes: ', { "id": "x", "type": "mcp_tool", "toolName": "|" }' }),
    };
    const tools = [{ name: 'mail__send', description: 'Sends a mail' }];
    assert.deepEqual(labels(files, tools), ['mail__send', 'orders__get_order', 'payments__create_refund']);
  });

  it('offers people, roles and teams of the configuration', () => {
    assert.deepEqual(offered(', { "id": "x", "type": "human", "prompt": "?", "assignee": "|" }'), [
      'role:finance',
      'team:support',
      'user:alice',
      'user:dana',
    ]);
  });

  it('offers nodes, people, decisions, tools and files in a scenario', () => {
    const at = (step: string): string[] =>
      labels({
        'handoff.config.json': CONFIG,
        'refund.workflow.json': refund(),
        'refund.scenario.json': `{ "workflow": "./refund.workflow.json", "scenarios": [ { "steps": [ ${step} ] } ] }`,
      });
    assert.deepEqual(at('{ "reviewer": "user:alice", "handoff": "|" }'), [
      'start',
      'verify',
      'lookup',
      'review',
    ]);
    assert.deepEqual(at('{ "reviewer": "|" }')[0], 'role:finance');
    assert.deepEqual(at('{ "reviewer": "user:alice", "decide": "|" }'), ['approve', 'reject']);
    assert.deepEqual(at('{ "expect": { "toolCalled": { "name": "|" } } }'), [
      'orders__get_order',
      'payments__create_refund',
    ]);
    assert.deepEqual(
      labels({ 'refund.workflow.json': refund(), 'refund.scenario.json': '{ "workflow": "|" }' }),
      ['./refund.workflow.json'],
    );
  });
});

describe('completion of variables', () => {
  it('offers in braces what is set on the way here, the nearest first', () => {
    const files = (text: string) => ({
      ...around,
      'refund.workflow.json': refund({
        nodes: `, { "id": "told", "type": "send_message", "data": { "message": "${text}" } }`,
        edges: ', { "source": "review", "target": "told", "sourceHandle": "approved" }',
      }),
    });
    const roots = labels(files('Dear {{|'));
    assert.deepEqual(roots.slice(0, 3), ['response', 'order', 'email']);
    assert.ok(roots.includes('message'));
    assert.match(taken(files('Dear {{|'), 'email'), /"Dear \{\{email\}\}"/);
    assert.match(taken(files('Dear {{em|}} and'), 'email'), /"Dear \{\{email\}\} and"/);
    assert.deepEqual(labels(files('No braces |')), []);
  });

  it('offers members of what a type or a scenario shows', () => {
    const at = (text: string) =>
      offered(
        `, { "id": "told", "type": "send_message", "data": { "message": "${text}" } }`,
        ', { "source": "review", "target": "told", "sourceHandle": "approved" }',
      );
    assert.deepEqual(at('{{order.|}}'), ['id', 'total', 'items']);
    assert.deepEqual(at('{{response.|}}'), ['decision', 'by', 'reason', 'approved']);
    assert.deepEqual(at('{{order.items.|}}'), ['length']);
  });

  it('closes the braces, and keeps the word behind the cursor where nothing closed them yet', () => {
    const completed = (message: string): string =>
      taken(
        {
          ...around,
          'refund.workflow.json': refund({
            nodes: `, { "id": "x", "type": "send_message", "data": { "message": "${message}" } }`,
          }),
        },
        'order',
      );
    assert.match(completed('Hello {{|your order'), /Hello \{\{order\}\}your order/);
    assert.match(completed('Hello {{ord|ent}}'), /Hello \{\{order\}\}"/);
  });

  it('does not offer what comes later, nor what a failed tool would have given', () => {
    const message = '{ "id": "sorry", "type": "send_message", "data": { "message": "{{|}}" } }';
    const found = offered(
      `, ${message}`,
      ', { "source": "lookup", "target": "sorry", "sourceHandle": "error" }',
    );
    assert.ok(found.includes('email') && found.includes('error'));
    assert.ok(!found.includes('order') && !found.includes('response'));
  });

  it('offers a result in the condition of its own edges', () => {
    const found = offered('', ', { "source": "lookup", "target": "review", "when": "| > 3" }');
    assert.equal(found[0], 'order');
    assert.deepEqual(
      offered('', `, { "source": "lookup", "target": "review", "when": "order.id == 'a|'" }`),
      [],
    );
  });

  it('offers everything where no way leads yet', () => {
    assert.ok(
      offered(', { "id": "new", "type": "send_message", "data": { "message": "{{|}}" } }').includes('order'),
    );
  });

  it('offers paths in the configuration of a bot', () => {
    const config = CONFIG.replace('order.total', 'ord|');
    assert.ok(labels({ 'refund.workflow.json': refund(), 'handoff.config.json': config }).includes('order'));
  });
});

describe('completion of nodes', () => {
  it('writes a node with what its type needs, in the shape of the file', () => {
    const files = { ...around, 'refund.workflow.json': refund({ nodes: ', |' }) };
    assert.match(taken(files, 'send_message node'), /"type": "send_message",\n {2}"data": \{ "message": "/);
  });

  it('writes what a type needs after its name', () => {
    const files = {
      ...around,
      'refund.workflow.json': refund({ nodes: ', { "id": "ask", "type": "hu|" }' }),
    };
    assert.match(taken(files, 'human with its fields'), /"type": "human",\n {2}"data": \{ "prompt": "/);
  });

  it('offers an edge for each end that has none', () => {
    const found = offered('', ', |');
    assert.ok(found.includes('verify: failed') && found.includes('review: rejected'));
    assert.ok(!found.includes('verify: verified'));
  });

  it('writes the arguments that a server describes, else those that files give', () => {
    const call = (own: string) => ({
      ...around,
      'refund.workflow.json': refund({
        nodes: `, { "id": "again", "type": "mcp_tool", "data": { "toolName": "orders__get_order", "arguments": ${own} } }`,
        edges: ', { "source": "review", "target": "again" }',
      }),
    });
    const input = { type: 'object', properties: { id: { type: 'string' }, deep: { type: 'boolean' } } };
    const tools = [{ name: 'orders__get_order', input }];
    assert.match(
      taken(call('"|"'), 'arguments of orders__get_order', tools),
      /\\\\"id\\\\": .*\\\\"deep\\\\":/,
    );
    assert.match(taken(call('"|"'), 'arguments of orders__get_order'), /email/);
    assert.deepEqual(labels(call('{ "id": "", "|" }'), tools), ['deep']);
  });
});
