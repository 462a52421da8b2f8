// An MCP server by hand, so that it can misbehave: it speaks newline-delimited JSON-RPC on its standard streams.
// First argument: `broken` ends at once, `deaf` never answers, `refusing` refuses the handshake.
import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const [mode] = process.argv.slice(2);
if (mode === 'broken') {
  process.stderr.write('no license found\n');
  process.exit(3);
}
// Whoever holds the other end sees when this process is gone.
if (process.env.WITNESS) connect(Number(process.env.WITNESS), '127.0.0.1').unref();
if (process.env.STARTS) appendFileSync(process.env.STARTS, `${process.pid}\n`);

const anything = { type: 'object' };
const price = { type: 'object', properties: { price: { type: 'number' } }, required: ['price'] };
const text = (...texts) => ({ content: texts.map((item) => ({ type: 'text', text: item })) });
const structured = (structuredContent) => ({ ...text('see the structured content'), structuredContent });
let generation = 1;

const nested = (levels) => (levels === 0 ? 'deep' : { in: nested(levels - 1) });

const tools = {
  environment: { answer: () => structured({ ...process.env }) },
  folder: { answer: () => structured({ cwd: process.cwd() }) },
  echo: {
    description: () => `Echo, generation ${generation}`,
    answer: (params, line) => structured({ params, line }),
  },
  object: { answer: () => text(' {"a": [1, {"b": "{{c}}"}]} ') },
  list: { answer: () => text('[1,2]') },
  number: { answer: () => text('42') },
  almost: { answer: () => text('{not json') },
  several: { answer: () => text('one', '{"two":2}') },
  nothing: { answer: () => ({ content: [] }) },
  refusing: { answer: () => ({ ...text('the card', 'has expired'), isError: true }) },
  misfit: { outputSchema: price, answer: () => structured({ price: 'a lot' }) },
  untold: { outputSchema: price, answer: () => text('{"price": 5}') },
  patterned: {
    inputSchema: {
      type: 'object',
      properties: { word: { type: 'string', pattern: '^(a+)+$', format: 'email' } },
    },
    answer: () => text('read'),
  },
  strict: {
    inputSchema: {
      type: 'object',
      properties: { amount: { type: 'number', maximum: 100 } },
      required: ['amount'],
      additionalProperties: false,
    },
    answer: () => text('taken'),
  },
  unreadable: {
    inputSchema: { type: 'object', properties: { a: { $ref: '#/nowhere' } } },
    answer: () => text('read'),
  },
  deep: { answer: () => structured(nested(200)) },
  polluting: { answer: () => text('{"__proto__": {"polluted": true}}') },
  torn: { answer: () => text('half \ud83d of a pair, and \u0000') },
  silent: { answer: () => undefined },
  crash: { answer: () => process.exit(1) },
  failing: {
    answer: () => {
      throw new Error('the database is gone');
    },
  },
  evolve: {
    answer: () => {
      generation += 1;
      send({ method: 'notifications/tools/list_changed' });
      return text('changed');
    },
  },
};

const listed = Object.entries(tools).map(
  ([name, { description, inputSchema = anything, outputSchema }]) =>
    () => ({
      name,
      description: description?.() ?? name,
      inputSchema,
      ...(outputSchema && { outputSchema }),
    }),
);

const PAGE = 5;
const methods = {
  initialize: ({ protocolVersion }) => {
    if (mode === 'refusing') throw new Error('the version is not supported');
    return {
      protocolVersion,
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name: 'odd', version: '1.0.0' },
    };
  },
  'tools/list': ({ cursor = '0' }) => {
    const end = Number(cursor) + PAGE;
    const page = listed.slice(Number(cursor), end).map((describe) => describe());
    return { tools: page, ...(end < listed.length && { nextCursor: String(end) }) };
  },
  'tools/call': (params, line) => {
    if (process.env.LEDGER) appendFileSync(process.env.LEDGER, `${line}\n`);
    return tools[params.name].answer(params, line);
  },
};

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params = {} } = JSON.parse(line);
  if (id === undefined || mode === 'deaf') return;
  try {
    const answer = methods[method]?.(params, line);
    if (answer !== undefined) send({ id, result: answer });
    else if (!(method in methods)) send({ id, error: { code: -32601, message: `no method ${method}` } });
  } catch (error) {
    send({ id, error: { code: -32603, message: error.message } });
  }
});
