/** The variables of a run that nodes set, with their types as far as the file says them. */
import type { HandoffFields, NodeFields } from '../../schemas/workflow/node-fields.ts';
import { ANY, BOOLEAN, objectOf, TEXT, typeOfSchema, type ValueType } from './value-type.ts';

export interface Output {
  readonly name: string;
  readonly type: ValueType;
}

export const TRIGGER_VARIABLES = ['message', 'user_id', 'user_name', 'channel_id', 'platform'] as const;

/** The variable of `outputVariable`, where there is one. */
export function named(name: string | undefined, type: ValueType = ANY): Output[] {
  return name === undefined ? [] : [{ name, type }];
}

/** Each property of a JSON Schema as a variable. */
export function propertiesAsOutputs(schema: unknown): Output[] {
  const type = typeOfSchema(schema);
  if (type.kind !== 'object') return [];
  return Object.entries(type.members).map(([name, member]) => ({ name, type: member }));
}

export function triggerOutputs({ inputs }: NodeFields['trigger']): Output[] {
  const own = TRIGGER_VARIABLES.map((name) => ({ name, type: TEXT }));
  if (inputs === undefined) return own;
  const declared = Array.isArray(inputs)
    ? inputs.map((name) => ({ name, type: ANY }))
    : propertiesAsOutputs(inputs);
  return [...own, ...declared];
}

/** The answer of a model as one variable, or each property of its schema as one (CONTRACT "Values"). */
export function modelOutputs({ outputVariable, output_schema: schema }: NodeFields['llm']): Output[] {
  if (outputVariable === undefined) return propertiesAsOutputs(schema);
  return named(outputVariable, schema === undefined ? TEXT : typeOfSchema(schema));
}

export function handoffOutputs(fields: HandoffFields): Output[] {
  return named(fields.outputVariable, responseType(fields));
}

/** What `response` holds after a handoff (CONTRACT "Handoffs"). */
export function responseType({ response_schema: form }: HandoffFields): ValueType {
  const inForm = Object.fromEntries(propertiesAsOutputs(form).map(({ name, type }) => [name, type]));
  return objectOf({ decision: TEXT, by: TEXT, reason: TEXT, ...inForm, approved: BOOLEAN });
}

export function transformOutputs({ set, outputVariable }: NodeFields['data_transform']): Output[] {
  const names = Object.keys(set ?? {});
  return [...names.map((name) => ({ name, type: ANY })), ...named(outputVariable)];
}
