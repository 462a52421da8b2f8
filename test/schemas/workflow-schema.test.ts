import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { RESERVED_HANDLES } from '../../engine/model/handoff-options.ts';
import { NODE_KINDS } from '../../engine/model/node-table.ts';
import { read } from '../../engine/model/read.ts';

const root = path.join(import.meta.dirname, '../../schemas/workflow');
const ajv = new Ajv({ strict: false, allErrors: true });
const validate = ajv.compile(JSON.parse(readFileSync(path.join(root, 'workflow.schema.json'), 'utf8')));

/** Whether the editor's schema and the engine's two steps both take, or both refuse, a workflow. */
function agreed(workflow: unknown): 'taken' | 'refused' {
  const { problems } = read(JSON.stringify(workflow));
  const byEngine = !problems.some(({ code }) => code === 'invalid-schema');
  assert.equal(validate(workflow), byEngine, JSON.stringify({ workflow, problems, errors: validate.errors }));
  return byEngine ? 'taken' : 'refused';
}

const node = (fields: Record<string, unknown>) => ({ nodes: [{ id: 'a', ...fields }] });

describe('the schema for editors', () => {
  const rows: [Record<string, unknown>, 'taken' | 'refused'][] = [
    [{ type: 'send_message', message: 'x' }, 'taken'],
    [{ type: 'send_message', data: { message: 'x' } }, 'taken'],
    [{ type: 'send_message' }, 'refused'],
    [{ type: 'send_message', data: {} }, 'refused'],
    [{ type: 'send_message', data: { message: 1 } }, 'refused'],
    [{ type: 'trigger', triggerType: 'manual', inputs: ['a'] }, 'taken'],
    [{ type: 'trigger', data: { triggerType: 'manual', inputs: { properties: {} } } }, 'taken'],
    [{ type: 'trigger', triggerType: 'manual', inputs: 7 }, 'refused'],
    [{ type: 'auth_gate', provider: 'resend', contact_type: 'email', outputVariable: 'email' }, 'taken'],
    [{ type: 'auth_gate', contact_type: 'pigeon' }, 'refused'],
    [{ type: 'mcp_tool', toolName: 'a__b', arguments: { x: '{{y}}' } }, 'taken'],
    [{ type: 'mcp_tool', toolName: 'a__b', arguments: 1 }, 'refused'],
    [{ type: 'mcp_tool', toolName: 'ab' }, 'refused'],
    [{ type: 'logic', logicType: 'if_else', condition: 'a' }, 'taken'],
    [{ type: 'action', data: { actionType: 'human_handoff', reason: 'x', label: 'y' } }, 'taken'],
    [
      { type: 'human', prompt: 'x', options: ['approve', 'refund half'], timeout: '4h', escalation: 'retry' },
      'taken',
    ],
    [
      {
        type: 'human',
        data: { prompt: 'x' },
        escalation: { action: 'escalate', to: 'role:x', timeout: '4h', final_action: 'auto_reject' },
      },
      'taken',
    ],
    [{ type: 'human', prompt: 'x', escalation: { to: 'role:x' } }, 'refused'],
    [{ type: 'human', prompt: 'x', assignee: { strategy: 'round_robin', pool: ['user:a'] } }, 'taken'],
    [{ type: 'human', prompt: 'x', assignee: { strategy: 'lottery', pool: [] } }, 'refused'],
    [{ type: 'human', prompt: 'x', priority: 'whenever' }, 'refused'],
    [
      {
        type: 'human',
        prompt: 'x',
        response_schema: { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } },
      },
      'taken',
    ],
    [{ type: 'human', prompt: 'x', response_schema: { properties: { a: { $ref: '#' } } } }, 'refused'],
    [{ type: 'teleport', anything: 1 }, 'taken'],
  ];
  it('takes and refuses the same nodes as the engine, in both shapes (R11 to R18, R80)', () => {
    for (const [fields, expected] of rows)
      assert.equal(agreed(node(fields)), expected, JSON.stringify(fields));
  });

  it('takes and refuses the same edges', () => {
    const nodes = [{ id: 'a', type: 'send_message', message: 'x' }];
    assert.equal(agreed({ nodes, edges: [{ source: 'a', target: 'a', sourceHandle: 'x' }] }), 'taken');
    assert.equal(
      agreed({ nodes, edges: [{ from: 'a', target: 'a', when: 'x', type: 'on_failure' }] }),
      'taken',
    );
    assert.equal(agreed({ nodes, edges: [{ from: 'a' }] }), 'refused');
    assert.equal(agreed({ nodes, edges: [{ from: 1, to: 'a' }] }), 'refused');
  });

  it('lets VS Code allow comments and trailing commas', () => {
    for (const file of ['workflow/workflow', 'config/config', 'scenario/scenario']) {
      const schema = JSON.parse(readFileSync(path.join(root, `../${file}.schema.json`), 'utf8'));
      assert.deepEqual([schema.allowComments, schema.allowTrailingCommas], [true, true], file);
    }
  });
});

describe('the options of a handoff', () => {
  it('may not have the name of a handle', () => {
    const fields = JSON.parse(readFileSync(path.join(root, 'handoff-fields.schema.json'), 'utf8'));
    assert.deepEqual(fields.properties.options.items.not.enum, [...RESERVED_HANDLES]);
  });
});

describe('the node table', () => {
  it('has a row for each schema of a node and a schema for each row', () => {
    const files = readdirSync(path.join(root, 'nodes')).map((file) => path.basename(file, '.schema.json'));
    assert.deepEqual(Object.keys(NODE_KINDS).sort(), files.sort());
  });

  it('knows from the schemas which fields are templates and conditions', () => {
    assert.deepEqual([...NODE_KINDS.mcp_tool.templated], ['arguments']);
    assert.deepEqual([...NODE_KINDS.logic.conditions], ['condition']);
    assert.ok(
      ['prompt', 'context', 'holdingMessage'].every((name) =>
        [...NODE_KINDS.human.templated].includes(name as 'prompt'),
      ),
    );
  });
});
