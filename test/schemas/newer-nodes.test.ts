import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { nodeAt } from '../../engine/model/place.ts';
import { read } from '../../engine/model/read.ts';

const root = path.join(import.meta.dirname, '../../schemas/workflow');
const ajv = new Ajv({ strict: false, allErrors: true });
const validate = ajv.compile(JSON.parse(readFileSync(path.join(root, 'workflow.schema.json'), 'utf8')));

/** Values of a field that are taken, and those that are refused, with the keys inside the field that the message stands at. */
interface Values {
  readonly taken: readonly unknown[];
  readonly refused: readonly (readonly [value: unknown, ...at: (string | number)[]])[];
}

const TEXT: Values = { taken: ['', 'Order {{order.id}}'], refused: [[1], [null], [['x']]] };
const WORDS: Values = { taken: ['x', '{{order.id}}'], refused: [[''], [7], [{}]] };
const VARIABLE: Values = {
  taken: ['answer', 'two words', 'x'.repeat(200)],
  refused: [[''], ['__proto__'], ['constructor'], ['x'.repeat(201)], [1]],
};
/** What is no length of time is another diagnostic's matter. */
const DURATION: Values = {
  taken: ['2d', '1d 12h', 'PT4H', 'soon'],
  refused: [['1'.repeat(61)], [3600], [{}]],
};
const FIELDS: Values = {
  taken: [{}, { id: '{{order.id}}', deep: { list: [1] } }],
  refused: [['id'], [['id']], [null]],
};

function whole(least: number, most: number): Values {
  return { taken: [least, most], refused: [[least - 1], [most + 1], [least + 0.5], [String(least)]] };
}

function share(most: number): Values {
  return { taken: [0, most / 2, most], refused: [[-0.1], [most + 0.1], ['0.5']] };
}

const MODEL: Readonly<Record<string, Values>> = {
  prompt: WORDS,
  model: WORDS,
  system: TEXT,
  temperature: share(2),
  maxTokens: whole(1, 200_000),
  output_schema: FIELDS,
  outputVariable: VARIABLE,
  label: TEXT,
};

const common = { outputVariable: VARIABLE, label: TEXT };

/** For each type its least fields, and every field there is. */
const TYPES: Readonly<
  Record<string, { least: Record<string, unknown>; fields: Readonly<Record<string, Values>> }>
> = {
  llm: { least: {}, fields: MODEL },
  llm_call: { least: { prompt: 'Answer: {{message}}' }, fields: MODEL },
  agent_loop: {
    least: { instructions: 'Help.' },
    fields: {
      instructions: WORDS,
      model: WORDS,
      tools: {
        taken: [[], ['orders__get', 'orders__a__b']],
        refused: [['orders__get'], [['orders'], 0], [['a__b', '__b'], 1], [['a__b', 'a__b']], [[7], 0]],
      },
      maxTurns: whole(1, 100),
      timeout: DURATION,
      ...common,
    },
  },
  delegate_to_bot: {
    least: { bot: 'desk' },
    fields: {
      bot: { taken: ['desk', 'x'.repeat(200)], refused: [[''], ['x'.repeat(201)], [1]] },
      message: TEXT,
      inputs: FIELDS,
      maxHops: whole(1, 3),
      ...common,
    },
  },
  router: {
    least: { routes: [{ name: 'refund' }] },
    fields: {
      input: TEXT,
      routes: {
        taken: [
          [{ name: 'refund', when: 'message' }, { name: 'other' }],
          Array.from({ length: 50 }, (_, index) => ({ name: `r${index}` })),
        ],
        refused: [
          [[]],
          [{}],
          [['refund'], 0],
          [[{ name: '' }], 0, 'name'],
          [[{ name: 'a' }, { name: 'timeout' }], 1, 'name'],
          [[{ name: 'x'.repeat(101) }], 0, 'name'],
          [[{ name: 'a', when: '' }], 0, 'when'],
          [[{ when: 'message' }], 0],
          [[{ name: 'a', whem: 'message' }], 0, 'whem'],
          [Array.from({ length: 51 }, (_, index) => ({ name: `r${index}` }))],
        ],
      },
      model: WORDS,
      ...common,
    },
  },
  confidence_router: {
    least: { confidence: 'answer.confidence' },
    fields: { confidence: WORDS, threshold: share(1), lowThreshold: share(1), label: TEXT },
  },
  guardrail: {
    least: { input: '{{answer}}' },
    fields: {
      input: WORDS,
      keywords: { taken: [[], ['password', 'iban']], refused: [['password'], [[''], 0], [['a', 1], 1]] },
      patterns: { taken: [['\\d{16}']], refused: [[[''], 0], [['x'.repeat(201)], 0], [[null], 0], ['\\d']] },
      prompt: TEXT,
      model: WORDS,
      ...common,
    },
  },
  parallel: {
    least: {},
    fields: { join: WORDS, wait: { taken: ['all', 'any'], refused: [['some'], [true], [2]] }, label: TEXT },
  },
  loop: {
    least: {},
    fields: {
      items: TEXT,
      itemVariable: VARIABLE,
      indexVariable: VARIABLE,
      condition: WORDS,
      maxRounds: whole(1, 10_000),
      label: TEXT,
    },
  },
  wait_delay: { least: {}, fields: { duration: DURATION, until: TEXT, label: TEXT } },
  wait_for_reply: { least: {}, fields: { message: TEXT, timeout: DURATION, ...common } },
  sub_workflow: {
    least: { workflow: './other.workflow.json' },
    fields: {
      workflow: {
        taken: ['./other.workflow.json', 'x'.repeat(500)],
        refused: [[''], ['x'.repeat(501)], [{}]],
      },
      inputs: FIELDS,
      ...common,
    },
  },
  data_transform: { least: {}, fields: { set: FIELDS, expression: WORDS, ...common } },
  error_handler: {
    least: {},
    fields: { retries: whole(0, 10), delay: DURATION, message: TEXT, ...common },
  },
};

