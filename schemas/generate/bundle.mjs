/** Puts schemas that refer to each other's files into one, with references only inside it. */
import path from 'node:path';

/** The first schema with everything it and the others refer to under `definitions`. */
export function bundle(load, ...files) {
  const definitions = {};
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const { $schema: _schema, $id: _id, definitions: own = {}, ...schema } = load(file);
    for (const [name, part] of Object.entries(own)) definitions[name] = localise(part, file, visit, load);
    definitions[schema.title] = localise(schema, file, visit, load);
  };
  files.forEach(visit);
  const main = load(files[0]).title;
  const { [main]: first, ...others } = definitions;
  return files.length === 1 ? { ...first, definitions: others } : { definitions };
}

/** Without what stands beside a `$ref`: the type generator would make a copy of its target for it. */
export function resolveLocally(value) {
  if (Array.isArray(value)) return value.map(resolveLocally);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.tsType === 'string') return { tsType: value.tsType, description: value.description };
  if (typeof value.$ref === 'string') return { $ref: value.$ref };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveLocally(item)]));
}

function localise(value, file, visit, load) {
  if (Array.isArray(value)) return value.map((item) => localise(item, file, visit, load));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    if (key === '$ref' && typeof item === 'string') return [key, localReference(item, file, visit, load)];
    return [key, localise(item, file, visit, load)];
  });
  return Object.fromEntries(entries);
}

function localReference(reference, file, visit, load) {
  const [target, pointer = ''] = reference.split('#');
  const resolved = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
  visit(resolved);
  return pointer === '' ? `#/definitions/${load(resolved).title}` : `#${pointer}`;
}
