/** What the schemas tell an author of each node type: what it does, what it needs, an example, which fields name things. */
import { propertiesOf } from './field-facts.mjs';

export function nodeGuide(load, nodeSchemas) {
  const table = Object.fromEntries(
    nodeSchemas.map(([type, file]) => {
      const { description, required = [], examples = [] } = load(file);
      const named = Object.entries(propertiesOf(load, file)).flatMap(([field, { 'x-reference': what }]) =>
        what === undefined ? [] : [[field, what]],
      );
      const { id, data, type: _type, ...flat } = examples[0] ?? {};
      const example = { ...flat, ...data };
      return [
        type,
        { description, required, id: id ?? type, example, references: Object.fromEntries(named) },
      ];
    }),
  );
  return `export const NODE_GUIDE = ${JSON.stringify(table, null, 2)} as const;\n`;
}
