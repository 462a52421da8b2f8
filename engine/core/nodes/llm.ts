/** Asks a language model once. Its answer is data for the nodes behind it: it opens no gate and approves nothing (T43). */
import type { ModelMessage, ModelRequest, Place, Variables } from '../../../schemas/journal/event.ts';
import { propertiesAsOutputs } from '../../model/node-outputs.ts';
import { fillText } from '../../model/template.ts';
import { answerOf, fitted, isRecord } from '../model/answer.ts';
import { askModel, DEFAULT_MODEL, type ModelEffect } from '../model/ask.ts';
import { unfit } from '../model/problem.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import type { Step } from '../step.ts';
import type { Turn } from '../turn.ts';
import { textOf } from './send-message.ts';

type Asking = NodeOf<'llm' | 'llm_call'>;

const asking = {
  enter(turn: Turn, place: Place, node: Asking): Step {
    const { model, temperature, maxTokens, output_schema: schema } = node.fields;
    const { messages, missing } = messagesOf(turn, place, node);
    const request: ModelRequest = {
      model: model ?? DEFAULT_MODEL,
      messages,
      ...(temperature !== undefined && { temperature }),
      ...(maxTokens !== undefined && { maxTokens }),
      ...(schema && { schema }),
    };
    return askModel(turn, place, request, { missing });
  },

  answered(turn: Turn, place: Place, node: Asking, effect: ModelEffect): Step {
    const { text } = answerOf(effect);
    const { output_schema: schema, outputVariable } = node.fields;
    if (schema === undefined)
      return text.trim() === ''
        ? unfit(turn, place, effect, text, 'it is empty')
        : ended(effect, outputVariable === undefined ? {} : { [outputVariable]: text });
    const read = fitted(text, schema);
    if (read.kind === 'unfit') return unfit(turn, place, effect, text, read.why);
    if (outputVariable === undefined && !isRecord(read.value))
      return unfit(turn, place, effect, text, 'it is not an object');
    const variables = variablesOf(node, read.value);
    return isRecord(variables.response)
      ? unfit(turn, place, effect, text, 'only a person gives a response with fields')
      : ended(effect, variables);
  },
};

export const llm: Behaviour<'llm'> = asking;
export const llmCall: Behaviour<'llm_call'> = asking;

function messagesOf(turn: Turn, place: Place, { fields }: Asking) {
  const scope = scopeOf(turn.run(place.run), turn.branch(place.run, place.branch));
  const system = fields.system === undefined ? undefined : fillText(fields.system, scope);
  const prompt =
    fields.prompt === undefined
      ? { text: textOf(scope.get('message')), missing: [] }
      : fillText(fields.prompt, scope);
  const messages: ModelMessage[] = [
    ...(system ? [{ role: 'system' as const, content: system.text }] : []),
    { role: 'user', content: prompt.text },
  ];
  return { messages, missing: [...new Set([...(system?.missing ?? []), ...prompt.missing])] };
}

/** Each property of the schema is a variable; one that was left out is null, not what an earlier visit found. */
function variablesOf({ fields }: Asking, value: unknown): Variables {
  if (fields.outputVariable !== undefined) return { [fields.outputVariable]: value };
  const said = isRecord(value) ? value : {};
  return Object.fromEntries(
    propertiesAsOutputs(fields.output_schema).map(({ name }) => [
      name,
      Object.hasOwn(said, name) ? said[name] : null,
    ]),
  );
}

function ended(effect: ModelEffect, variables: Variables): Step {
  return { kind: 'ended', handle: '', from: { effect: effect.id }, variables, missing: effect.missing };
}
