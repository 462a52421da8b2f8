/** A question as `POST /chat/completions` takes it. */
import type { ModelMessage, ModelRequest, ModelTool } from '../../../schemas/journal/event.ts';

/** Names of tools as the protocol allows them, there and back. */
export interface ToolNames {
  sent(name: string): string;
  ours(sent: string): string;
}

const LONGEST_NAME = 64;

/** Letters, digits, `_` and `-`, at most 64: what else a tool is called gets a name of its own. */
export function toolNames(tools: readonly ModelTool[]): ToolNames {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  for (const { name } of tools) {
    const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, LONGEST_NAME);
    let sent = plain;
    for (let number = 2; back.has(sent); number++) sent = `${plain.slice(0, LONGEST_NAME - 4)}_${number}`;
    there.set(name, sent);
    back.set(sent, name);
  }
  return { sent: (name) => there.get(name) ?? name, ours: (sent) => back.get(sent) ?? sent };
}

export function bodyOf(request: ModelRequest, model: string, names: ToolNames, host: string): object {
  const { messages, temperature, maxTokens, schema, tools = [] } = request;
  // OpenAI's own newer models refuse the name that all others know.
  const limit = host === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens';
  return {
    model,
    messages: messages.map((message) => messageOf(message, names)),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { [limit]: maxTokens }),
    ...(schema && {
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: objectSchema(schema) } },
    }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name: names.sent(name), ...(description !== undefined && { description }), parameters },
      })),
    }),
  };
}

/** Servers want to be told that properties are those of an object. */
function objectSchema(schema: Record<string, unknown>): Record<string, unknown> {
  return 'properties' in schema && !('type' in schema) ? { type: 'object', ...schema } : schema;
}

function messageOf({ role, content, calls = [], answers }: ModelMessage, names: ToolNames): object {
  if (role === 'tool') return { role, tool_call_id: answers ?? '', content };
  if (role !== 'assistant' || calls.length === 0) return { role, content };
  return {
    role,
    content: content === '' ? null : content,
    tool_calls: calls.map(({ id, name, arguments: args }) => ({
      id,
      type: 'function',
      function: { name: names.sent(name), arguments: args },
    })),
  };
}