/** A node in each of the two shapes, with the way to its fields. */
function inBothShapes(
  type: string,
  fields: Record<string, unknown>,
): { workflow: unknown; at: (string | number)[] }[] {
  return [
    { workflow: { nodes: [{ id: 'a', type, ...fields }] }, at: ['nodes', 0] },
    { workflow: { nodes: [{ id: 'a', type, data: fields }] }, at: ['nodes', 0, 'data'] },
  ];
}

/** What both schemas say against a workflow: nothing, or the places that the engine's messages stand at. */
function saidOf(workflow: unknown): {
  offsets: number[];
  placeOf: (at: readonly (string | number)[]) => number;
} {
  const { problems, tree } = read(JSON.stringify(workflow));
  const wrong = problems.filter(({ code }) => code === 'invalid-schema');
  assert.equal(
    validate(workflow),
    wrong.length === 0,
    JSON.stringify({ workflow, wrong, by: validate.errors }),
  );
  return {
    offsets: wrong.map(({ offset }) => offset),
    placeOf: (at) => (tree === undefined ? -1 : nodeAt(tree, [...at]).offset),
  };
}

describe('the schema of the newer node types (R13, R17, R18)', () => {
  it('has a table here for each type and each field', () => {
    const older = ['trigger', 'auth_gate', 'send_message', 'mcp_tool', 'logic', 'action', 'human'];
    const names = readdirSync(path.join(root, 'nodes')).map((file) => file.replace('.schema.json', ''));
    assert.deepEqual(names.filter((name) => !older.includes(name)).sort(), Object.keys(TYPES).sort());
    for (const [type, { fields }] of Object.entries(TYPES)) {
      const schema = JSON.parse(readFileSync(path.join(root, `nodes/${type}.schema.json`), 'utf8'));
      const shared = JSON.parse(readFileSync(path.join(root, 'model-fields.schema.json'), 'utf8'));
      const declared =
        schema.allOf === undefined ? schema.properties : { ...schema.properties, ...shared.properties };
      assert.deepEqual(Object.keys(fields).sort(), Object.keys(declared).sort(), type);
    }
  });

  for (const [type, { least, fields }] of Object.entries(TYPES)) {
    it(`${type} takes what it may hold and refuses the rest where it stands, in both shapes`, () => {
      for (const { workflow } of inBothShapes(type, least)) assert.deepEqual(saidOf(workflow).offsets, []);
      for (const name of Object.keys(least))
        for (const { workflow } of inBothShapes(type, { ...least, [name]: undefined }))
          assert.notEqual(saidOf(workflow).offsets.length, 0, `${type} without ${name}`);
      for (const [name, { taken, refused }] of Object.entries(fields)) {
        for (const value of taken)
          for (const { workflow } of inBothShapes(type, { ...least, [name]: value }))
            assert.deepEqual(saidOf(workflow).offsets, [], JSON.stringify(workflow));
        for (const [value, ...inside] of refused)
          for (const { workflow, at } of inBothShapes(type, { ...least, [name]: value })) {
            const { offsets, placeOf } = saidOf(workflow);
            const place = placeOf([...at, name, ...inside]);
            // A field that is not known is marked at its key.
            const key = place - JSON.stringify(inside.at(-1) ?? name).length - 1;
            assert.ok(
              offsets.includes(place) || offsets.includes(key),
              JSON.stringify({ workflow, offsets }),
            );
          }
      }
    });
  }

  it('gives an example of each type that it takes itself', () => {
    for (const type of Object.keys(TYPES)) {
      const { examples } = JSON.parse(readFileSync(path.join(root, `nodes/${type}.schema.json`), 'utf8'));
      assert.ok(examples.length > 0, type);
      for (const node of examples) assert.deepEqual(saidOf({ nodes: [node] }).offsets, [], type);
    }
  });
});
