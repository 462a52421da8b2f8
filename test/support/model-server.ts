/**
 * A strict stand-in for an OpenAI-compatible server, written from the public documentation of chat completions: it
 * takes only what is documented there and refuses everything else with the documented error body.
 */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
  messages: readonly { role: string; content: string | null }[];
}

/** What the model answers: a text, JSON in a text, or a tool that it wants. */
export type Said = string | { json: unknown } | { tool: string; arguments: object };

export interface ModelServer {
  /** The `baseUrl` of the configuration. */
  readonly url: string;
  readonly asked: Asked[];
  /** Takes the place of the next answers, one after the other. */
  next(...answers: ((response: ServerResponse) => void)[]): void;
  close(): Promise<void>;
}

const FIELDS = new Set([
  'model',
  'messages',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'response_format',
  'tools',
]);
const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Answers what was `said`, one question after the other, then always `fine`. */
export async function startModelServer(said: readonly Said[] = []): Promise<ModelServer> {
  const asked: Asked[] = [];
  const queue = said.map((one, index) => sendJson(200, completionOf(one, index)));
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const body: Record<string, unknown> = JSON.parse(text);
      asked.push({
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body,
        messages: body.messages as Asked['messages'],
      });
      const wrong = wrongWith(request, body);
      if (wrong !== undefined)
        sendJson(400, { error: { message: wrong, type: 'invalid_request_error' } })(response);
      else (queue.shift() ?? says('fine'))(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    next: (...answers) => void queue.push(...answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function completionOf(said: Said, index: number) {
  if (typeof said === 'string') return completion(said);
  if ('json' in said) return completion(JSON.stringify(said.json));
  const called = { name: said.tool, arguments: JSON.stringify(said.arguments) };
  return completion(null, { toolCalls: [{ id: `call_${index}`, type: 'function', function: called }] });
}

/** A chat completion with this text and these tool calls. */
export function completion(
  content: string | null,
  more: { toolCalls?: object[]; finish?: string; refusal?: string } = {},
) {
  const { toolCalls, finish = toolCalls ? 'tool_calls' : 'stop', refusal = null } = more;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_799_053_200,
    model: 'big-2027-01-04',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal, ...(toolCalls && { tool_calls: toolCalls }) },
        logprobs: null,
        finish_reason: finish,
      },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  };
}

export const says = (text: string) => sendJson(200, completion(text));

export function sendJson(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

function wrongWith(request: IncomingMessage, body: Record<string, unknown>): string | undefined {
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return 'Unknown request URL';
  if (request.headers['content-type'] !== 'application/json') return 'Expected application/json';
  const stranger = Object.keys(body).find((field) => !FIELDS.has(field));
  if (stranger !== undefined) return `Unrecognized request argument supplied: ${stranger}`;
  try {
    checkMessages(body.messages);
    checkTools(body.tools);
    checkFormat(body.response_format);
    assert.equal(typeof body.model, 'string');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'wrong';
  }
}

function checkMessages(messages: unknown): void {
  assert.ok(Array.isArray(messages) && messages.length > 0, 'messages must hold something');
  const open = new Set<string>();
  for (const { role, content, tool_calls: calls, tool_call_id: answers, ...rest } of messages) {
    assert.deepEqual(Object.keys(rest), [], 'a message has unknown fields');
    assert.ok(['system', 'user', 'assistant', 'tool'].includes(role), `the role ${role} is unknown`);
    if (role === 'tool') assert.ok(open.delete(answers), 'a tool message must answer a tool call');
    else assert.equal(open.size, 0, 'tool calls must be answered before anything else is said');
    assert.ok(typeof content === 'string' || (content === null && calls), 'content must be a text');
    for (const call of calls ?? []) {
      assert.deepEqual(Object.keys(call).sort(), ['function', 'id', 'type']);
      assert.match(call.function.name, TOOL_NAME);
      assert.equal(typeof call.function.arguments, 'string');
      open.add(call.id);
    }
  }
  assert.equal(open.size, 0, 'tool calls must be answered');
}

function checkTools(tools: unknown): void {
  if (tools === undefined) return;
  assert.ok(Array.isArray(tools) && tools.length > 0, 'tools must not be empty');
  const names = tools.map((tool) => tool.function.name);
  assert.equal(new Set(names).size, names.length, 'names of tools must differ');
  for (const {
    type,
    function: { name, parameters },
  } of tools) {
    assert.equal(type, 'function');
    assert.match(name, TOOL_NAME, 'the name of a tool has letters that are not allowed');
    assert.equal(parameters.type, 'object');
  }
}

function checkFormat(format: unknown): void {
  if (format === undefined) return;
  const { type, json_schema: schema } = format as Record<
    string,
    { name?: unknown; schema?: { type?: unknown } }
  >;
  assert.equal(type, 'json_schema');
  assert.match(String(schema?.name), TOOL_NAME);
  assert.equal(schema?.schema?.type, 'object');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
