/** Values that scenarios give: what tools, models and sign-ins answer there, and what runs start with. */
import type { Node } from 'jsonc-parser';
import { plainValue, propertyOf } from '../../model/json-text.ts';
import { remembered } from '../../model/remembered.ts';
import { ANY, BOOLEAN, NUMBER, objectOf, TEXT, type ValueType } from '../../model/value-type.ts';
import { isSameFile, type OpenFile, resolved } from './file.ts';
import { textOf } from './items.ts';
import { keysOf } from './names-of-items.ts';
import { nodeOf } from './neighbours.ts';
import type { Variable } from './scope.ts';

export interface Sample {
  readonly value: unknown;
  /** The scenario that has it. */
  readonly from: string;
}

export type Samples = (variable: Pick<Variable, 'name' | 'origins'>) => Sample | undefined;

/** The values that scenarios of a workflow give its variables, the first found each. */
export function samplesOf(workflow: OpenFile, files: readonly OpenFile[]): Samples {
  const scenarios = files.filter((file) => {
    const path = file.kind === 'scenario' ? textOf(file.tree, 'workflow') : undefined;
    return path !== undefined && isSameFile(resolved(file.uri, path), workflow.uri);
  });
  return ({ name, origins }) => {
    for (const file of scenarios) {
      const { started, answers } = samplesIn(file);
      for (const id of origins) {
        const keys = keysFor(workflow, id, name);
        const found = keys.map((key) => answers.get(key)).find((sample) => sample !== undefined);
        const member = found === undefined ? undefined : memberOf(found, workflow, id, name);
        if (member !== undefined) return member;
      }
      const given = started.get(name);
      if (given !== undefined) return given;
    }
    return undefined;
  };
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

/** Under which keys a scenario may answer for a node. */
function keysFor(workflow: OpenFile, id: string, name: string): string[] {
  const fields = fieldsOf(workflow, id);
  const isWhole = fields.outputVariable === name;
  const tool = typeof fields.toolName === 'string' && isWhole ? [`tools ${fields.toolName}`] : [];
  const type = nodeOf(workflow.outline, id)?.type;
  const answered =
    type === 'human' || type === 'action'
      ? [`handoff ${id}`, 'handoff']
      : type === 'wait_for_reply'
        ? ['reply']
        : [];
  return [...tool, ...(isWhole ? [`auth ${id}`, ...answered] : []), `models ${id}`];
}

/** A model without an `outputVariable` sets each property of its answer. */
function memberOf(sample: Sample, workflow: OpenFile, id: string, name: string): Sample | undefined {
  if (fieldsOf(workflow, id).outputVariable !== undefined) return sample;
  const value = isObject(sample.value) ? sample.value[name] : undefined;
  return value === undefined ? undefined : { ...sample, value };
}

function fieldsOf({ outline }: OpenFile, id: string): Readonly<Record<string, unknown>> {
  return { ...nodeOf(outline, id)?.node?.fields };
}

interface Given {
  /** By `tools NAME`, `models NODE`, `auth NODE`, `handoff NODE`; `handoff` and `reply` of whichever node. */
  readonly answers: ReadonlyMap<string, Sample>;
  /** By variable. */
  readonly started: ReadonlyMap<string, Sample>;
}

const samplesIn = remembered(({ tree }: OpenFile): Given => {
  const answers = new Map<string, Sample>();
  const started = new Map<string, Sample>();
  for (const scenario of propertyOf(tree, 'scenarios')?.value.children ?? []) {
    const from = textOf(scenario, 'name') ?? '';
    const add = (map: Map<string, Sample>, key: string, value: unknown): void => {
      if (value !== undefined && !map.has(key)) map.set(key, { value, from });
    };
    for (const where of ['tools', 'models'])
      for (const [name, double] of entriesOf(scenario, where))
        add(answers, `${where} ${name}`, answerIn(double));
    for (const [id, double] of entriesOf(scenario, 'auth'))
      add(answers, `auth ${id}`, isObject(double) ? double.verified : undefined);
    for (const [name, value] of entriesOf(scenario, 'variables')) add(started, name, value);
    const steps = propertyOf(scenario, 'steps')?.value.children ?? [];
    const texts = steps.flatMap((step) => textOf(step, 'user') ?? []);
    add(started, 'message', texts[0]);
    add(answers, 'reply', texts[1]);
    for (const step of steps) {
      for (const where of ['start', 'variables'])
        for (const [name, value] of entriesOf(step, where)) add(started, name, value);
      for (const [name, value] of entriesOf(propertyOf(step, 'expect')?.value, 'variables'))
        add(started, name, value);
      add(started, 'operator_note', textOf(step, 'returns'));
      const response = responseIn(step);
      const node = textOf(step, 'handoff');
      if (response !== undefined && node !== undefined) add(answers, `handoff ${node}`, response);
      add(answers, 'handoff', response);
      add(started, 'response', response);
    }
  }
  return { answers, started };
});

/** What a reviewer's decision leaves in `response`. */
function responseIn(step: Node): unknown {
  const decision = textOf(step, 'decide');
  const form = propertyOf(step, 'response')?.value;
  if (decision === undefined && form === undefined) return undefined;
  const fields = form === undefined ? undefined : plainValue(form);
  return {
    ...(decision === undefined ? {} : { decision, approved: APPROVING.has(decision) }),
    by: textOf(step, 'reviewer'),
    ...(textOf(step, 'reason') === undefined ? {} : { reason: textOf(step, 'reason') }),
    ...(isObject(fields) ? fields : {}),
  };
}

const APPROVING: ReadonlySet<string> = new Set(['approve', 'modify', 'edit']);

function entriesOf(node: Node | undefined, key: string): [string, unknown][] {
  const object = propertyOf(node, key)?.value;
  return keysOf(object).map(({ value }) => {
    const found = propertyOf(object, String(value))?.value;
    return [String(value), found === undefined ? undefined : plainValue(found)];
  });
}

/** The first answer of a double that is no error. */
function answerIn(double: unknown): unknown {
  const answers: unknown[] = Array.isArray(double) ? double : [double];
  return answers.filter(isObject).find((answer) => 'returns' in answer)?.returns;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
