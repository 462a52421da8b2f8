/**
 * Standalone validators, kept small, because a starting engine loads them: every definition is compiled once,
 * however many refer to it; what a validator reads of its schema it reads from the text that messages are made
 * from; and an error is reported by a call, where Ajv writes out its statements.
 */
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** What neither a validator nor a message for people reads. */
const FOR_EDITORS = [
  ...['title', 'tsType', 'default', 'examples', 'allowComments', 'allowTrailingCommas'],
  ...['x-duration', 'x-expression', 'x-json', 'x-reference', 'x-template'],
];
const FOR_PEOPLE = ['description', 'x-choose', 'x-expected'];

/** Keywords whose value is no schema and has none inside. */
const PLAIN = new Set(['const', 'enum', 'required', 'x-choose']);
/** Keywords with schemas by name. */
const NAMED = new Set(['properties', 'patternProperties']);

/**
 * The module: `validators` by name, `definitions` without what only editors read, and `parts`.
 * @param definitions schemas by name, which refer to each other as `#/definitions/NAME`
 * @param parts validator → the definition it checks
 * @throws where what Ajv writes is not what is expected here
 */
export async function validatorModule(definitions, parts) {
  const told = mapped(definitions, (schema) => without(FOR_EDITORS, schema));
  const rules = mapped(told, (schema, name) => ({ $id: id(name), ...refer(without(FOR_PEOPLE, schema)) }));
  const ajv = new Ajv({
    schemas: Object.values(rules),
    allErrors: true,
    messages: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  const names = Object.keys(parts);
  const compiled = standalone.default(
    ajv,
    Object.fromEntries(names.map((name, i) => [`v${i}`, id(parts[name])])),
  );
  const { outputFiles } = await build({
    stdin: {
      contents: [
        `export const definitions = ${JSON.stringify(told)};`,
        readingFrom(rules, calling(compiled)).replace(/export const v(\d+) =/g, 'const v$1 ='),
        CALLED,
        `export const validators = {${names.map((name, i) => `${JSON.stringify(name)}: v${i}`)}};`,
        `export const parts = ${JSON.stringify(parts)};`,
      ].join('\n'),
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    legalComments: 'none',
  });
  return outputFiles[0].text;
}

/** What the statements that Ajv repeats become calls of. */
const CALLED = `
function report(errors, instancePath, keyword, params) {
  const error = { instancePath, keyword, params };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}
function joined(errors, { errors: more }) {
  return errors === null ? more : errors.concat(more);
}
function isObject(value) {
  return value && typeof value == 'object' && !Array.isArray(value);
}`;

/** Ajv's words, ours for them, and what may not be left over. */
const SHORTER = [
  {
    long: /const (err\d+) = \{instancePath:?(.*?),schemaPath:.*?,keyword:("\w+"),params:(\{.*?\})\};if\(vErrors === null\)\{vErrors = \[\1\];\}\s*else \{vErrors\.push\(\1\);\}errors\+\+;/g,
    short: (_all, _name, path, keyword, params) =>
      `vErrors = report(vErrors, ${path || 'instancePath'}, ${keyword}, ${params});errors++;`,
    gone: 'schemaPath',
  },
  {
    long: /\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g,
    short: () => 'instancePath=""',
    gone: 'rootData=',
  },
  {
    long: /, \{instancePath:?([^{}]*?),parentData(?::\w+)?,parentDataProperty[^{}]*?,rootData\}\)/g,
    short: (_all, path) => `, ${path || 'instancePath'})`,
    gone: 'parentData',
  },
  {
    long: /vErrors === null \? (\w+(?:\.validate)?)\.errors : vErrors\.concat\(\1\.errors\)/g,
    short: (_all, validate) => `joined(vErrors, ${validate})`,
    gone: 'concat',
  },
  {
    long: /(\w+) && typeof \1 == "object" && !Array\.isArray\(\1\)/g,
    short: (_all, value) => `isObject(${value})`,
    gone: '== "object" &&',
  },
];

/** @throws where a form is left that should be gone: Ajv has changed how it writes */
function calling(code) {
  return SHORTER.reduce((text, { long, short, gone }) => {
    const shorter = text.replace(long, short);
    const left = shorter.indexOf(gone);
    if (left >= 0)
      throw new Error(
        `Ajv writes this in another form than expected: ${shorter.slice(left - 100, left + 100)}`,
      );
    return shorter;
  }, code);
}

/** Takes the place of each schema that Ajv wrote into its code. */
function readingFrom(rules, code) {
  const short = Object.entries(rules).reduce(
    (text, [name, schema]) =>
      text.replace(JSON.stringify(schema), () => `definitions[${JSON.stringify(name)}]`),
    code,
  );
  if (short.includes('"$id"')) throw new Error('Ajv writes schemas in another form than expected');
  return short;
}

function id(name) {
  return `handoff:${name}`;
}

/** `#/definitions/NAME`, or `#/definitions/NAME/a/part/of/it`. */
function identified(reference) {
  const [name, ...part] = reference.slice('#/definitions/'.length).split('/');
  return part.length === 0 ? id(name) : `${id(name)}#/${part.join('/')}`;
}

function refer(schema) {
  return inside(schema, (part) =>
    typeof part.$ref === 'string' ? { ...part, $ref: identified(part.$ref) } : part,
  );
}

function without(keywords, schema) {
  return inside(schema, (part) =>
    Object.fromEntries(Object.entries(part).filter(([keyword]) => !keywords.includes(keyword))),
  );
}

/** A schema with a change made to it and to every schema inside it, never to names or values. */
function inside(schema, change) {
  if (Array.isArray(schema)) return schema.map((each) => inside(each, change));
  if (typeof schema !== 'object' || schema === null) return schema;
  return mapped(change(schema), (value, keyword) => {
    if (PLAIN.has(keyword)) return value;
    return NAMED.has(keyword) ? mapped(value, (part) => inside(part, change)) : inside(value, change);
  });
}

function mapped(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value, key)]));
}
