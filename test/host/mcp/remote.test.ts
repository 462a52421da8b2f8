import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { outputOf, withTools } from './odd-servers.ts';

interface Site {
  readonly url: string;
  /** Bodies of the `tools/call` requests, as they arrived. */
  readonly calls: string[];
  readonly authorizations: (string | undefined)[];
}

async function withSite(answer: 'mcp' | RequestListener, use: (site: Site) => Promise<void>): Promise<void> {
  const calls: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'remote', version: '1.0.0' });
    server.registerTool('double', { inputSchema: z.object({ of: z.number() }) }, ({ of }, { mcpReq }) => ({
      content: [],
      structuredContent: { double: of * 2, key: mcpReq._meta?.['handoff/idempotencyKey'] },
    }));
    return server;
  });
  const http = createServer(async (request, response) => {
    authorizations.push(request.headers.authorization);
    const body = await bodyOf(request);
    const isCall = body.includes('"tools/call"');
    if (isCall) calls.push(body);
    if (isCall && answer !== 'mcp') return answer(request, response);
    const { method = 'GET', headers } = request;
    const answered = await handler.fetch(
      new Request(`http://${headers.host}${request.url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
        ...(method === 'POST' && { body }),
      }),
    );
    response.writeHead(answered.status, [...answered.headers].flat());
    if (answered.body) for await (const chunk of answered.body) response.write(chunk);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  try {
    await use({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`, calls, authorizations });
  } finally {
    http.closeAllConnections();
    http.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const statusAnswer =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'text/plain' }).end('no');

describe('a server over streamable HTTP', () => {
  it('is listed and called, with the declared headers and the key', () =>
    withSite('mcp', async (site) => {
      const remote = { url: site.url, headers: { Authorization: `Bearer \${env:REMOTE_TOKEN}` } };
      await withTools({ environment: { REMOTE_TOKEN: 'r-1' }, servers: { remote } }, async (tools) => {
        const output = outputOf(await tools.on('double', '{"of":4}', 'remote'));
        assert.deepEqual(output, { double: 8, key: 'key of double' });
      });
      assert.equal(site.calls.length, 1);
      assert.ok(site.calls[0]?.includes('"arguments":{"of":4}'));
      assert.ok(site.authorizations.every((value) => value === 'Bearer r-1'));
    }));

  for (const [status, kind] of [
    [400, 'failed'],
    [401, 'failed'],
    [403, 'failed'],
    [404, 'failed'],
    [408, 'unknown'],
    [429, 'failed'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
  ] as const)
    it(`that answers ${status} leaves the call ${kind}, sent once (I5)`, () =>
      withSite(statusAnswer(status), (site) =>
        withTools({ servers: { remote: { url: site.url } } }, async (tools) => {
          assert.equal((await tools.on('double', '{"of":4}', 'remote')).kind, kind);
          assert.equal(site.calls.length, 1);
        }),
      ));

  it('that breaks off leaves the call unknown (I5)', () =>
    withSite(
      (request) => request.socket.destroy(),
      (site) =>
        withTools({ servers: { remote: { url: site.url } } }, async (tools) => {
          assert.equal((await tools.on('double', '{"of":4}', 'remote')).kind, 'unknown');
          assert.equal(site.calls.length, 1);
        }),
    ));

  it('that is not there fails the call', () =>
    withTools({ servers: { remote: { url: 'http://127.0.0.1:9/mcp' } } }, async (tools) => {
      const outcome = await tools.on('double', '{"of":4}', 'remote');
      assert.ok(outcome.kind === 'failed' && outcome.type === 'server-unreachable');
    }));
});
