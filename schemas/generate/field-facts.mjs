/** What the annotations say of each node type's fields, as a table for the engine. */
import path from 'node:path';

const FACTS = {
  templated: (field) => field['x-template'] === true,
  conditions: (field) => field['x-expression'] === true,
  durations: (field) => field['x-duration'] === true,
};

export function fieldFacts(load, nodeSchemas) {
  const table = Object.fromEntries(
    nodeSchemas.map(([type, file]) => {
      const fields = Object.entries(propertiesOf(load, file));
      const facts = Object.entries(FACTS).map(([fact, holds]) => [
        fact,
        fields.filter(([, field]) => holds(field)).map(([name]) => name),
      ]);
      return [type, Object.fromEntries(facts)];
    }),
  );
  return `export const FIELD_FACTS = ${JSON.stringify(table, null, 2)} as const;\n`;
}

/** The fields of a type with those it shares with others, references resolved. */
export function propertiesOf(load, file) {
  const schema = load(file);
  const inherited = (schema.allOf ?? []).map(({ $ref }) => propertiesOf(load, relative(file, $ref)));
  const own = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    resolved(load, file, field),
  ]);
  return Object.assign(Object.fromEntries(own), ...inherited);
}

function resolved(load, file, field) {
  if (typeof field.$ref !== 'string' || !field.$ref.includes('#/definitions/')) return field;
  const [target, pointer] = field.$ref.split('#/definitions/');
  return { ...load(target === '' ? file : relative(file, target)).definitions[pointer], ...field };
}

function relative(file, target) {
  return path.posix.join(path.posix.dirname(file), target);
}
