/** The answer of `POST /chat/completions`, read strictly: an answer that was cut off or refused is none. */
import type { ModelOutcome } from '../../run/ports.ts';
import type { ToolNames } from './request-body.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Why a model stopped without having answered. */
const STOPPED: ReadonlyMap<unknown, { type: string; message: string }> = new Map([
  ['length', { type: 'cut-off', message: "the model's answer was cut off: maxTokens is too small for it" }],
  ['content_filter', { type: 'filtered', message: "the model server's filter held the answer back" }],
]);

const MOST_CALLS = 32;

export function readAnswer(text: string, names: ToolNames): ModelOutcome {
  const body = fieldsIn(text);
  const [choice] = Array.isArray(body?.choices) ? body.choices : [];
  const { message, finish_reason: finish } = fieldsOf(choice) ?? {};
  const said = fieldsOf(message);
  if (!said) return unreadable('the model server sent no message');
  const stopped = STOPPED.get(finish);
  if (stopped) return { kind: 'failed', ...stopped, retry: false };
  const { content, refusal, tool_calls: wishes } = said;
  if (typeof refusal === 'string' && refusal !== '')
    return {
      kind: 'failed',
      type: 'refused',
      message: `the model refuses: ${refusal.slice(0, 500)}`,
      retry: false,
    };
  const calls = Array.isArray(wishes) ? wishes.map((wish) => callOf(wish, names)) : [];
  if (calls.length > MOST_CALLS || calls.some((call) => call === undefined))
    return unreadable('the model server sent tool calls that cannot be read');
  if (typeof content !== 'string' && (content ?? null) !== null)
    return unreadable('the model server sent a content that is no text');
  return {
    kind: 'succeeded',
    output: {
      text: typeof content === 'string' ? content : '',
      calls: calls.filter((call) => call !== undefined),
      ...(typeof body?.model === 'string' && { model: body.model }),
      ...usageOf(body?.usage),
    },
  };
}

function callOf(wish: unknown, names: ToolNames) {
  const { id, function: called } = fieldsOf(wish) ?? {};
  const { name, arguments: args } = fieldsOf(called) ?? {};
  if (typeof id !== 'string' || typeof name !== 'string' || typeof args !== 'string') return undefined;
  return { id, name: names.ours(name), arguments: args };
}

function usageOf(usage: unknown): { usage?: { input: number; output: number } } {
  const { prompt_tokens: input, completion_tokens: output } = fieldsOf(usage) ?? {};
  return typeof input === 'number' && typeof output === 'number' ? { usage: { input, output } } : {};
}

function unreadable(message: string): ModelOutcome {
  return { kind: 'failed', type: 'protocol', message, retry: false };
}

function fieldsIn(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}
