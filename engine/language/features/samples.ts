/** Values that scenarios give: what tools, models and sign-ins answer there, and what runs start with. */
import type { Node } from 'jsonc-parser';
import { plainValue, propertyOf } from '../../model/json-text.ts';
import { ANY, BOOLEAN, NUMBER, objectOf, TEXT, type ValueType } from '../../model/value-type.ts';
import { isSameFile, type OpenFile, resolved } from './file.ts';
import { textOf } from './items.ts';
import { keysOf } from './names-of-items.ts';
import type { Outline } from './outline.ts';

export interface Sample {
  readonly value: unknown;
  /** The scenario that has it. */
  readonly from: string;
}

/** One value for each variable that a scenario of this workflow gives a value, the first found. */
export function samplesOf(workflow: OpenFile, files: readonly OpenFile[]): Map<string, Sample> {
  const samples = new Map<string, Sample>();
  for (const { kind, uri, tree } of files) {
    const path = kind === 'scenario' ? textOf(tree, 'workflow') : undefined;
    if (path === undefined || !isSameFile(resolved(uri, path), workflow.uri)) continue;
    for (const scenario of propertyOf(tree, 'scenarios')?.value.children ?? [])
      addFrom(scenario, workflow.outline, samples);
  }
  return samples;
}

/** The type that a value shows; a list's by its first item. */
export function typeOfValue(value: unknown, depth = 0): ValueType {
  if (typeof value === 'string') return TEXT;
  if (typeof value === 'number') return NUMBER;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return ANY;
  if (Array.isArray(value)) return { kind: 'list', items: typeOfValue(value[0], depth + 1) };
  return objectOf(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeOfValue(item, depth + 1)])),
  );
}

const DEEPEST = 8;

function addFrom(scenario: Node, { nodes }: Outline, samples: Map<string, Sample>): void {
  const from = textOf(scenario, 'name') ?? '';
  const add = (name: string | undefined, value: unknown): void => {
    if (name !== undefined && value !== undefined && !samples.has(name)) samples.set(name, { value, from });
  };
  for (const { id, node, outputs } of nodes.items) {
    if (node === undefined || id === undefined) continue;
    const fields: Readonly<Record<string, unknown>> = { ...node.fields };
    const variable = typeof fields.outputVariable === 'string' ? fields.outputVariable : undefined;
    if (typeof fields.toolName === 'string') add(variable, answerOf(scenario, 'tools', fields.toolName));
    add(variable, valueAt(scenario, ['auth', id, 'verified']));
    const said = answerOf(scenario, 'models', id);
    if (variable !== undefined) add(variable, said);
    else if (isObject(said)) for (const { name } of outputs) add(name, said[name]);
  }
  addObject(propertyOf(scenario, 'variables')?.value, add);
  for (const step of propertyOf(scenario, 'steps')?.value.children ?? []) {
    add('message', valueAt(step, ['user']));
    addObject(propertyOf(step, 'start')?.value, add);
    addObject(propertyOf(step, 'variables')?.value, add);
  }
}

function addObject(object: Node | undefined, add: (name: string, value: unknown) => void): void {
  for (const key of keysOf(object)) add(String(key.value), valueAt(object, [String(key.value)]));
}

/** The first answer of a double that is no error. */
function answerOf(scenario: Node, where: 'tools' | 'models', name: string): unknown {
  const double = valueAt(scenario, [where, name]);
  const answers: unknown[] = Array.isArray(double) ? double : [double];
  return answers.filter(isObject).find((answer) => 'returns' in answer)?.returns;
}

function valueAt(node: Node | undefined, keys: readonly string[]): unknown {
  const found = keys.reduce((at: Node | undefined, key) => propertyOf(at, key)?.value, node);
  return found === undefined ? undefined : plainValue(found);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
