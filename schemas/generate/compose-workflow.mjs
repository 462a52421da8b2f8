/** The workflow schema for editors: the envelope with each type's fields, beside `type` or inside `data`. */
import { bundle } from './bundle.mjs';

export function composeWorkflow(load, nodeSchemas) {
  const { $schema, ...envelope } = load('workflow/envelope.schema.json');
  const { definitions } = bundle(load, ...nodeSchemas.map(([, file]) => file));
  const node = envelope.properties.nodes.items;
  const { type } = node.properties;
  const known = { anyOf: [{ enum: nodeSchemas.map(([name]) => name) }, { type: 'string' }] };
  const composed = {
    $schema,
    ...envelope,
    $id: envelope.$id.replace('envelope', 'workflow'),
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      ...envelope.properties,
      nodes: {
        ...envelope.properties.nodes,
        items: {
          ...node,
          properties: { ...node.properties, type: { ...type, ...known } },
          allOf: nodeSchemas.map(([name, file]) => ({
            if: { required: ['type'], properties: { type: { const: name } } },
            // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
            then: inEitherShape(load(file)),
          })),
        },
      },
      edges: {
        ...envelope.properties.edges,
        items: { ...envelope.properties.edges.items, allOf: EDGE_ENDS },
      },
    },
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, part]) => [
        name,
        withoutRequired(part, name, load, nodeSchemas),
      ]),
    ),
  };
  return `${JSON.stringify(withHovers(composed), null, 2)}\n`;
}

/** What editors show: the description with the first example under it. */
function withHovers(value) {
  if (Array.isArray(value)) return value.map(withHovers);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    key === 'examples' || key === 'enum' ? item : withHovers(item),
  ]);
  const { description, examples } = value;
  const hasHover = typeof description === 'string' && Array.isArray(examples);
  const hover = hasHover ? [['markdownDescription', hoverOf(description, examples[0])]] : [];
  return Object.fromEntries([...entries, ...hover]);
}

function hoverOf(description, example) {
  return `${description}\n\nExample: \`${JSON.stringify(example)}\``;
}

/** The engine says this in its own words; see `readEdges`. */
const EDGE_ENDS = [
  { anyOf: [{ required: ['source'] }, { required: ['from'] }] },
  { anyOf: [{ required: ['target'] }, { required: ['to'] }] },
];

function inEitherShape({ title, description, examples, required = [] }) {
  const fields = { $ref: `#/definitions/${title}` };
  return {
    description,
    examples,
    allOf: [
      fields,
      { properties: { data: fields } },
      ...required.map((field) => ({
        anyOf: [{ required: [field] }, { required: ['data'], properties: { data: { required: [field] } } }],
      })),
    ],
  };
}

/** A required field may stand in either place, so each place alone requires nothing. */
function withoutRequired(part, name, load, nodeSchemas) {
  if (!nodeSchemas.some(([, file]) => load(file).title === name)) return part;
  const { required: _required, ...rest } = part;
  return rest;
}
