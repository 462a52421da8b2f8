import assert from 'node:assert/strict';
import { chatModels } from '../../../engine/host/models/chat-models.ts';
import type { Model } from '../../../schemas/generated/config.ts';
import type { ModelRequest } from '../../../schemas/journal/event.ts';
import {
  completion,
  type ModelServer,
  says,
  sendJson,
  startModelServer,
} from '../../support/model-server.ts';

const question: ModelRequest = { model: 'default', messages: [{ role: 'user', content: 'hi' }] };
const inEnvironment = (name: string) => `\${env:${name}}`;

describe('models over chat completions', () => {
  let server: ModelServer;
  before(async () => {
    server = await startModelServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.asked.length = 0;
  });

  const ask = (request: Partial<ModelRequest> = {}, model: Partial<Model> = {}, timeoutMs?: number) =>
    chatModels({
      models: () => ({ default: { baseUrl: server.url, model: 'big', ...model } }),
      environment: { KEY: 'sk-secret', NOTE: 'x' },
      ...(timeoutMs !== undefined && { timeoutMs }),
    }).ask({ ...question, ...request }, 'draft');
  const failure = async (...given: Parameters<typeof ask>) => {
    const outcome = await ask(...given);
    assert.ok(outcome.kind === 'failed', JSON.stringify(outcome));
    return outcome;
  };

  it('sends the conversation and reads text, model and usage', async () => {
    server.next(says('Good day'));
    const outcome = await ask({
      messages: [{ role: 'system', content: 'Be kind.' }, ...question.messages],
      temperature: 0.5,
      maxTokens: 20,
    });
    assert.deepEqual(outcome, {
      kind: 'succeeded',
      output: { text: 'Good day', calls: [], model: 'big-2027-01-04', usage: { input: 12, output: 3 } },
    });
    assert.deepEqual(server.asked[0]?.body, {
      model: 'big',
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'hi' },
      ],
      temperature: 0.5,
      max_tokens: 20,
    });
  });

  it('asks for an answer of the schema (R20)', async () => {
    const schema = { properties: { answer: { type: 'string' } } };
    server.next(says('{"answer":"yes"}'));
    assert.equal((await ask({ schema })).kind, 'succeeded');
    assert.deepEqual(server.asked[0]?.body.response_format, {
      type: 'json_schema',
      json_schema: { name: 'answer', schema: { type: 'object', ...schema } },
    });
  });

  it('sends tools, reads the calls that the model wants, and sends back what came of them', async () => {
    const tools = [
      { name: 'shop.orders__get order', parameters: { type: 'object' } },
      { name: 'shop_orders__get_order', description: 'Finds it.', parameters: { type: 'object' } },
    ];
    server.next(
      sendJson(
        200,
        completion(null, {
          toolCalls: [
            {
              id: 'c1',
              type: 'function',
              function: { name: 'shop_orders__get_order', arguments: '{"id":1}' },
            },
          ],
        }),
      ),
    );
    const outcome = await ask({ tools });
    assert.ok(outcome.kind === 'succeeded');
    const calls = [{ id: 'c1', name: 'shop.orders__get order', arguments: '{"id":1}' }];
    assert.deepEqual(outcome.output.calls, calls);
    const messages: ModelRequest['messages'] = [
      ...question.messages,
      { role: 'assistant', content: '', calls },
      { role: 'tool', content: 'sent', answers: 'c1' },
    ];
    assert.equal((await ask({ tools, messages })).kind, 'succeeded');
  });

  describe('a key', () => {
    it('comes from the environment and goes to the server alone (T9)', async () => {
      await ask({}, { apiKey: inEnvironment('KEY') });
      assert.equal(server.asked[0]?.authorization, 'Bearer sk-secret');
    });
    it('is not sent where none is configured', async () => {
      await ask();
      assert.equal(server.asked[0]?.authorization, undefined);
    });
    it('is in no outcome, even where the server repeats it', async () => {
      server.next(sendJson(401, { error: { message: 'Incorrect API key provided: sk-secret.' } }));
      const { message, retry, type } = await failure({}, { apiKey: inEnvironment('KEY') });
      assert.ok(!message.includes('sk-secret'));
      assert.match(message, /401.*Incorrect API key/);
      assert.deepEqual([retry, type], [false, 'unauthorized']);
    });
    it('that the environment does not have is named', async () => {
      const { message, retry } = await failure({}, { apiKey: inEnvironment('NO_KEY') });
      assert.match(message, /NO_KEY is not set/);
      assert.equal(retry, false);
      assert.deepEqual(server.asked, []);
    });
    it('does not follow a server that points elsewhere', async () => {
      server.next((response) =>
        response.writeHead(307, { location: `${server.url}/chat/completions` }).end(),
      );
      const { type, retry } = await failure({}, { apiKey: inEnvironment('KEY') });
      assert.deepEqual([type, retry], ['redirect', false]);
      assert.equal(server.asked.length, 1);
    });
  });

  describe('an address', () => {
    it('is of this machine or https, and holds no password', async () => {
      for (const baseUrl of [
        'http://models.example/v1',
        'ftp://127.0.0.1/v1',
        'http://127.0.0.1.evil.example/v1',
        'http://localhost@evil.example/v1',
        'https://user:pass@models.example/v1',
        'nonsense',
      ]) {
        const { type, retry } = await failure({}, { baseUrl });
        assert.deepEqual([type, retry], ['config', false], baseUrl);
      }
    });
    it('may come from the environment and end with a slash', async () => {
      assert.equal((await ask({}, { baseUrl: `${server.url}/` })).kind, 'succeeded');
    });
    it('is asked for by a name that the configuration has', async () => {
      const { message, type } = await failure({ model: 'toString' });
      assert.equal(type, 'config');
      assert.match(message, /no model "toString" stands under models in handoff.config.json/);
    });
  });

  describe('a server that does not answer', () => {
    for (const [status, again] of [
      [400, false],
      [404, false],
      [422, false],
      [408, true],
      [429, true],
      [500, true],
      [503, true],
    ] as const)
      it(`with ${status} is ${again ? '' : 'not '}asked again`, async () => {
        server.next(sendJson(status, { error: { message: 'sorry' } }));
        const { retry, message } = await failure();
        assert.equal(retry, again);
        assert.match(message, /sorry/);
      });

    it('says when: in seconds or as a date', async () => {
      server.next(sendJson(429, {}, { 'retry-after': '20' }));
      assert.equal((await failure()).retryAfterMs, 20_000);
      server.next(sendJson(503, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
      const { retryAfterMs = 0 } = await failure();
      assert.ok(retryAfterMs > 50_000 && retryAfterMs <= 60_000, String(retryAfterMs));
    });

    it('in ten minutes is as good as away', async () => {
      server.next(sendJson(429, {}, { 'retry-after': '86400' }));
      const { retry, retryAfterMs } = await failure();
      assert.deepEqual([retry, retryAfterMs], [false, undefined]);
    });

    it('in time is asked again', async () => {
      server.next(() => undefined);
      const { type, retry } = await failure({}, {}, 50);
      assert.deepEqual([type, retry], ['timeout', true]);
    });

    it('before the engine ends is given up, and may be asked again', async () => {
      const models = chatModels({ models: () => ({ default: { baseUrl: server.url, model: 'big' } }) });
      server.next(() => models.close());
      const outcome = await models.ask(question, 'draft');
      assert.ok(outcome.kind === 'failed');
      assert.deepEqual([outcome.type, outcome.retry], ['stopped', true]);
    });

    it('because nobody is there is asked again', async () => {
      const { type, retry } = await failure({}, { baseUrl: 'http://127.0.0.1:1/v1' });
      assert.equal(type, 'unreachable');
      assert.equal(retry, true);
    });

    it('with more than 4 MiB is not read to the end', async () => {
      server.next(says('x'.repeat(5 * 1024 * 1024)));
      assert.deepEqual((await failure()).type, 'too-large');
    });
  });

  describe('an answer that is none', () => {
    const answers: [string, unknown, string][] = [
      ['cut off', completion('{"ans', { finish: 'length' }), 'cut-off'],
      ['filtered', completion('', { finish: 'content_filter' }), 'filtered'],
      ['refused', completion(null, { refusal: 'I cannot help with that.' }), 'refused'],
      ['no choices', { choices: [] }, 'protocol'],
      ['no message', { choices: [{ finish_reason: 'stop' }] }, 'protocol'],
      ['a list', [], 'protocol'],
      ['a content that is no text', { choices: [{ message: { content: [1] } }] }, 'protocol'],
      [
        'a call without a name',
        completion(null, { toolCalls: [{ id: 'c', function: { arguments: '{}' } }] }),
        'protocol',
      ],
      [
        'arguments that are no text',
        completion(null, { toolCalls: [{ id: 'c', function: { name: 'x', arguments: {} } }] }),
        'protocol',
      ],
    ];
    for (const [what, body, type] of answers)
      it(`${what} fails for good`, async () => {
        server.next(sendJson(200, body));
        const outcome = await failure();
        assert.deepEqual([outcome.type, outcome.retry], [type, false]);
      });

    it('that is not JSON fails for good', async () => {
      server.next((response) => response.writeHead(200).end('<html>'));
      assert.equal((await failure()).type, 'protocol');
    });

    it('with letters that cannot be written is written with others (F41)', async () => {
      server.next((response) =>
        response.writeHead(200).end('{"choices":[{"message":{"content":"a\\ud800b\\u0000c"}}]}'),
      );
      const outcome = await ask();
      assert.ok(outcome.kind === 'succeeded' && outcome.output.text === 'a\uFFFDb\uFFFDc');
    });
  });
});
